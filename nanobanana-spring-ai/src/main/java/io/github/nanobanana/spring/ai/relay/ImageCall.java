package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * What one call asks of a relay: exactly one picture. A dialect writes it to the wire.
 * Fields that are {@code null} are left away, so that the relay's own default holds.
 *
 * @param id names the call on this side, the same for every endpoint that is tried
 * @param model the model name, sent verbatim
 * @param prompt the text that describes the picture
 * @param aspectRatio the ratio, such as {@code 16:9}
 * @param imageSize the tier, such as {@code 2K}
 * @param pixels the size in pixels that ratio and tier stand for, for relays that want
 * pixels
 * @param size a size text sent verbatim in place of ratio and tier, where the dialect has
 * a field for it
 * @param responseFormat {@code url} or {@code b64_json}
 * @param seed the seed for a repeatable picture
 * @param references pictures that go along with the prompt, in the order of the prompt
 * @param mask the picture whose transparent part may be changed
 * @param timeout the time for the whole call, over all endpoints
 * @param extraBody further fields of the body, merged last
 * @param notes what was adjusted for this endpoint, each as a sentence
 * @param intake where pictures of the answer go while they arrive
 */
public record ImageCall(String id, String model, String prompt, @Nullable String aspectRatio,
		@Nullable String imageSize, @Nullable PixelSize pixels, @Nullable String size, @Nullable String responseFormat,
		@Nullable Long seed, List<Reference> references, @Nullable Reference mask, Duration timeout,
		Map<String, Object> extraBody, List<String> notes, PictureIntake intake) {

	public ImageCall {
		references = List.copyOf(references);
		extraBody = Collections.unmodifiableMap(new LinkedHashMap<>(extraBody));
		notes = List.copyOf(notes);
	}

	/**
	 * Says what is asked without the prompt, which may be private.
	 */
	@Override
	public String toString() {
		return "ImageCall[%s, model=%s, prompt of %d characters, aspectRatio=%s, imageSize=%s, size=%s, references=%d]"
			.formatted(this.id, this.model, this.prompt.length(), this.aspectRatio, this.imageSize, this.size,
					this.references.size());
	}

}
