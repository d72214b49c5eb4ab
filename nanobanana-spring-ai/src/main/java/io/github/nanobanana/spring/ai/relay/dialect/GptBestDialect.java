package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.nanobanana.spring.ai.relay.AnswerDocument;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.WireRequest;

/**
 * The dialect of the gpt-best family of relays: OpenAI's images form with
 * {@code aspect_ratio} and {@code image_size} beside it. The count is always one, since
 * these relays bill the count that was asked for and deliver one picture.
 */
public final class GptBestDialect implements RelayDialect {

	private static final JsonMapper MAPPER = new JsonMapper();

	@Override
	public WireRequest write(ImageCall call) {
		ObjectNode body = MAPPER.createObjectNode();
		body.put("model", call.model());
		body.put("prompt", call.prompt());
		putIfSet(body, "size", call.size());
		putIfSet(body, "aspect_ratio", call.aspectRatio());
		putIfSet(body, "image_size", call.imageSize());
		body.put("n", 1);
		putIfSet(body, "response_format", call.responseFormat());
		Long seed = call.seed();
		if (seed != null) {
			body.put("seed", seed);
		}
		call.extraBody().forEach(body::putPOJO);
		return new WireRequest("/v1/images/generations", "application/json", MAPPER.writeValueAsBytes(body));
	}

	private static void putIfSet(ObjectNode body, String name, @Nullable String value) {
		if (value != null) {
			body.put(name, value);
		}
	}

	@Override
	public RelayAnswer read(AnswerDocument document) {
		return OpenAiAnswer.read(document);
	}

	@Override
	public String name() {
		return "gpt-best";
	}

}
