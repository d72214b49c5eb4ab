package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.relay.ImageCall;

/**
 * A prompt with everything decided: what will be sent, and how often.
 *
 * @param messages the messages of the prompt
 * @param text the text to send
 * @param options the resolved options
 */
record ImageRequest(List<ImageMessage> messages, String text, ResolvedImageOptions options) {

	static ImageRequest of(ImagePrompt prompt, ResolvedImageOptions options) {
		List<ImageMessage> messages = prompt.getInstructions();
		if (messages.stream().anyMatch((message) -> !message.getMedia().isEmpty())) {
			throw new InvalidImageRequestException(
					"Reference pictures are not supported yet: send the prompt without media.");
		}
		String text = String.join("\n",
				messages.stream().map(ImageMessage::getText).filter((part) -> part != null && !part.isBlank()).toList())
			.strip();
		if (text.isEmpty()) {
			throw new InvalidImageRequestException("The prompt is empty: say what the picture should show.");
		}
		return new ImageRequest(messages, text, options);
	}

	/** The prompt with the merged options, as observations want it. */
	ImagePrompt merged() {
		return new ImagePrompt(this.messages, this.options.toOptions());
	}

	int count() {
		return this.options.n();
	}

	/** One call for each version, with seeds that differ where a seed is set. */
	List<ImageCall> calls() {
		return IntStream.range(0, count()).mapToObj(this::call).toList();
	}

	private ImageCall call(int version) {
		ResolvedImageOptions from = this.options;
		Long seed = (from.seed() != null) ? from.seed() + version : null;
		return new ImageCall(UUID.randomUUID().toString(), from.model(), this.text, text(from.aspectRatio()),
				text(from.imageSize()), null, from.size(), from.responseFormat(), seed, List.of(), null, from.timeout(),
				from.extraBody());
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

}
