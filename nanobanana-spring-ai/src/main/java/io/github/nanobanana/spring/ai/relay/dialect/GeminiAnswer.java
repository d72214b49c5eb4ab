package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayPicture;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * Answers of {@code generateContent}, in camel case as Google writes them and in snake
 * case as some relays do. Parts that are thoughts hold drafts and are left out.
 */
final class GeminiAnswer {

	private GeminiAnswer() {
	}

	static RelayAnswer read(AnswerDocument document) {
		JsonNode root = document.root();
		List<RelayPicture> pictures = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		for (JsonNode candidate : root.path("candidates")) {
			for (JsonNode part : candidate.path("content").path("parts")) {
				if (!part.path("thought").asBoolean(false)) {
					read(part, document, pictures, text);
				}
			}
		}
		String words = text.isEmpty() ? null : text.toString().strip();
		if (pictures.isEmpty() && words == null) {
			words = reason(root);
		}
		return new RelayAnswer(pictures, document.words(either(root, "modelVersion", "model_version")), words,
				usage(either(root, "usageMetadata", "usage_metadata")),
				document.words(either(root, "responseId", "response_id")));
	}

	private static void read(JsonNode part, AnswerDocument document, List<RelayPicture> pictures, StringBuilder text) {
		Picture picture = document.picture(either(part, "inlineData", "inline_data").path("data"));
		if (picture != null) {
			pictures.add(new RelayPicture(null, picture, null));
		}
		String words = document.words(part.path("text"));
		if (words != null) {
			text.append(words).append('\n');
		}
	}

	/** Why there is no picture, in Google's own word for it. */
	private static @Nullable String reason(JsonNode root) {
		JsonNode feedback = either(root, "promptFeedback", "prompt_feedback");
		JsonNode block = either(feedback, "blockReason", "block_reason");
		if (block.isString()) {
			return "prompt blocked: " + block.asString();
		}
		JsonNode candidate = root.path("candidates").path(0);
		JsonNode message = either(candidate, "finishMessage", "finish_message");
		JsonNode finish = either(candidate, "finishReason", "finish_reason");
		if (finish.isString() && !finish.asString().isBlank()) {
			return finish.asString() + (message.isString() ? ": " + message.asString() : "");
		}
		return null;
	}

	private static @Nullable TokenUsage usage(JsonNode usage) {
		if (!usage.isObject()) {
			return null;
		}
		int input = either(usage, "promptTokenCount", "prompt_token_count").asInt(0);
		int output = either(usage, "candidatesTokenCount", "candidates_token_count").asInt(0)
				+ either(usage, "thoughtsTokenCount", "thoughts_token_count").asInt(0);
		int total = either(usage, "totalTokenCount", "total_token_count").asInt(0);
		return new TokenUsage(input, output, (total > 0) ? total : input + output);
	}

	private static JsonNode either(JsonNode node, String camelCase, String snakeCase) {
		return node.has(camelCase) ? node.path(camelCase) : node.path(snakeCase);
	}

}
