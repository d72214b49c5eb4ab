package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.Reference;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.ModelSuffix;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;

/**
 * A call written for {@code /v1/images/generations} or {@code /v1/images/edits}. The
 * count is always one, since relays bill the count that was asked for and deliver one
 * picture. Nothing is said twice: a size text stands in place of ratio and tier, pixels
 * in place of the ratio, and a suffix of the model in place of the tier.
 */
final class ImagesRequest {

	private static final Pattern SUFFIXED = Pattern.compile("(?i).*-(512|0\\.5k|[124]k)");

	private final ImagesSettings settings;

	private final ImageCall call;

	private ImagesRequest(ImagesSettings settings, ImageCall call) {
		this.settings = settings;
		this.call = call;
	}

	static WireRequest write(ImagesSettings settings, ImageCall call) {
		ImagesRequest request = new ImagesRequest(settings, call);
		boolean addresses = call.references().stream().anyMatch((reference) -> reference.url() != null);
		boolean files = settings.references == References.MULTIPART && settings.editPath != null
				&& !call.references().isEmpty() && !addresses;
		return (files || call.mask() != null) ? request.edit() : request.generation();
	}

	private ObjectNode fields() {
		ObjectNode root = JsonBody.MAPPER.createObjectNode();
		root.put("model", model());
		put(root, this.settings.promptField, this.call.prompt());
		if (this.call.size() != null) {
			root.put("size", this.call.size());
		}
		else {
			putRatio(root);
			putTier(root);
		}
		if (this.settings.count) {
			root.put("n", 1);
		}
		if (this.settings.responseFormat) {
			put(root, "response_format", this.call.responseFormat());
		}
		if (this.settings.seed && this.call.seed() != null) {
			root.put("seed", this.call.seed());
		}
		return root;
	}

	private void putRatio(ObjectNode root) {
		PixelSize pixels = this.call.pixels();
		if (this.settings.pixels == Pixels.NONE) {
			put(root, this.settings.ratioField, this.call.aspectRatio());
		}
		else if (pixels == null) {
			if (this.call.aspectRatio() != null) {
				throw new NotSpokenException(
						"takes a ratio only in pixels, and none are known for " + this.call.aspectRatio());
			}
		}
		else if (this.settings.pixels == Pixels.TEXT) {
			put(root, this.settings.ratioField, pixels.toString());
		}
		else {
			root.put("width", pixels.width());
			root.put("height", pixels.height());
		}
	}

	private void putTier(ObjectNode root) {
		String field = this.settings.tierField;
		boolean taken = field != null && field.equals(this.settings.ratioField) && this.call.pixels() != null;
		if (this.settings.modelSuffix == ModelSuffix.NONE && !taken) {
			put(root, field, tier());
		}
	}

	private @Nullable String tier() {
		String tier = this.call.imageSize();
		if (tier == null) {
			return null;
		}
		return switch (this.settings.tiers) {
			case CAPITAL -> tier;
			case SMALL -> tier.replace('K', 'k');
			case HALF_K -> tier.equals("512") ? "0.5K" : tier;
		};
	}

	private String model() {
		String tier = tier();
		boolean bare = this.settings.modelSuffix == ModelSuffix.NONE
				|| this.settings.modelSuffix == ModelSuffix.ABOVE_1K && "1K".equals(this.call.imageSize());
		if (tier == null || bare || SUFFIXED.matcher(this.call.model()).matches()) {
			return this.call.model();
		}
		return this.call.model() + "-" + tier;
	}

	private static void put(ObjectNode root, @Nullable String field, @Nullable String value) {
		if (field != null && value != null) {
			put(root, field, root.stringNode(value));
		}
	}

	private static void put(ObjectNode root, String field, JsonNode value) {
		String[] names = field.split("\\.");
		ObjectNode holder = root;
		for (int i = 0; i < names.length - 1; i++) {
			holder = holder.withObjectProperty(names[i]);
		}
		holder.set(names[names.length - 1], value);
	}

	private String path(String path) {
		return this.settings.async ? path + "?async=true" : path;
	}

	private WireRequest generation() {
		JsonBody body = new JsonBody();
		ObjectNode root = fields();
		if (!this.call.references().isEmpty()) {
			ArrayNode references = root.arrayNode();
			this.call.references().forEach((reference) -> references.add(inJson(reference, body)));
			put(root, this.settings.referenceField, references);
		}
		JsonBody.merge(root, this.call.extraBody());
		return WireRequest.json(path(this.settings.path), body.write(root));
	}

	private String inJson(Reference reference, JsonBody body) {
		if (reference.url() != null) {
			return reference.url().toString();
		}
		PictureContent content = Objects.requireNonNull(reference.content());
		return switch (this.settings.references) {
			case MULTIPART, DATA_URI -> body.dataUri(content);
			case BASE64 -> body.base64(content);
			case URL -> throw new NotSpokenException("takes reference pictures only as addresses");
		};
	}

	private WireRequest edit() {
		if (this.settings.editPath == null) {
			throw new NotSpokenException("has no mask: say in the prompt what to change and what to keep");
		}
		MultipartBody body = new MultipartBody();
		ObjectNode root = fields();
		JsonBody.merge(root, this.call.extraBody());
		root.properties().forEach((field) -> body.field(field.getKey(), inForm(field.getValue())));
		List<Reference> references = this.call.references();
		for (int i = 0; i < references.size(); i++) {
			body.file(this.settings.filePart, "image-" + (i + 1), inFile(references.get(i)));
		}
		if (this.call.mask() != null) {
			body.file("mask", "mask", inFile(this.call.mask()));
		}
		return body.request(path(this.settings.editPath));
	}

	private static String inForm(JsonNode value) {
		return value.isString() ? value.asString() : value.toString();
	}

	private static PictureContent inFile(Reference reference) {
		if (reference.content() == null) {
			throw new NotSpokenException("takes the pictures of an edit with a mask only as bytes");
		}
		return reference.content();
	}

}
