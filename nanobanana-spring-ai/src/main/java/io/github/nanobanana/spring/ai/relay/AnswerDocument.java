package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import io.github.nanobanana.spring.ai.image.Base64Sink;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureBuffer;
import io.github.nanobanana.spring.ai.image.PictureException;

/**
 * A parsed answer whose large pictures have already been taken out: where base64 stood,
 * the tree holds a short placeholder and {@link #picture(JsonNode)} gives the picture.
 * Base64 that was too short to be taken out is decoded on demand, so that a dialect need
 * not know the difference.
 */
public final class AnswerDocument {

	/** In front of and behind the number of a picture that was taken out. */
	private static final char MARK = '\uE000';

	private static final Pattern PLACEHOLDER = Pattern.compile(MARK + "(\\d{1,4})" + MARK);

	private static final String BASE64 = ";base64,";

	private static final Pattern DATA_URI = Pattern.compile("data:[a-zA-Z0-9.+/;=-]*" + BASE64);

	private static final Pattern DATA_URI_WITH_CONTENT = Pattern
		.compile("(" + DATA_URI.pattern() + ")(?:" + PLACEHOLDER.pattern() + "|[A-Za-z0-9+/_=-]*+)");

	private final JsonNode root;

	private final List<Extract> extracts;

	private final long maxPictureBytes;

	AnswerDocument(JsonNode root, List<Extract> extracts, long maxPictureBytes) {
		this.root = root;
		this.extracts = extracts;
		this.maxPictureBytes = maxPictureBytes;
	}

	static String placeholder(int number) {
		return MARK + String.valueOf(number) + MARK;
	}

	/**
	 * The tree of the answer.
	 * @return the root, which may be any kind of node
	 */
	public JsonNode root() {
		return this.root;
	}

	/**
	 * The picture that a text holds as base64, with or without a {@code data:} prefix.
	 * @param node any node
	 * @return the picture, or {@code null} if the node holds none
	 * @throws PictureException if the base64 is broken or the picture too large
	 */
	public @Nullable Picture picture(JsonNode node) {
		if (!node.isString() || node.asString().isBlank()) {
			return null;
		}
		String text = node.asString();
		Matcher placeholder = PLACEHOLDER.matcher(text);
		if (placeholder.find()) {
			int index = Integer.parseInt(placeholder.group(1));
			return (index < this.extracts.size()) ? this.extracts.get(index).get() : null;
		}
		Matcher prefix = DATA_URI.matcher(text);
		return decode(prefix.find() ? text.substring(prefix.end()) : text);
	}

	private @Nullable Picture decode(String base64) {
		byte[] ascii = base64.getBytes(StandardCharsets.ISO_8859_1);
		PictureBuffer buffer = new PictureBuffer(this.maxPictureBytes);
		Base64Sink sink = new Base64Sink(buffer);
		sink.write(ascii, 0, ascii.length);
		sink.finish();
		return (buffer.size() > 0) ? buffer.toPicture() : null;
	}

	/**
	 * All data URIs that a text holds, large and small, each as a node to be handed to
	 * {@link #picture(JsonNode)}.
	 * @param node any node
	 * @return the data URIs in the order of the text
	 */
	public List<JsonNode> dataUris(JsonNode node) {
		List<JsonNode> found = new ArrayList<>();
		Matcher uri = DATA_URI_WITH_CONTENT.matcher(node.isString() ? node.asString() : "");
		while (uri.find()) {
			if (uri.end() > uri.end(1)) {
				found.add(StringNode.valueOf(uri.group()));
			}
		}
		return found;
	}

	/**
	 * The words of a text, without any picture.
	 * @param node any node
	 * @return the text, or {@code null} if the node holds no text or only pictures
	 */
	public @Nullable String words(JsonNode node) {
		if (!node.isString()) {
			return null;
		}
		String text = node.asString();
		if (text.contains(BASE64)) {
			text = DATA_URI_WITH_CONTENT.matcher(text).replaceAll("");
		}
		if (text.indexOf(MARK) >= 0) {
			text = PLACEHOLDER.matcher(text).replaceAll("");
		}
		text = text.strip();
		return text.isEmpty() ? null : text;
	}

	/**
	 * What came of a run of base64: a picture, or the reason why there is none.
	 */
	record Extract(@Nullable Picture picture, @Nullable PictureException failure) {

		private @Nullable Picture get() {
			if (this.failure != null) {
				throw this.failure;
			}
			return this.picture;
		}

	}

}
