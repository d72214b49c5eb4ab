package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayPicture;

/**
 * Answers of chat completions: pictures as Markdown links, data URIs, bare addresses,
 * content parts, or OpenRouter's {@code message.images}.
 */
final class ChatAnswer {

	private static final Pattern MARKDOWN = Pattern.compile("!\\[[^\\]]*]\\(\\s*<?([^)\\s>]*)>?[^)]*\\)");

	private static final Pattern LINK = Pattern.compile("https?://[^\\s)\\]>\"']+");

	private static final Pattern PICTURE_PATH = Pattern.compile("(?i).*\\.(png|jpe?g|webp|gif|avif|heic)");

	private final AnswerDocument document;

	private final List<RelayPicture> pictures = new ArrayList<>();

	private final StringBuilder text = new StringBuilder();

	private ChatAnswer(AnswerDocument document) {
		this.document = document;
	}

	static RelayAnswer read(AnswerDocument document) {
		ChatAnswer answer = new ChatAnswer(document);
		JsonNode root = document.root();
		for (JsonNode choice : root.path("choices")) {
			JsonNode message = choice.path("message");
			message.path("images").forEach(answer::part);
			JsonNode content = message.path("content");
			if (content.isArray()) {
				content.forEach(answer::part);
			}
			else {
				answer.content(content);
			}
			String refusal = document.words(message.path("refusal"));
			if (refusal != null) {
				answer.text.append(refusal).append('\n');
			}
		}
		String words = answer.text.toString().strip();
		return new RelayAnswer(answer.pictures, document.words(root.path("model")), words.isEmpty() ? null : words,
				OpenAiAnswer.usage(root.path("usage")), document.words(root.path("id")));
	}

	/** An entry of {@code images} or of a content list. */
	private void part(JsonNode part) {
		JsonNode url = part.path("image_url").isObject() ? part.path("image_url").path("url") : part.path("image_url");
		if (!url.isString()) {
			url = part.path("url");
		}
		if (url.isString()) {
			address(url);
		}
		else if (part.has("b64_json")) {
			add(null, this.document.picture(part.path("b64_json")));
		}
		else {
			content(part.isString() ? part : part.path("text"));
		}
	}

	private void address(JsonNode node) {
		String words = this.document.words(node);
		URI url = (words != null) ? Links.parse(words) : null;
		add(url, (url == null) ? this.document.picture(node) : null);
	}

	private void content(JsonNode node) {
		String words = this.document.words(node);
		for (Picture picture : this.document.dataUris(node)) {
			add(null, picture);
		}
		if (words == null) {
			return;
		}
		boolean linked = false;
		Matcher markdown = MARKDOWN.matcher(words);
		while (markdown.find()) {
			URI url = Links.parse(markdown.group(1));
			linked |= url != null;
			add(url, null);
		}
		String rest = MARKDOWN.matcher(words).replaceAll("");
		Matcher link = LINK.matcher(rest);
		while (!linked && this.pictures.isEmpty() && link.find()) {
			URI url = Links.parse(link.group());
			if (url != null && url.getPath() != null && PICTURE_PATH.matcher(url.getPath()).matches()) {
				add(url, null);
			}
		}
		this.text.append(rest.strip()).append('\n');
	}

	private void add(@Nullable URI url, @Nullable Picture picture) {
		if (url != null || picture != null) {
			this.pictures.add(new RelayPicture(url, picture, null));
		}
	}

}
