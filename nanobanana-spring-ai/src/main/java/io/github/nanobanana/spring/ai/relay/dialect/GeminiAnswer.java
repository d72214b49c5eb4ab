package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * Answers of {@code generateContent}, in camel case as Google writes them and in snake
 * case as some relays do. Parts that are thoughts hold drafts and are left out.
 */
final class GeminiAnswer {

	private final AnswerDocument document;

	private final FoundPictures found;

	private final StringBuilder text = new StringBuilder();

	private GeminiAnswer(AnswerDocument document) {
		this.document = document;
		this.found = new FoundPictures(document);
	}

	static RelayAnswer read(AnswerDocument document) {
		GeminiAnswer answer = new GeminiAnswer(document);
		JsonNode root = document.root();
		for (JsonNode candidate : root.path("candidates")) {
			for (JsonNode part : candidate.path("content").path("parts")) {
				if (!part.path("thought").asBoolean(false)) {
					answer.read(part);
				}
			}
		}
		String words = answer.text.toString().strip();
		if (answer.found.isEmpty()) {
			String reason = reason(root, document);
			words = (reason == null) ? words : (reason + (words.isEmpty() ? "" : ": " + words));
		}
		return new RelayAnswer(answer.found.all(), document.words(either(root, "modelVersion", "model_version")),
				words.isEmpty() ? null : words, usage(either(root, "usageMetadata", "usage_metadata")),
				document.words(either(root, "responseId", "response_id")));
	}

	private void read(JsonNode part) {
		this.found.add(null, this.found.decode(either(part, "inlineData", "inline_data").path("data")), null);
		String words = this.document.words(part.path("text"));
		if (words != null) {
			this.text.append(words).append('\n');
		}
	}

	/** Why there is no picture, in Google's own words for it. */
	private static @Nullable String reason(JsonNode root, AnswerDocument document) {
		JsonNode feedback = either(root, "promptFeedback", "prompt_feedback");
		String block = document.words(either(feedback, "blockReason", "block_reason"));
		if (block != null) {
			return join("prompt blocked: " + block,
					document.words(either(feedback, "blockReasonMessage", "block_reason_message")));
		}
		JsonNode candidate = root.path("candidates").path(0);
		String finish = document.words(either(candidate, "finishReason", "finish_reason"));
		if (finish == null || finish.equalsIgnoreCase("STOP")) {
			return null;
		}
		return join(finish, document.words(either(candidate, "finishMessage", "finish_message")));
	}

	private static String join(String reason, @Nullable String message) {
		return (message != null) ? reason + ": " + message : reason;
	}

	private static @Nullable TokenUsage usage(JsonNode usage) {
		if (!usage.isObject()) {
			return null;
		}
		int output = Usage.tokens(usage, "candidatesTokenCount", "candidates_token_count")
				+ Usage.tokens(usage, "thoughtsTokenCount", "thoughts_token_count");
		return Usage.of(Usage.tokens(usage, "promptTokenCount", "prompt_token_count"), output,
				Usage.tokens(usage, "totalTokenCount", "total_token_count"));
	}

	private static JsonNode either(JsonNode node, String camelCase, String snakeCase) {
		return node.has(camelCase) ? node.path(camelCase) : node.path(snakeCase);
	}

}
