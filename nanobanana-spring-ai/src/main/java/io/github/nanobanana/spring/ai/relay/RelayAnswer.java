package io.github.nanobanana.spring.ai.relay;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a relay answered, in one form for all dialects.
 *
 * @param pictures the pictures, in the relay's order
 * @param model the model that the relay says it used, or {@code null}
 * @param text words that came with or instead of a picture, or {@code null}
 * @param usage the tokens used, or {@code null} if the relay does not say
 * @param requestId the relay's name for the call, or {@code null}
 */
public record RelayAnswer(List<RelayPicture> pictures, @Nullable String model, @Nullable String text,
		@Nullable TokenUsage usage, @Nullable String requestId) {

	public RelayAnswer {
		pictures = List.copyOf(pictures);
	}

	RelayAnswer withRequestId(@Nullable String id) {
		return new RelayAnswer(this.pictures, this.model, this.text, this.usage, id);
	}

}
