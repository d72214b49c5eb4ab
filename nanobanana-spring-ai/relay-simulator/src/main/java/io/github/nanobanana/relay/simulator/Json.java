package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one place that knows the JSON library. */
final class Json {

	// A reference image is one string of the body, and the body has its own cap
	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
			.build())
		.build();

	private Json() {
	}

	static JsonNode read(byte[] bytes) {
		return MAPPER.readTree(bytes);
	}

	static byte[] write(Object value) {
		return MAPPER.writeValueAsBytes(value);
	}

	static String text(Object value) {
		return new String(write(value), StandardCharsets.UTF_8);
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static ArrayNode array() {
		return MAPPER.createArrayNode();
	}

	/** The text of a field that is a string or a number; {@code null} when absent. */
	static @Nullable String string(JsonNode node, String... names) {
		for (String name : names) {
			JsonNode value = node.path(name);
			if (value.isString() || value.isNumber() || value.isBoolean()) {
				return value.asString();
			}
		}
		return null;
	}

	static boolean flag(JsonNode node, String name) {
		return node.path(name).isBoolean() && node.path(name).booleanValue();
	}

	/** The first of several spellings that is there; a missing node otherwise. */
	static JsonNode either(JsonNode node, String camel, String snake) {
		return node.has(camel) ? node.path(camel) : node.path(snake);
	}

}
