package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
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
 * Chat completions, which nearly every relay serves: the picture comes as a Markdown
 * link, a data URI or a list of images. Ratio and tier have no field of their own here,
 * so they are said in words at the end of the prompt, or in {@code image_config} as
 * OpenRouter takes them.
 */
public final class ChatDialect implements RelayDialect {

	/** The name used in the configuration. */
	public static final String NAME = "chat";

	private final boolean imageConfig;

	/**
	 * The dialect with ratio and tier in words.
	 */
	public ChatDialect() {
		this(false);
	}

	/**
	 * The dialect of one relay.
	 * @param imageConfig whether ratio and tier go into {@code image_config}, with
	 * {@code modalities} beside it, in place of words
	 */
	public ChatDialect(boolean imageConfig) {
		this.imageConfig = imageConfig;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public WireRequest write(ImageCall call) {
		if (call.mask() != null) {
			throw new NotSpokenException("has no mask: say in the prompt what to change and what to keep");
		}
		JsonBody body = new JsonBody();
		ObjectNode root = JsonBody.MAPPER.createObjectNode();
		root.put("model", call.model());
		ObjectNode message = root.putArray("messages").addObject().put("role", "user");
		if (call.references().isEmpty()) {
			message.put("content", prompt(call));
		}
		else {
			addParts(message.putArray("content"), call, body);
		}
		if (this.imageConfig) {
			addImageConfig(root, call);
		}
		root.put("stream", false);
		if (call.seed() != null) {
			root.put("seed", call.seed());
		}
		JsonBody.merge(root, call.extraBody());
		return WireRequest.json("/v1/chat/completions", body.write(root));
	}

	private String prompt(ImageCall call) {
		if (this.imageConfig) {
			return call.prompt();
		}
		List<String> shape = new ArrayList<>();
		addWords(shape, "size ", call.size(), "");
		if (shape.isEmpty()) {
			addWords(shape, "aspect ratio ", call.aspectRatio(), "");
			addWords(shape, "", call.imageSize(), " resolution");
		}
		return shape.isEmpty() ? call.prompt() : call.prompt() + "\n\n(" + String.join(", ", shape) + ")";
	}

	private static void addWords(List<String> words, String before, @Nullable String value, String after) {
		if (value != null) {
			words.add(before + value + after);
		}
	}

	private void addParts(ArrayNode parts, ImageCall call, JsonBody body) {
		parts.addObject().put("type", "text").put("text", prompt(call));
		for (Reference reference : call.references()) {
			parts.addObject()
				.put("type", "image_url")
				.putObject("image_url")
				.put("url", body.addressOrDataUri(reference));
		}
	}

	private static void addImageConfig(ObjectNode root, ImageCall call) {
		root.putArray("modalities").add("image").add("text");
		Shape shape = Shape.of(call);
		if (!shape.isEmpty()) {
			shape.write(root.putObject("image_config"), "aspect_ratio", "image_size");
		}
	}

	@Override
	public RelayAnswer read(AnswerDocument document) {
		return ChatAnswer.read(document);
	}

}
