package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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

	private static final String MODELS = "models/";

	private final Spelling spelling;

	/**
	 * The dialect as Google and most relays speak it.
	 */
	public GeminiDialect() {
		this(Spelling.CAMEL_CASE);
	}

	/**
	 * The dialect of one relay.
	 * @param spelling how field names are written
	 */
	public GeminiDialect(Spelling spelling) {
		this.spelling = spelling;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Header credentials(String key) {
		return new Header("x-goog-api-key", key);
	}

	@Override
	public boolean takesAddresses() {
		return false;
	}

	@Override
	public String modelsPath() {
		return "/v1beta/models?pageSize=1000";
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
		ObjectNode config = root.putObject(ofConfig("generationConfig", "generation_config"));
		config.putArray(ofConfig("responseModalities", "response_modalities")).add("TEXT").add("IMAGE");
		if (call.seed() != null) {
			config.put("seed", call.seed());
		}
		Shape shape = Shape.of(call);
		if (!shape.isEmpty()) {
			shape.write(config.putObject(ofConfig("imageConfig", "image_config")),
					ofConfig("aspectRatio", "aspect_ratio"), ofConfig("imageSize", "image_size"));
		}
		JsonBody.merge(root, call.extraBody());
		return WireRequest.json(path(call.model()), body.write(root));
	}

	/** The model may come with the prefix under which Google lists it. */
	private static String path(String model) {
		String name = model.startsWith(MODELS) ? model.substring(MODELS.length()) : model;
		String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
		return "/v1beta/models/" + encoded + ":generateContent";
	}

	private void addPicture(ArrayNode parts, Reference reference, JsonBody body) {
		if (reference.content() == null) {
			throw new NotSpokenException("takes reference pictures only as bytes, not as addresses");
		}
		parts.addObject()
			.putObject(ofPart("inlineData", "inline_data"))
			.put(ofPart("mimeType", "mime_type"), reference.content().format().mimeType())
			.put("data", body.base64(reference.content()));
	}

	private String ofConfig(String camelCase, String snakeCase) {
		return (this.spelling == Spelling.SNAKE_CASE) ? snakeCase : camelCase;
	}

	private String ofPart(String camelCase, String snakeCase) {
		return (this.spelling == Spelling.CAMEL_CASE) ? camelCase : snakeCase;
	}

	@Override
	public RelayAnswer read(AnswerDocument document) {
		return GeminiAnswer.read(document);
	}

	/** How field names are written. Google itself reads all three. */
	public enum Spelling {

		/** {@code inlineData} and {@code imageConfig}, as Google documents it. */
		CAMEL_CASE,

		/** {@code inline_data} and {@code image_config}, as UCloud documents it. */
		SNAKE_CASE,

		/** {@code inline_data} and {@code imageConfig}, as many relays document it. */
		MIXED

	}

}
