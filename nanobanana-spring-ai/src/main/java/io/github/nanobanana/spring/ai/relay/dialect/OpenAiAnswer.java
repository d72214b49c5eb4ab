package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.image.MalformedBase64Exception;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.image.PictureFormat;
import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayPicture;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * The answers of image endpoints in all the shapes met in the field: {@code data} as a
 * list, an object or a bare address, {@code images}, {@code image_urls}, wrapped in
 * another {@code data}, blank fields beside filled ones, and one picture told twice, once
 * as an address and once as base64.
 */
final class OpenAiAnswer {

	private static final List<String> CONTAINERS = List.of("data", "images", "image_urls", "result", "output");

	private static final int MAX_DEPTH = 4;

	private final AnswerDocument document;

	private final List<RelayPicture> pictures = new ArrayList<>();

	private @Nullable PictureException broken;

	private OpenAiAnswer(AnswerDocument document) {
		this.document = document;
	}

	static RelayAnswer read(AnswerDocument document) {
		OpenAiAnswer answer = new OpenAiAnswer(document);
		JsonNode root = document.root();
		answer.collect(root, 0);
		if (answer.pictures.isEmpty() && answer.broken != null) {
			throw answer.broken;
		}
		return new RelayAnswer(paired(answer.pictures), document.words(root.path("model")), words(document, root),
				usage(root.path("usage")), null);
	}

	private void collect(JsonNode node, int depth) {
		if (depth > MAX_DEPTH) {
			return;
		}
		if (node.isArray()) {
			node.forEach((entry) -> collect(entry, depth + 1));
		}
		else if (node.isString()) {
			if (depth > 0) {
				addBare(node);
			}
		}
		else if (node.isObject() && !add(node.path("url"), node.path("b64_json"), node)) {
			for (String name : CONTAINERS) {
				int before = this.pictures.size();
				collect(node.path(name), depth + 1);
				if (this.pictures.size() > before) {
					return;
				}
			}
		}
	}

	private boolean add(JsonNode urlNode, JsonNode base64Node, JsonNode item) {
		URI address = url(urlNode);
		URI url = (address != null) ? address : url(base64Node);
		Picture picture = (url(base64Node) == null) ? picture(base64Node) : null;
		if (picture == null && url == null && isInline(urlNode)) {
			picture = picture(urlNode);
		}
		if (url == null && picture == null) {
			return false;
		}
		this.pictures.add(new RelayPicture(url, picture, this.document.words(item.path("revised_prompt"))));
		return true;
	}

	private @Nullable URI url(JsonNode node) {
		String address = this.document.words(node);
		return (address != null) ? Links.parse(address) : null;
	}

	/** One broken picture must not cost the others: it counts only if none is whole. */
	private @Nullable Picture picture(JsonNode node) {
		try {
			return this.document.picture(node);
		}
		catch (PictureException ex) {
			this.broken = ex;
			return null;
		}
	}

	/** A text alone may be an address, a picture or mere words. */
	private void addBare(JsonNode node) {
		URI url = url(node);
		if (url != null) {
			this.pictures.add(new RelayPicture(url, null, null));
			return;
		}
		try {
			Picture picture = this.document.picture(node);
			if (picture != null && picture.format() != PictureFormat.UNKNOWN) {
				this.pictures.add(new RelayPicture(null, picture, null));
			}
		}
		catch (MalformedBase64Exception ex) {
			// Words, not a picture: what the answer says is read elsewhere
		}
	}

	private static boolean isInline(JsonNode node) {
		return node.isString() && node.asString().stripLeading().startsWith("data:");
	}

	/** One picture in two entries, first the address and then the bytes. */
	private static List<RelayPicture> paired(List<RelayPicture> pictures) {
		List<RelayPicture> addresses = pictures.stream().filter((entry) -> entry.picture() == null).toList();
		List<RelayPicture> bytes = pictures.stream().filter((entry) -> entry.url() == null).toList();
		if (addresses.isEmpty() || addresses.size() != bytes.size()
				|| addresses.size() + bytes.size() != pictures.size()) {
			return pictures;
		}
		List<RelayPicture> pairs = new ArrayList<>();
		for (int i = 0; i < addresses.size(); i++) {
			String revised = addresses.get(i).revisedPrompt();
			pairs.add(new RelayPicture(addresses.get(i).url(), bytes.get(i).picture(),
					(revised != null) ? revised : bytes.get(i).revisedPrompt()));
		}
		return pairs;
	}

	private static @Nullable String words(AnswerDocument document, JsonNode root) {
		for (String name : List.of("text", "message", "msg")) {
			String text = document.words(root.path(name));
			if (text != null) {
				return text;
			}
		}
		JsonNode first = root.path("data").path(0);
		String text = document.words(first.path("text"));
		return (text != null) ? text : document.words(first.path("revised_prompt"));
	}

	static @Nullable TokenUsage usage(JsonNode usage) {
		if (!usage.isObject()) {
			return null;
		}
		int input = tokens(usage, "input_tokens", "prompt_tokens");
		int output = tokens(usage, "output_tokens", "completion_tokens");
		int total = tokens(usage, "total_tokens", "total");
		return new TokenUsage(input, output, (total > 0) ? total : input + output);
	}

	private static int tokens(JsonNode usage, String name, String otherName) {
		JsonNode value = usage.has(name) ? usage.path(name) : usage.path(otherName);
		return value.isNumber() ? Math.max(0, value.asInt(0)) : 0;
	}

}
