package io.github.nanobanana.spring.ai.relay.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * Token counts as relays write them: any number, or none.
 */
final class Usage {

	private static final int MAX = 500_000_000;

	private Usage() {
	}

	/**
	 * Reads the usage of OpenAI's images and chat endpoints.
	 */
	static @Nullable TokenUsage read(JsonNode usage) {
		if (!usage.isObject()) {
			return null;
		}
		return of(tokens(usage, "input_tokens", "prompt_tokens"), tokens(usage, "output_tokens", "completion_tokens"),
				tokens(usage, "total_tokens", "total"));
	}

	static TokenUsage of(int input, int output, int total) {
		return new TokenUsage(input, output, (total > 0) ? total : input + output);
	}

	/**
	 * Reads a count under either name; what is no count is 0.
	 */
	static int tokens(JsonNode usage, String name, String otherName) {
		JsonNode value = usage.has(name) ? usage.path(name) : usage.path(otherName);
		return value.isNumber() ? (int) Math.max(0, Math.min(MAX, value.asDouble(0))) : 0;
	}

}
