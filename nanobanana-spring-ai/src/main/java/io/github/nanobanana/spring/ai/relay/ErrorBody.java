package io.github.nanobanana.spring.ai.relay;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The error that a relay put into a body, in any of the envelopes met in the field:
 * OpenAI's and new-api's {@code error} object, a plain {@code error} string, Google's
 * {@code error.status}, a top-level {@code message} or {@code msg}, and
 * {@code code}/{@code description}.
 *
 * @param code the error code in lower case, or an empty string
 * @param type the error type in lower case, or an empty string
 * @param message the relay's words, or an empty string
 */
record ErrorBody(String code, String type, String message) {

	static final ErrorBody NONE = new ErrorBody("", "", "");

	/**
	 * Finds the error in a document.
	 * @param root the parsed body
	 * @return the error, or {@code null} if the document holds none
	 */
	static @Nullable ErrorBody find(JsonNode root) {
		JsonNode error = root.path("error");
		if (error.isObject()) {
			return new ErrorBody(text(error, "code", "status"), text(error, "type", "status"),
					words(error, "message", "msg"));
		}
		if (error.isString() && !error.asString().isBlank()) {
			return new ErrorBody(text(root, "code"), text(root, "type"), error.asString());
		}
		boolean refused = root.path("success").isBoolean() && !root.path("success").asBoolean();
		boolean bare = !root.has("data") && !root.has("choices") && !root.has("candidates")
				&& (root.has("message") || root.has("msg") || root.has("description")) && !root.has("images");
		boolean numbered = root.path("code").asInt(0) >= 400 && root.path("data").isEmpty();
		if (refused || bare || numbered) {
			return new ErrorBody(text(root, "code"), text(root, "type"), words(root, "message", "msg", "description"));
		}
		return null;
	}

	private static String text(JsonNode node, String... names) {
		for (String name : names) {
			JsonNode value = node.path(name);
			if (value.isString() && !value.asString().isBlank() || value.isNumber()) {
				return value.asString().trim().toLowerCase(Locale.ROOT);
			}
		}
		return "";
	}

	private static String words(JsonNode node, String... names) {
		for (String name : names) {
			JsonNode value = node.path(name);
			if (value.isString() && !value.asString().isBlank()) {
				return value.asString().trim();
			}
		}
		return "";
	}

	/**
	 * The status that is meant: some relays answer everything with 200 and put the real
	 * one into the body. Server errors keep 200, since work may have been done before
	 * them.
	 */
	int statusUnder(int status) {
		return (status == 200 && this.code.matches("4\\d\\d")) ? Integer.parseInt(this.code) : status;
	}

	boolean codeIs(String... known) {
		for (String candidate : known) {
			if (this.code.equals(candidate) || this.type.equals(candidate)) {
				return true;
			}
		}
		return false;
	}

	boolean says(String... fragments) {
		String lower = this.message.toLowerCase(Locale.ROOT);
		for (String fragment : fragments) {
			if (lower.contains(fragment)) {
				return true;
			}
		}
		return false;
	}

}
