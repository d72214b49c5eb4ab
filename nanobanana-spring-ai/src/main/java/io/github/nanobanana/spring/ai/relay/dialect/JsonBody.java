package io.github.nanobanana.spring.ai.relay.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.relay.Reference;
import io.github.nanobanana.spring.ai.relay.RequestBody;

/**
 * A JSON document with pictures in it: the tree holds a short token where a picture's
 * base64 belongs, and the picture itself is read only while the body is sent.
 */
final class JsonBody {

	static final JsonMapper MAPPER = new JsonMapper();

	private final List<PictureContent> contents = new ArrayList<>();

	/** What stands for a picture; nobody else can have written it. */
	private @Nullable String token;

	/**
	 * Takes a picture.
	 * @return the text to put into the tree where its base64 belongs
	 */
	String base64(PictureContent content) {
		this.contents.add(content);
		return token() + (this.contents.size() - 1) + ".";
	}

	private String token() {
		String made = this.token;
		if (made == null) {
			made = "nb" + UUID.randomUUID().toString().replace("-", "") + ".";
			this.token = made;
		}
		return made;
	}

	/**
	 * Takes a picture.
	 * @return the text to put into the tree where its data URI belongs
	 */
	String dataUri(PictureContent content) {
		return "data:" + content.format().mimeType() + ";base64," + base64(content);
	}

	/**
	 * Takes a reference.
	 * @return its address, or the text to put into the tree where its data URI belongs
	 */
	String addressOrDataUri(Reference reference) {
		PictureContent content = reference.content();
		return (content != null) ? dataUri(content) : String.valueOf(reference.url());
	}

	/**
	 * Writes the document with every picture where its text stands. A picture whose text
	 * is gone from the tree, since a further field took its place, is left out.
	 */
	RequestBody write(ObjectNode root) {
		byte[] document = MAPPER.writeValueAsBytes(root);
		if (this.contents.isEmpty()) {
			return RequestBody.of(document);
		}
		RequestBody.Builder body = RequestBody.builder();
		int from = 0;
		Matcher place = Pattern.compile(Pattern.quote(token()) + "(\\d+)\\.")
			.matcher(new String(document, StandardCharsets.ISO_8859_1));
		while (place.find()) {
			PictureContent content = this.contents.get(Integer.parseInt(place.group(1)));
			body.bytes(Arrays.copyOfRange(document, from, place.start())).base64(content);
			from = place.end();
		}
		return body.bytes(Arrays.copyOfRange(document, from, document.length)).build();
	}

	/**
	 * Merges further fields into a document: objects join, anything else replaces what is
	 * there, and {@code null} takes a field away.
	 * @param root the document
	 * @param fields the further fields
	 */
	static void merge(ObjectNode root, Map<?, ?> fields) {
		fields.forEach((name, value) -> merge(root, String.valueOf(name), value));
	}

	private static void merge(ObjectNode root, String name, @Nullable Object value) {
		if (value == null) {
			root.remove(name);
		}
		else if (value instanceof Map<?, ?> fields) {
			JsonNode there = root.path(name);
			merge((there instanceof ObjectNode object) ? object : root.putObject(name), fields);
		}
		else {
			root.set(name, tree(value));
		}
	}

	private static JsonNode tree(Object value) {
		try {
			return MAPPER.valueToTree(value);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("extraBody holds a " + value.getClass().getName()
					+ ", which cannot be written as JSON: use texts, numbers, lists and maps", ex);
		}
	}

}
