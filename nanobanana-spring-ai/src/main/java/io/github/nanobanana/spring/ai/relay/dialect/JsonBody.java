package io.github.nanobanana.spring.ai.relay.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.relay.RequestBody;

/**
 * A JSON document with pictures in it: the tree holds a short token where a picture's
 * base64 belongs, and the picture itself is read only while the body is sent.
 */
final class JsonBody {

	static final JsonMapper MAPPER = new JsonMapper();

	private final String token = "nb" + UUID.randomUUID().toString().replace("-", "");

	private final List<PictureContent> contents = new ArrayList<>();

	/**
	 * Takes a picture.
	 * @return the text to put into the tree where its base64 belongs
	 */
	String base64(PictureContent content) {
		this.contents.add(content);
		return this.token;
	}

	/**
	 * Takes a picture.
	 * @return the text to put into the tree where its data URI belongs
	 */
	String dataUri(PictureContent content) {
		return "data:" + content.format().mimeType() + ";base64," + base64(content);
	}

	/**
	 * Writes the document; the pictures appear in the order in which they were taken.
	 */
	RequestBody write(ObjectNode root) {
		byte[] document = MAPPER.writeValueAsBytes(root);
		if (this.contents.isEmpty()) {
			return RequestBody.of(document);
		}
		String text = new String(document, StandardCharsets.ISO_8859_1);
		RequestBody.Builder body = RequestBody.builder();
		int from = 0;
		for (PictureContent content : this.contents) {
			int at = text.indexOf(this.token, from);
			body.bytes(Arrays.copyOfRange(document, from, at)).base64(content);
			from = at + this.token.length();
		}
		return body.bytes(Arrays.copyOfRange(document, from, document.length)).build();
	}

}
