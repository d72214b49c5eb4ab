package io.github.nanobanana.relay.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON form of a misbehaviour: {@code what} names the factory, further fields are its
 * arguments and the conditions. Durations are in milliseconds.
 */
final class MisbehaviourJson {

	private MisbehaviourJson() {
	}

	static Misbehaviour read(JsonNode json) {
		Misbehaviour misbehaviour = what(json);
		if (json.has("times")) {
			misbehaviour = misbehaviour.times(json.path("times").asInt());
		}
		if (json.has("probability")) {
			misbehaviour = misbehaviour.probability(json.path("probability").asDouble(), number(json, "seed", 0));
		}
		if (json.has("delay") && !"delay".equals(Json.string(json, "what"))) {
			misbehaviour = misbehaviour.after(millis(json, "delay", 0));
		}
		String path = Json.string(json, "path");
		misbehaviour = (path != null) ? misbehaviour.onPath(path) : misbehaviour;
		String model = Json.string(json, "model");
		misbehaviour = (model != null) ? misbehaviour.forModel(model) : misbehaviour;
		String key = Json.string(json, "key");
		misbehaviour = (key != null) ? misbehaviour.forKey(key) : misbehaviour;
		if (json.has("charged")) {
			misbehaviour = Json.flag(json, "charged") ? misbehaviour.charged() : misbehaviour.notCharged();
		}
		return misbehaviour;
	}

	private static Misbehaviour what(JsonNode json) {
		String what = Json.string(json, "what");
		Misbehaviour contents = contents(what, json);
		if (contents != null) {
			return contents;
		}
		return switch ((what != null) ? what : "") {
			case "refuseConnections" -> Misbehaviour.refuseConnections(millis(json, "for", 1000));
			case "resetOnAccept" -> Misbehaviour.resetOnAccept();
			case "resetAfterRequest" -> Misbehaviour.resetAfterRequest();
			case "closeAfterRequest" -> Misbehaviour.closeAfterRequest();
			case "hang" -> Misbehaviour.hang();
			case "delay" -> Misbehaviour.delay(millis(json, "delay", 1000));
			case "processing" -> Misbehaviour.processing((int) number(json, "count", 3), millis(json, "every", 1000));
			case "status" -> status(json);
			case "rateLimited" -> rateLimited(json);
			case "emptyTooManyRequests" -> Misbehaviour.emptyTooManyRequests();
			case "gatewayPage" -> Misbehaviour.gatewayPage((int) number(json, "status", 502));
			case "resetAfterHead" -> Misbehaviour.resetAfterHead();
			case "hangAfterHead" -> Misbehaviour.hangAfterHead();
			case "resetBodyAfter" -> Misbehaviour.resetBodyAfter(number(json, "bytes", 100));
			case "closeBodyAfter" -> Misbehaviour.closeBodyAfter(number(json, "bytes", 100));
			case "stallBodyAfter" -> Misbehaviour.stallBodyAfter(number(json, "bytes", 100));
			case "trickle" -> Misbehaviour.trickle((int) number(json, "bytes", 100), millis(json, "every", 100));
			default -> throw new IllegalArgumentException("Unknown misbehaviour '" + what
					+ "': 'what' must name a factory method of Misbehaviour, such as gatewayPage");
		};
	}

	private static @Nullable Misbehaviour contents(@Nullable String what, JsonNode json) {
		return switch ((what != null) ? what : "") {
			case "errorUnderOk" -> Misbehaviour.errorUnderOk();
			case "consolePage" -> Misbehaviour.consolePage();
			case "refusal" -> Misbehaviour.refusal();
			case "garbage" -> Misbehaviour.garbage();
			case "truncatedJson" -> Misbehaviour.truncatedJson();
			case "oversizedBody" -> Misbehaviour.oversizedBody(number(json, "bytes", 200L << 20));
			case "failedTask" -> Misbehaviour.failedTask(text(json, "reason", "upstream failed"));
			case "shape" -> Misbehaviour.shape(AnswerShape.valueOf(text(json, "shape", "").toUpperCase(Locale.ROOT)));
			case "answer" -> Misbehaviour.answer((int) number(json, "status", 200),
					text(json, "contentType", "application/json"), text(json, "body", ""));
			default -> null;
		};
	}

	private static Misbehaviour status(JsonNode json) {
		int status = (int) number(json, "status", 500);
		String code = Json.string(json, "code");
		return (code == null) ? Misbehaviour.status(status)
				: Misbehaviour.status(status, code, text(json, "message", code));
	}

	private static Misbehaviour rateLimited(JsonNode json) {
		Duration retryAfter = millis(json, "retryAfter", 1000);
		return Json.flag(json, "date") ? Misbehaviour.rateLimited(Instant.now().plus(retryAfter))
				: Misbehaviour.rateLimited(retryAfter);
	}

	private static long number(JsonNode json, String name, long otherwise) {
		JsonNode value = json.path(name);
		if (value.isMissingNode()) {
			return otherwise;
		}
		if (!value.isIntegralNumber() || value.longValue() < 0) {
			throw new IllegalArgumentException("'" + name + "' must be a whole number, not " + value);
		}
		return value.longValue();
	}

	private static Duration millis(JsonNode json, String name, long otherwise) {
		return Duration.ofMillis(number(json, name, otherwise));
	}

	private static String text(JsonNode json, String name, String otherwise) {
		String text = Json.string(json, name);
		return (text != null) ? text : otherwise;
	}

}
