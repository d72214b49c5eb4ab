package io.github.nanobanana.spring.ai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGenerationMetadata;

import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * Where one picture came from and what is known of it.
 *
 * @param endpoint the name of the endpoint that delivered
 * @param dialect the dialect in which it was asked
 * @param callId the name of the call on this side
 * @param requestId the relay's name for the call, or {@code null}
 * @param model the model that the relay says it used, else the one that was asked for
 * @param imageSize the tier that was asked of the relay, or {@code null}
 * @param revisedPrompt the prompt as the relay reworded it, or {@code null}
 * @param text words that came with the picture, or {@code null}
 * @param mimeType the format seen in the bytes, or {@code null} while they are not here
 * @param pixels the size seen in the bytes, or {@code null} while they are not here
 * @param bytes the length, or {@code null} while the bytes are not here
 * @param storedAs the name in the store, or {@code null} if the picture is not stored
 * @param seed the seed that was sent, or {@code null}
 * @param price what the picture cost, as the endpoint's price list says, or {@code null}
 * @param elapsed the time from the start of the call, all attempts included
 * @param earlierFailures the attempts at other endpoints before, free of charge
 */
public record NanoBananaImageGenerationMetadata(String endpoint, String dialect, String callId,
		@Nullable String requestId, String model, @Nullable String imageSize, @Nullable String revisedPrompt,
		@Nullable String text, @Nullable String mimeType, @Nullable PixelSize pixels, @Nullable Long bytes,
		@Nullable String storedAs, @Nullable Long seed, @Nullable BigDecimal price, Duration elapsed,
		List<RelayFailure> earlierFailures) implements ImageGenerationMetadata {

	public NanoBananaImageGenerationMetadata {
		earlierFailures = List.copyOf(earlierFailures);
	}

	/**
	 * How many endpoints were asked, the one that delivered included.
	 * @return 1 or more
	 */
	public int attempts() {
		return this.earlierFailures.size() + 1;
	}

}
