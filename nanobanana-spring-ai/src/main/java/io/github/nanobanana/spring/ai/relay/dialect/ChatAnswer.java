package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;

/**
 * Answers of chat completions: pictures in OpenRouter's {@code message.images}, in a list
 * of content parts, or in a text as Markdown, data URIs or bare addresses. Where there is
 * a list of pictures the text is not searched, since some relays say the same twice.
 */
final class ChatAnswer {

	private final AnswerDocument document;

	private final FoundPictures found;

	private final StringBuilder text = new StringBuilder();

	private ChatAnswer(AnswerDocument document) {
		this.document = document;
		this.found = new FoundPictures(document);
	}

	static RelayAnswer read(AnswerDocument document) {
		ChatAnswer answer = new ChatAnswer(document);
		JsonNode root = document.root();
		if (!root.has("choices")) {
			return OpenAiAnswer.read(document);
		}
		for (JsonNode choice : root.path("choices")) {
			answer.message(choice.path("message"));
		}
		String words = answer.text.toString().strip();
		if (words.isEmpty() && answer.found.isEmpty()) {
			words = answer.reason(root.path("choices").path(0));
		}
		return new RelayAnswer(answer.found.all(), document.words(root.path("model")),
				(words == null || words.isEmpty()) ? null : words, Usage.read(root.path("usage")),
				document.words(root.path("id")));
	}

	private void message(JsonNode message) {
		int before = this.found.count();
		message.path("images").forEach((image) -> part(image, List.of()));
		JsonNode content = message.path("content");
		List<JsonNode> texts = new ArrayList<>();
		if (content.isArray()) {
			content.forEach((part) -> part(part, texts));
		}
		else {
			texts.add(content);
		}
		boolean search = this.found.count() == before;
		texts.forEach((words) -> text(words, search));
		say(this.document.words(message.path("refusal")));
	}

	/** An entry of {@code images} or of a content list. */
	private void part(JsonNode part, List<JsonNode> texts) {
		JsonNode url = part.path("image_url").isObject() ? part.path("image_url").path("url") : part.path("image_url");
		url = url.isString() ? url : part.path("url");
		if (url.isString()) {
			this.found.addAddress(url);
		}
		else if (part.has("b64_json")) {
			this.found.add(null, this.found.decode(part.path("b64_json")), null);
		}
		else if (part.path("text").isString()) {
			texts.add(part.path("text"));
		}
		else if (part.isString()) {
			this.found.addAddress(part);
		}
	}

	private void text(JsonNode node, boolean search) {
		String words = this.document.words(node);
		if (search) {
			this.document.dataUris(node).forEach((uri) -> this.found.add(null, this.found.decode(uri), null));
		}
		if (words != null) {
			PictureLinks links = PictureLinks.find(words);
			for (URI url : search ? links.urls() : List.<URI>of()) {
				this.found.add(url, null, null);
			}
			say(links.rest());
		}
	}

	private void say(@Nullable String words) {
		if (words != null && !words.isBlank()) {
			this.text.append(words.strip()).append('\n');
		}
	}

	/** OpenAI's word for an answer that was held back, or OpenRouter's for an error. */
	private @Nullable String reason(JsonNode choice) {
		String error = this.document.words(choice.path("error").path("message"));
		if (error != null) {
			return error;
		}
		String finish = this.document.words(choice.path("finish_reason"));
		return "stop".equalsIgnoreCase(finish) ? null : finish;
	}

}
