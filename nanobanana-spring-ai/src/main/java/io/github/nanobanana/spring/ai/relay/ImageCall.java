package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one call asks of a relay: exactly one picture. A dialect writes it to the wire.
 * Fields that are {@code null} are left away, so that the relay's own default holds.
 *
 * @param id names the call on this side, the same for every endpoint that is tried
 * @param model the model name, sent verbatim
 * @param prompt the text that describes the picture
 * @param aspectRatio the ratio, such as {@code 16:9}
 * @param imageSize the tier, such as {@code 2K}
 * @param size a size text sent verbatim in place of ratio and tier
 * @param responseFormat {@code url} or {@code b64_json}
 * @param seed the seed for a repeatable picture
 * @param timeout the time for the whole call, over all endpoints
 * @param extraBody further fields of the body, merged last
 */
public record ImageCall(String id, String model, String prompt, @Nullable String aspectRatio,
		@Nullable String imageSize, @Nullable String size, @Nullable String responseFormat, @Nullable Long seed,
		Duration timeout, Map<String, Object> extraBody) {

	/**
	 * Says what is asked without the prompt, which may be private.
	 */
	@Override
	public String toString() {
		return "ImageCall[%s, model=%s, prompt of %d characters, aspectRatio=%s, imageSize=%s, size=%s]"
			.formatted(this.id, this.model, this.prompt.length(), this.aspectRatio, this.imageSize, this.size);
	}

}
