package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.endpoint.CallProfile;
import io.github.nanobanana.spring.ai.image.PictureFitter;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.ImageCall;

/**
 * A prompt with everything decided: what will be sent, and how often.
 *
 * @param messages the messages of the prompt
 * @param text the text to send
 * @param references the pictures that go along
 * @param options the resolved options
 */
record ImageRequest(List<ImageMessage> messages, String text, References references, ResolvedImageOptions options) {

	static ImageRequest of(ImagePrompt prompt, ResolvedImageOptions options) {
		List<ImageMessage> messages = prompt.getInstructions();
		String text = messages.stream()
			.map(ImageMessage::getText)
			.filter((part) -> part != null && !part.isBlank())
			.collect(Collectors.joining("\n"))
			.strip();
		if (text.isEmpty()) {
			throw new InvalidImageRequestException("The prompt is empty: say what the picture should show.");
		}
		return new ImageRequest(messages, text, References.of(messages, options.merged()), options);
	}

	/** The prompt with the merged options, as observations want it. */
	ImagePrompt merged() {
		return new ImagePrompt(this.messages, this.options.toOptions());
	}

	/** The pixels that the delivered picture is fitted to, or {@code null}. */
	@Nullable PixelSize exactSize() {
		return (this.options.merged().getExactSize() != null) ? this.options.merged().exactPixels() : null;
	}

	PictureFitter fitter(long maxPixels) {
		return PictureFitter.of((this.options.merged().getExactSize() == ExactSize.PAD) ? PictureFitter.Mode.PAD
				: PictureFitter.Mode.CROP)
			.withMaxPixels(maxPixels);
	}

	ImageRequest withReferences(References fetched) {
		return new ImageRequest(this.messages, this.text, fetched, this.options);
	}

	int count() {
		return this.options.n();
	}

	/** What the call is to the choice among endpoints. */
	CallProfile profile() {
		String size = this.options.size();
		return new CallProfile(this.options.model(), (size != null) ? size : String.valueOf(this.options.imageSize()));
	}

	/** The versions to ask for, with seeds that differ where a seed is set. */
	List<Version> versions() {
		List<Version> versions = new ArrayList<>(count());
		for (int number = 0; number < count(); number++) {
			versions.add(new Version(UUID.randomUUID().toString(), seed(number)));
		}
		return versions;
	}

	private @Nullable Long seed(int number) {
		Long first = this.options.seed();
		return (first != null) ? first + number : null;
	}

	/** What is asked of one endpoint for one version. */
	ImageCall call(Version version, NanoBananaEndpoint endpoint, PictureIntake intake) {
		ResolvedImageOptions here = endpoint.adapt(this.options);
		ReferenceImage mask = here.merged().getMask();
		List<String> notes = new ArrayList<>(here.shape().notes());
		Integer most = endpoint.maxReferences(here.model());
		if (most != null && this.references.images().size() > most) {
			notes.add("%d reference pictures were sent, but %s is known to read %d"
				.formatted(this.references.images().size(), here.model(), most));
		}
		ImageShape shape = endpoint.shape(here);
		return new ImageCall(version.id(), here.model(), this.text, text(shape.aspectRatio()), text(shape.imageSize()),
				shape.pixels(), here.size(), here.responseFormat(), version.seed(), this.references.toReferences(),
				(mask != null) ? mask.reference() : null, here.timeout(), here.extraBody(), notes, intake);
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	/**
	 * One version of the picture.
	 *
	 * @param id the name of its call on this side
	 * @param seed its seed, or {@code null}
	 */
	record Version(String id, @Nullable Long seed) {

	}

}
