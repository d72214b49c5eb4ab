package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A request body read by its content type: a JSON object or a form with files. */
final class Body {

	private final JsonNode json;

	private final List<Upload> parts;

	private Body(JsonNode json, List<Upload> parts) {
		this.json = json;
		this.parts = parts;
	}

	static Body of(RecordedRequest request) {
		String contentType = request.header("content-type");
		if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
			return new Body(Json.object(), Multipart.parse(request.body(), contentType));
		}
		try {
			JsonNode json = (request.body().length == 0) ? Json.object() : Json.read(request.body());
			if (!json.isObject()) {
				throw RelayError.invalidRequest("the body must be a JSON object");
			}
			return new Body(json, List.of());
		}
		catch (JacksonException ex) {
			throw RelayError.invalidRequest("invalid JSON: " + ex.getOriginalMessage());
		}
	}

	JsonNode json() {
		return this.json;
	}

	/** The value of a field, from JSON or from a form. */
	@Nullable String text(String name) {
		for (Upload part : this.parts) {
			if (part.name().equals(name) && part.filename() == null) {
				return new String(part.bytes(), StandardCharsets.UTF_8);
			}
		}
		return Json.string(this.json, name);
	}

	@Nullable Integer number(String name) {
		String text = text(name);
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return Integer.valueOf(text.trim());
		}
		catch (NumberFormatException ex) {
			throw RelayError.bad("invalid_type", name,
					"Invalid type for '" + name + "': expected an integer, but got '" + text + "' instead.");
		}
	}

	/**
	 * The reference images of a form. New-api reads the files named {@code image}; only
	 * if there is none {@code image[]}; only if none {@code image[0]} and so on. Mixed
	 * spellings lose pictures, here as there.
	 */
	List<Upload> files(String name) {
		for (String pattern : List.of(name, name + "[]", name + "[")) {
			List<Upload> found = new ArrayList<>();
			for (Upload part : this.parts) {
				boolean indexed = pattern.endsWith("[") && part.name().startsWith(pattern);
				if (part.filename() != null && (indexed || part.name().equals(pattern))) {
					found.add(part);
				}
			}
			if (!found.isEmpty()) {
				return found;
			}
		}
		return List.of();
	}

	/**
	 * References of a JSON body: strings, or objects with a url, one or a list. Base64
	 * and data URIs are decoded; a web address becomes an upload without bytes, since the
	 * simulator calls nobody.
	 */
	List<Upload> references(String name) {
		List<Upload> found = new ArrayList<>();
		JsonNode node = this.json.path(name);
		for (JsonNode item : node.isArray() ? node.values() : List.of(node)) {
			String text = item.isString() ? item.stringValue() : Json.string(item, "image_url", "url", "b64_json");
			if (text != null && !text.isBlank()) {
				found.add(reference(name, text));
			}
		}
		return found;
	}

	static Upload reference(String name, String text) {
		if (text.startsWith("http://") || text.startsWith("https://")) {
			return new Upload(name, text, new byte[0]);
		}
		int comma = text.startsWith("data:") ? text.indexOf(',') : -1;
		try {
			return new Upload(name, null, Base64.getMimeDecoder().decode(text.substring(comma + 1)));
		}
		catch (IllegalArgumentException ex) {
			throw RelayError.bad("invalid_image", name, "'" + name + "' is neither a URL nor base64.");
		}
	}

}
