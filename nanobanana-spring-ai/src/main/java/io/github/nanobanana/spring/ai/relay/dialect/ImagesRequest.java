package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.Reference;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.RatioField;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.TierField;

/**
 * A call written for {@code /v1/images/generations} or {@code /v1/images/edits}. The
 * count is always one, since relays bill the count that was asked for and deliver one
 * picture.
 */
final class ImagesRequest {

	private final ImagesSettings settings;

	private final ImageCall call;

	private ImagesRequest(ImagesSettings settings, ImageCall call) {
		this.settings = settings;
		this.call = call;
	}

	static WireRequest write(ImagesSettings settings, ImageCall call) {
		ImagesRequest request = new ImagesRequest(settings, call);
		boolean addresses = call.references().stream().anyMatch((reference) -> reference.url() != null);
		boolean edit = call.mask() != null
				|| settings.references() == References.MULTIPART && !call.references().isEmpty() && !addresses;
		return edit ? request.edit() : request.generation();
	}

	private Map<String, Object> fields() {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("model", model());
		fields.put("prompt", this.call.prompt());
		if (this.call.size() != null) {
			fields.put("size", this.call.size());
		}
		else {
			shape(fields);
		}
		fields.put("n", 1);
		putIfSet(fields, "response_format", this.call.responseFormat());
		if (this.settings.seed()) {
			putIfSet(fields, "seed", this.call.seed());
		}
		return fields;
	}

	private void shape(Map<String, Object> fields) {
		if (this.settings.ratio() != RatioField.NONE) {
			putIfSet(fields, this.settings.ratio().field, this.call.aspectRatio());
		}
		String tier = tier();
		if (tier != null && !this.settings.tier().field.isEmpty()) {
			fields.put(this.settings.tier().field, tier);
		}
		if (this.call.pixels() != null && this.settings.pixels() == Pixels.SIZE) {
			fields.put("size", this.call.pixels().toString());
		}
		else if (this.call.pixels() != null && this.settings.pixels() == Pixels.WIDTH_AND_HEIGHT) {
			fields.put("width", this.call.pixels().width());
			fields.put("height", this.call.pixels().height());
		}
	}

	private @Nullable String tier() {
		String tier = this.call.imageSize();
		return (tier != null && this.settings.lowerCaseTier()) ? tier.toLowerCase(Locale.ROOT) : tier;
	}

	private String model() {
		String tier = this.call.imageSize();
		if (this.settings.tier() != TierField.MODEL_SUFFIX || tier == null || tier.equals("1K")) {
			return this.call.model();
		}
		return this.call.model() + "-" + tier.toLowerCase(Locale.ROOT);
	}

	private static void putIfSet(Map<String, Object> fields, String name, @Nullable Object value) {
		if (value != null) {
			fields.put(name, value);
		}
	}

	private String path(String path) {
		return this.settings.async() ? path + "?async=true" : path;
	}

	private WireRequest generation() {
		JsonBody body = new JsonBody();
		ObjectNode root = JsonBody.MAPPER.createObjectNode();
		fields().forEach(root::putPOJO);
		if (!this.call.references().isEmpty()) {
			ArrayNode references = root.putArray(this.settings.referenceField());
			this.call.references().forEach((reference) -> references.add(inJson(reference, body)));
		}
		this.call.extraBody().forEach(root::putPOJO);
		return WireRequest.json(path("/v1/images/generations"), body.write(root));
	}

	private String inJson(Reference reference, JsonBody body) {
		if (reference.url() != null) {
			return reference.url().toString();
		}
		PictureContent content = Objects.requireNonNull(reference.content());
		return switch (this.settings.references()) {
			case MULTIPART, DATA_URI -> body.dataUri(content);
			case BASE64 -> body.base64(content);
			case URL_ONLY -> throw new NotSpokenException("takes reference pictures only as addresses");
		};
	}

	private WireRequest edit() {
		MultipartBody body = new MultipartBody();
		fields().forEach((name, value) -> body.field(name, String.valueOf(value)));
		this.call.extraBody().forEach((name, value) -> body.field(name, inForm(value)));
		List<Reference> references = this.call.references();
		for (int i = 0; i < references.size(); i++) {
			body.file(this.settings.filePart(), "image-" + (i + 1), inFile(references.get(i)));
		}
		if (this.call.mask() != null) {
			body.file("mask", "mask", inFile(this.call.mask()));
		}
		return body.request(path("/v1/images/edits"));
	}

	private static String inForm(Object value) {
		return (value instanceof String text) ? text : JsonBody.MAPPER.writeValueAsString(value);
	}

	private static PictureContent inFile(Reference reference) {
		if (reference.content() == null) {
			throw new NotSpokenException("takes the pictures of an edit with a mask only as bytes");
		}
		return reference.content();
	}

}
