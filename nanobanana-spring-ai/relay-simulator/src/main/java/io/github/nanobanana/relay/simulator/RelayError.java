package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal of the relay, with the vocabulary of new-api (types/error.go) and, for
 * OpenAI's own models, of the OpenAI API reference. It can be written in both envelopes.
 */
final class RelayError extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final String OWN = "new_api_error";

	private static final String INVALID = "invalid_request_error";

	private static final Map<Integer, String> GOOGLE_STATUS = Map.of(400, "INVALID_ARGUMENT", 401, "UNAUTHENTICATED",
			403, "PERMISSION_DENIED", 404, "NOT_FOUND", 413, "INVALID_ARGUMENT", 429, "RESOURCE_EXHAUSTED", 500,
			"INTERNAL", 503, "UNAVAILABLE", 504, "DEADLINE_EXCEEDED");

	private final int status;

	private final String text;

	private final String type;

	private final String code;

	private final String param;

	RelayError(int status, String type, @Nullable String code, String param, String text) {
		super(text, null, false, false);
		this.status = status;
		this.type = type;
		this.code = (code != null) ? code : "";
		this.param = param;
		this.text = text;
	}

	static RelayError wrongKey(@Nullable String key) {
		return new RelayError(401, OWN, "", "", (key == null || key.isEmpty()) ? "No token provided" : "Invalid token");
	}

	static RelayError unknownModel(String model) {
		return new RelayError(503, OWN, "model_not_found", "",
				"No available channel for model " + model + " under group default (distributor)");
	}

	static RelayError noSuchModel(String model) {
		return new RelayError(404, INVALID, "model_not_found", "model", "The model '" + model + "' does not exist");
	}

	static RelayError quota(Key key, BigDecimal spent, BigDecimal cost) {
		return new RelayError(403, OWN, "insufficient_user_quota", "", "Insufficient user quota, remaining: $"
				+ key.remaining(spent).max(BigDecimal.ZERO) + ", needed: $" + cost);
	}

	static RelayError bad(String param, String text) {
		return new RelayError(400, INVALID, "invalid_value", param, text);
	}

	static RelayError bad(String code, String param, String text) {
		return new RelayError(400, INVALID, code, param, text);
	}

	static RelayError invalidRequest(String text) {
		return new RelayError(400, OWN, "invalid_request", "", text);
	}

	static RelayError blocked() {
		return new RelayError(400, "upstream_error", "prompt_blocked", "",
				"request blocked by Gemini API: PROHIBITED_CONTENT");
	}

	static RelayError sensitive() {
		return new RelayError(500, OWN, "sensitive_words_detected", "", "user sensitive words detected");
	}

	static RelayError invalidUrl(String method, String path) {
		return new RelayError(404, INVALID, "", "", "Invalid URL (" + method + " " + path + ")");
	}

	static RelayError notFound(String text) {
		return new RelayError(404, INVALID, "not_found", "", text);
	}

	static RelayError tooLarge(long cap) {
		return new RelayError(413, OWN, "read_request_body_failed", "",
				"request body too large: more than " + cap + " bytes");
	}

	static RelayError ofStatus(int status) {
		return switch (status) {
			case 400 -> bad("", "Bad parameter");
			case 401 -> wrongKey("wrong");
			case 403 -> new RelayError(403, OWN, "access_denied", "", "This token may not use this group");
			case 404 -> invalidUrl("POST", "/v1/images/generations");
			case 413 -> tooLarge(0);
			case 429 -> new RelayError(429, OWN, "", "", "Too many requests, please try again later");
			case 503 -> unknownModel("unknown");
			default -> new RelayError(status, "upstream_error", "bad_response_status_code", "",
					"bad response status code " + status);
		};
	}

	int status() {
		return this.status;
	}

	Answer openAi(String requestId) {
		return Answer.json(this.status, Json.object().set("error", openAiBody(requestId)));
	}

	ObjectNode openAiBody(String requestId) {
		ObjectNode error = Json.object();
		error.put("message", this.text + " (request id: " + requestId + ")");
		error.put("type", this.type);
		error.put("param", this.param);
		error.put("code", this.code);
		return error;
	}

	Answer google(String requestId) {
		ObjectNode error = Json.object();
		error.put("code", this.status);
		error.put("message", this.text + " (request id: " + requestId + ")");
		error.put("status", GOOGLE_STATUS.getOrDefault(this.status, "UNKNOWN"));
		return Answer.json(this.status, Json.object().set("error", error));
	}

}
