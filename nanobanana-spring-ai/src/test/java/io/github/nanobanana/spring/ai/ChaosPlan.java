package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * What one call of a chaos run asks for, wholly decided by the seed of the run and the
 * number of the call. Its pictures have seeds of their own, by which every request that
 * reaches a relay can be told.
 *
 * @param number the number of the call
 * @param streamed whether it is made by {@code stream} and not by {@code call}
 * @param count the pictures asked for
 * @param model the model's name
 * @param format the response format, or {@code null}
 * @param timeout the time for the call, in the world
 * @param words what the prompt says beside its number
 * @param reference whether a picture goes along
 * @param fetched whether the bytes are fetched where a URL is delivered
 * @param cancelAfter when the caller gives up, in the world, or {@code null}
 */
record ChaosPlan(int number, boolean streamed, int count, String model, @Nullable String format, Duration timeout,
		String words, boolean reference, boolean fetched, @Nullable Duration cancelAfter) {

	/** Seeds of one call follow each other and never reach those of the next. */
	static final int SEEDS = 100;

	static ChaosPlan of(long seed, int number) {
		Random random = new Random(seed * 1_000_003 + number);
		boolean streamed = random.nextInt(100) < 55;
		int count = (random.nextInt(6) > 0) ? 1 : 2 + random.nextInt(3);
		String model = ChaosCall.MODELS.get(random.nextInt(ChaosCall.MODELS.size()));
		int format = random.nextInt(100);
		Duration timeout = Duration.ofMillis(600 + random.nextInt(600));
		int words = random.nextInt(100);
		boolean reference = random.nextInt(10) == 0;
		boolean fetched = random.nextInt(10) == 0;
		Duration cancelAfter = (random.nextInt(100) < 12) ? Duration.ofMillis(random.nextInt(60)) : null;
		return new ChaosPlan(number, streamed, count, model, (format < 40) ? null : (format < 75) ? "url" : "b64_json",
				timeout, words(words), reference, fetched, cancelAfter);
	}

	/** A call without anything special, whose caller has patience. */
	static ChaosPlan calm(int number, int count) {
		return new ChaosPlan(number, true, count, ChaosCall.MODELS.get(0), null, Duration.ofSeconds(20), "a calm sea",
				false, false, null);
	}

	private static String words(int chance) {
		return switch (chance) {
			case 0 -> RelaySimulator.BLOCKED;
			case 1 -> RelaySimulator.SENSITIVE;
			case 2 -> RelaySimulator.REFUSED;
			default -> "a storm at sea";
		};
	}

	long firstSeed() {
		return (long) (this.number + 1) * SEEDS;
	}

	ImagePrompt prompt() {
		NanoBananaImageOptions.Builder options = NanoBananaImageOptions.builder()
			.n(this.count)
			.model(this.model)
			.aspectRatio(AspectRatio.RATIO_21_9)
			.imageSize(ImageSize.HALF_K)
			.seed(firstSeed())
			.responseFormat(this.format)
			.timeout(this.timeout.multipliedBy(QuickClock.RATE));
		if (this.reference) {
			options.references(ReferenceImage.of(ChaosCall.REFERENCE));
		}
		return new ImagePrompt("call " + this.number + ": " + this.words, options.build());
	}

}
