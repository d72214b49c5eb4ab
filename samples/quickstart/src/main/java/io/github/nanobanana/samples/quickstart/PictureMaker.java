package io.github.nanobanana.samples.quickstart;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.InvalidImageRequestException;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageResponseMetadata;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.relay.RelayException;

/**
 * Asks for the pictures, writes each to a file as it arrives and tells about it.
 */
final class PictureMaker {

	private static final Duration TICK = Duration.ofSeconds(5);

	private final NanoBananaImageModel model;

	private final PrintWriter out;

	private final String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());

	private final AtomicInteger written = new AtomicInteger();

	PictureMaker(NanoBananaImageModel model, PrintWriter out) {
		this.model = model;
		this.out = out;
	}

	/**
	 * Makes the pictures.
	 * @return the exit code: 0 if at least one picture was written, 2 if the request
	 * cannot be sent
	 */
	int make(ImagePrompt prompt, Path folder) {
		say("Making: " + prompt.getInstructions().get(0).getText());
		Disposable clock = Flux.interval(TICK)
			.subscribe((tick) -> say("  ... " + (tick + 1) * TICK.toSeconds() + " s"));
		try {
			this.model.stream(prompt).concatMap(this::fetch).doOnNext((found) -> write(found, folder)).blockLast();
		}
		catch (InvalidImageRequestException ex) {
			say(String.valueOf(ex.getMessage()));
			return 2;
		}
		catch (RelayException | PictureException | UncheckedIOException ex) {
			say("No picture: " + ex.getMessage());
			Stream.of(ex.getSuppressed())
				.filter(RelayException.class::isInstance)
				.forEach((other) -> say("       and: " + other.getMessage()));
		}
		finally {
			clock.dispose();
		}
		return (this.written.get() > 0) ? 0 : 1;
	}

	private Mono<Found> fetch(ImageResponse response) {
		ImageGeneration generation = response.getResults().get(0);
		NanoBananaImage image = (NanoBananaImage) generation.getOutput();
		return image.picture().map((picture) -> new Found(response, generation, image, picture));
	}

	private void write(Found found, Path folder) {
		int number = this.written.incrementAndGet();
		Path file = folder.resolve("%s-%d.%s".formatted(this.stamp, number, found.picture().format().extension()));
		found.image().writeTo(file);
		NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) found.generation()
			.getMetadata();
		if (number == 1 && found.response().getMetadata() instanceof NanoBananaImageResponseMetadata about) {
			about.getNotes().forEach((note) -> say("Note: " + note));
		}
		say(String.format(Locale.ROOT, "Wrote %s%n  %s, %,d bytes, model %s, endpoint %s, %.1f s",
				file.toAbsolutePath(), found.picture().pixels(), found.picture().size(), metadata.model(),
				metadata.endpoint(), metadata.elapsed().toMillis() / 1000.0));
	}

	private void say(String line) {
		this.out.println(line);
		this.out.flush();
	}

	/**
	 * A picture at hand and all that is known of it.
	 *
	 * @param response the response it came with
	 * @param generation the picture's own part of it
	 * @param image the image
	 * @param picture the bytes
	 */
	private record Found(ImageResponse response, ImageGeneration generation, NanoBananaImage image, Picture picture) {

	}

}
