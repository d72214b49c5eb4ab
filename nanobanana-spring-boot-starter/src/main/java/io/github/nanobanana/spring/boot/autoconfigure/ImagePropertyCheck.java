package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.NanoBananaImageOptions;

/**
 * Notes what is wrong with the properties of the pictures, so that it is found at the
 * start and not by the first prompt.
 */
final class ImagePropertyCheck {

	private static final String PREFIX = NanoBananaImageProperties.CONFIG_PREFIX;

	private static final int LONGEST_MODEL = 200;

	private static final long RANDOM_SEED = -1;

	private static final long LARGEST_SEED = (1L << 53) - 1;

	private final NanoBananaImageProperties properties;

	private final ConfigurationProblems problems;

	ImagePropertyCheck(NanoBananaImageProperties properties, ConfigurationProblems problems) {
		this.properties = properties;
		this.problems = problems;
	}

	void run() {
		this.problems.checkPlaceholder(Allowed.MODEL.under(PREFIX), this.properties.getModel(), Allowed.MODEL);
		this.problems.checkPlaceholder(Allowed.STYLE.under(PREFIX), this.properties.getStyle(), Allowed.STYLE);
		this.problems.checkPlaceholder(Allowed.SIZE.under(PREFIX), this.properties.getSize(), Allowed.SIZE);
		this.problems.check(PREFIX, Allowed.MODEL, Shown.text(this.properties.getModel()),
				(model) -> model.length() <= LONGEST_MODEL && model.chars().noneMatch(Character::isISOControl));
		this.problems.check(PREFIX, Allowed.N, this.properties.getN(),
				(n) -> n >= 1 && n <= NanoBananaImageOptions.MAX_N);
		this.problems.check(PREFIX, Allowed.WIDTH, this.properties.getWidth(), ImagePropertyCheck::isSide);
		this.problems.check(PREFIX, Allowed.HEIGHT, this.properties.getHeight(), ImagePropertyCheck::isSide);
		this.problems.check(PREFIX, Allowed.RESPONSE_FORMAT, Shown.text(this.properties.getResponseFormat()),
				(format) -> List.of("url", "b64_json").contains(format.strip().toLowerCase(Locale.ROOT)));
		this.problems.check(PREFIX, Allowed.SEED, this.properties.getSeed(),
				(seed) -> seed >= RANDOM_SEED && seed <= LARGEST_SEED);
		this.problems.check(PREFIX, Allowed.TIMEOUT, this.properties.getTimeout(), ImagePropertyCheck::isTimeout);
		checkSize(Shown.text(this.properties.getSize()));
		this.problems.attempt(Allowed.EXTRA_BODY.under(PREFIX),
				Shown.value(String.join(", ", this.properties.getExtraBody().keySet())), Allowed.EXTRA_BODY,
				() -> NanoBananaImageOptions.builder().extraBody(this.properties.getExtraBody()));
	}

	private void checkSize(@Nullable String size) {
		if (size == null) {
			return;
		}
		this.problems.attempt(Allowed.SIZE.under(PREFIX), Shown.value(size), Allowed.SIZE,
				() -> NanoBananaImageOptions.builder().size(size));
		List<String> others = Stream
			.of(set(Allowed.ASPECT_RATIO, this.properties.getAspectRatio()),
					set(Allowed.IMAGE_SIZE, this.properties.getImageSize()),
					set(Allowed.WIDTH, this.properties.getWidth()), set(Allowed.HEIGHT, this.properties.getHeight()))
			.flatMap(List::stream)
			.toList();
		if (!others.isEmpty()) {
			this.problems.add(new ConfigurationProblem(Allowed.SIZE.under(PREFIX), Shown.value(size),
					"relays refuse it next to " + String.join(", ", others),
					"size alone, or aspect-ratio and image-size, or width and height"));
		}
	}

	private static List<String> set(Allowed property, @Nullable Object value) {
		return (value != null) ? List.of(property.property()) : List.of();
	}

	private static boolean isSide(int pixels) {
		return pixels >= 1 && pixels <= NanoBananaImageOptions.MAX_SIDE;
	}

	private static boolean isTimeout(Duration timeout) {
		return !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(NanoBananaImageOptions.MAX_TIMEOUT) <= 0;
	}

}
