package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is to be sent: options merged, defaulted and checked, and mapped to what the
 * model's family draws. What is {@code null} is not sent. A size comes without ratio and
 * tier.
 *
 * @param model the model's name
 * @param n the number of pictures
 * @param shape the ratio and tier to send
 * @param size the text to send in place of ratio and tier
 * @param responseFormat {@code url} or {@code b64_json}
 * @param seed the seed, above 0
 * @param timeout the time for the whole request
 * @param extraBody fields to merge into the body last
 * @param generalNotes sentences on options that were ignored for every model
 * @param merged the options as asked for, the request's over the configured ones
 */
record ResolvedImageOptions(String model, int n, ImageShape shape, @Nullable String size,
		@Nullable String responseFormat, @Nullable Long seed, Duration timeout, Map<String, Object> extraBody,
		List<String> generalNotes, NanoBananaImageOptions merged) {

	/**
	 * The same for an endpoint that knows the model by another name, or means another
	 * family by it.
	 */
	ResolvedImageOptions forModel(String name, ModelAliases aliases) {
		return new ResolvedImageOptions(name, this.n, ImageShape.of(this.merged, name, aliases), this.size,
				this.responseFormat, this.seed, this.timeout, this.extraBody, this.generalNotes, this.merged);
	}

	@Nullable AspectRatio aspectRatio() {
		return this.shape.aspectRatio();
	}

	@Nullable ImageSize imageSize() {
		return this.shape.imageSize();
	}

	/** Sentences on what was ignored or adjusted, for the response's metadata. */
	List<String> notes() {
		return Stream.concat(this.generalNotes.stream(), this.shape.notes().stream()).toList();
	}

	/**
	 * Returns the options as asked for, with the defaults filled in: what an observation
	 * shows.
	 */
	NanoBananaImageOptions toOptions() {
		return this.merged.mutate().model(this.model).n(this.n).timeout(this.timeout).build();
	}

	@Override
	public String toString() {
		return "ResolvedImageOptions{aspectRatio=" + aspectRatio() + ", imageSize=" + imageSize() + ", of="
				+ toOptions() + ", notes=" + notes() + "}";
	}

}
