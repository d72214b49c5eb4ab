package io.github.nanobanana.relay.simulator;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A generateContent request, read and validated. */
record GeminiRequest(ImageJob job, boolean wantsText) {

	String prompt() {
		return this.job.spec().prompt();
	}

	static GeminiRequest read(Exchange exchange, String name, Studio studio) {
		Model model = exchange.requireModel(name);
		if (model.family().isOpenAi()) {
			throw RelayError.notFound("models/" + name + " is not found for API version v1beta");
		}
		JsonNode body = exchange.body().json();
		List<Upload> references = new ArrayList<>();
		String prompt = parts(body.path("contents"), references);
		if (prompt.isBlank()) {
			throw RelayError.bad("contents", "* GenerateContentRequest.contents: contents is not specified");
		}
		studio.requirePictures(references);
		if (prompt.contains(RelaySimulator.SENSITIVE)) {
			throw RelayError.sensitive();
		}
		JsonNode config = Json.either(body, "generationConfig", "generation_config");
		JsonNode image = Json.either(config, "imageConfig", "image_config");
		String tier = Json.string(image, "imageSize", "image_size");
		checkTier(model, tier);
		PictureSpec spec = studio.gemini(model, prompt, Json.string(image, "aspectRatio", "aspect_ratio"), tier,
				seed(config), references, false);
		return new GeminiRequest(new ImageJob(model, spec, 1, 1, true), wantsText(config));
	}

	/** The last turn's words; the pictures of all turns. */
	private static String parts(JsonNode contents, List<Upload> references) {
		StringBuilder prompt = new StringBuilder();
		for (JsonNode content : contents.isArray() ? contents.values() : List.of(contents)) {
			StringBuilder words = new StringBuilder();
			for (JsonNode part : content.path("parts").values()) {
				String text = Json.string(part, "text");
				if (text != null) {
					words.append(words.isEmpty() ? "" : " ").append(text);
				}
				JsonNode data = Json.either(part, "inlineData", "inline_data");
				String base64 = Json.string(data, "data");
				if (base64 != null) {
					references.add(Body.reference("contents", base64.replace('-', '+').replace('_', '/')));
				}
				String file = Json.string(Json.either(part, "fileData", "file_data"), "fileUri", "file_uri");
				if (file != null) {
					references.add(new Upload("contents", "http:" + file, new byte[0]));
				}
			}
			if (!"model".equals(Json.string(content, "role")) && !words.toString().isBlank()) {
				prompt.setLength(0);
				prompt.append(words);
			}
		}
		return prompt.toString();
	}

	/** Google wants a capital K and, on the first generation, no size at all. */
	private static void checkTier(Model model, @Nullable String tier) {
		if (tier == null) {
			return;
		}
		if (model.family() == ModelFamily.NANO_BANANA) {
			throw RelayError.bad("image_size", "Image size is not supported for this model.");
		}
		if (!model.family().tiers().contains(tier)) {
			throw RelayError.bad("image_size", "Invalid value at 'generation_config.image_config.image_size': " + tier);
		}
	}

	private static @Nullable Long seed(JsonNode config) {
		JsonNode seed = config.path("seed");
		return seed.isIntegralNumber() ? Long.valueOf(seed.longValue()) : null;
	}

	private static boolean wantsText(JsonNode config) {
		JsonNode modalities = Json.either(config, "responseModalities", "response_modalities");
		if (modalities.isEmpty()) {
			return true;
		}
		for (JsonNode modality : modalities.values()) {
			if ("TEXT".equalsIgnoreCase(modality.asString())) {
				return true;
			}
		}
		return false;
	}

}
