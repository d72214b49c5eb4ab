package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is to be sent: options merged, defaulted and checked, and mapped to what the
 * model's family draws. What is {@code null} is not sent. A size comes without ratio and
 * tier.
 *
 * @param model the model's name
 * @param n the number of pictures
 * @param aspectRatio the ratio to send
 * @param imageSize the tier to send
 * @param size the text to send in place of ratio and tier
 * @param responseFormat {@code url} or {@code b64_json}
 * @param seed the seed, above 0
 * @param timeout the time for the whole request
 * @param extraBody fields to merge into the body last
 * @param notes sentences on what was ignored or adjusted, for the response's metadata
 * @param merged the options as asked for, the request's over the configured ones
 */
record ResolvedImageOptions(String model, int n, @Nullable AspectRatio aspectRatio, @Nullable ImageSize imageSize,
		@Nullable String size, @Nullable String responseFormat, @Nullable Long seed, Duration timeout,
		Map<String, Object> extraBody, List<String> notes, NanoBananaImageOptions merged) {

	/**
	 * Returns the options as asked for, with the defaults filled in: what an observation
	 * shows.
	 */
	NanoBananaImageOptions toOptions() {
		return this.merged.mutate().model(this.model).n(this.n).timeout(this.timeout).build();
	}

	@Override
	public String toString() {
		return "ResolvedImageOptions{aspectRatio=" + this.aspectRatio + ", imageSize=" + this.imageSize + ", of="
				+ toOptions() + ", notes=" + this.notes + "}";
	}

}
