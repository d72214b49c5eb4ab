package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.Reference;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.WireRequest;

/**
 * Google's own form, {@code generateContent}, on Google's API and on relays that pass it
 * through. The key goes into the {@code x-goog-api-key} header and never into the
 * address. There is no mask: the model edits by words.
 */
public final class GeminiDialect implements RelayDialect {

	/** The name used in the configuration. */
	public static final String NAME = "gemini";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Header credentials(String key) {
		return new Header("x-goog-api-key", key);
	}

	@Override
	public WireRequest write(ImageCall call) {
		if (call.mask() != null) {
			throw new NotSpokenException("has no mask: say in the prompt what to change and what to keep");
		}
		JsonBody body = new JsonBody();
		ObjectNode root = JsonBody.MAPPER.createObjectNode();
		ObjectNode content = root.putArray("contents").addObject();
		ArrayNode parts = content.putArray("parts");
		parts.addObject().put("text", call.prompt());
		call.references().forEach((reference) -> addPicture(parts, reference, body));
		content.put("role", "user");
		ObjectNode config = root.putObject("generationConfig");
		config.putArray("responseModalities").add("TEXT").add("IMAGE");
		if (call.seed() != null) {
			config.put("seed", call.seed());
		}
		addShape(config, call);
		call.extraBody().forEach((name, value) -> merge(root, name, value));
		String model = URLEncoder.encode(call.model(), StandardCharsets.UTF_8).replace("+", "%20");
		return WireRequest.json("/v1beta/models/" + model + ":generateContent", body.write(root));
	}

	private static void addPicture(ArrayNode parts, Reference reference, JsonBody body) {
		if (reference.content() == null) {
			throw new NotSpokenException("takes reference pictures only as bytes, not as addresses");
		}
		parts.addObject()
			.putObject("inlineData")
			.put("mimeType", reference.content().format().mimeType())
			.put("data", body.base64(reference.content()));
	}

	private static void addShape(ObjectNode config, ImageCall call) {
		if (call.aspectRatio() == null && call.imageSize() == null) {
			return;
		}
		ObjectNode shape = config.putObject("imageConfig");
		if (call.aspectRatio() != null) {
			shape.put("aspectRatio", call.aspectRatio());
		}
		if (call.imageSize() != null) {
			shape.put("imageSize", call.imageSize());
		}
	}

	/** Further fields of an object that is there already join it. */
	private static void merge(ObjectNode root, String name, Object value) {
		JsonNode there = root.path(name);
		if (there instanceof ObjectNode object && value instanceof Map<?, ?> more) {
			more.forEach((key, inner) -> merge(object, String.valueOf(key), Objects.requireNonNull(inner)));
		}
		else {
			root.set(name, JsonBody.MAPPER.valueToTree(value));
		}
	}

	@Override
	public RelayAnswer read(AnswerDocument document) {
		return GeminiAnswer.read(document);
	}

}
