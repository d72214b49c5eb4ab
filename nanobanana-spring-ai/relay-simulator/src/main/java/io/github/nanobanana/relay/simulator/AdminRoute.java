package io.github.nanobanana.relay.simulator;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The simulator's own small API below {@code /_simulator/}: books, requests and
 * misbehaviours. It needs no key; pages of other sites may not use it.
 */
final class AdminRoute implements Router.Route {

	static final String PREFIX = "/_simulator/";

	// A real key that came here by mistake is not shown around
	private static final Set<String> SECRETS = Set.of("authorization", "x-goog-api-key", "x-api-key");

	@Override
	public @Nullable Work begin(Exchange exchange) {
		if (!exchange.path().startsWith(PREFIX)) {
			return null;
		}
		refuseOtherSites(exchange);
		String what = exchange.request().method() + " " + exchange.path().substring(PREFIX.length());
		Relay relay = exchange.relay();
		return switch (what) {
			case "GET ledger" -> Work.free(Answer.ok(ledger(relay.ledger())));
			case "GET requests" -> Work.free(Answer.ok(requests(relay)));
			case "GET behaviours" -> Work.free(Answer.ok(behaviours(relay)));
			case "POST behaviours" -> add(exchange);
			case "DELETE behaviours" -> {
				relay.behaveWell();
				yield Work.free(Answer.ok(behaviours(relay)));
			}
			case "POST reset" -> {
				relay.reset();
				yield Work.free(Answer.ok(ledger(relay.ledger())));
			}
			default -> null;
		};
	}

	private static Work add(Exchange exchange) {
		JsonNode body = exchange.body().json();
		try {
			Misbehaviour misbehaviour = MisbehaviourJson.read(body);
			if (Json.flag(body, "always") && misbehaviour.fault() instanceof Faults.Refuse) {
				exchange.relay().front().soon(() -> exchange.relay().always(misbehaviour));
			}
			else if (Json.flag(body, "always")) {
				exchange.relay().always(misbehaviour);
			}
			else {
				exchange.relay().enqueue(misbehaviour);
			}
		}
		catch (IllegalArgumentException ex) {
			throw RelayError.invalidRequest(String.valueOf(ex.getMessage()));
		}
		return Work.free(Answer.ok(behaviours(exchange.relay())));
	}

	private static ObjectNode ledger(Ledger ledger) {
		ObjectNode body = Json.object()
			.put("charges", ledger.charges())
			.put("cost", ledger.cost())
			.put("picturesDelivered", ledger.picturesDelivered());
		ArrayNode entries = body.putArray("entries");
		for (LedgerEntry entry : ledger.entries()) {
			entries.addObject()
				.put("requestId", entry.requestId())
				.put("at", entry.at().toString())
				.put("key", entry.key())
				.put("model", entry.model())
				.put("pictures", entry.pictures())
				.put("price", entry.price())
				.put("charged", entry.charged())
				.put("reason", entry.reason())
				.put("delivered", entry.delivered());
		}
		return body;
	}

	private static ObjectNode requests(Relay relay) {
		ObjectNode body = Json.object();
		ArrayNode list = body.putArray("requests");
		for (RecordedRequest request : relay.requests().all()) {
			boolean known = request.key() == null || relay.settings().key(request.key()) != null;
			ObjectNode node = list.addObject()
				.put("requestId", request.requestId())
				.put("at", request.at().toString())
				.put("method", request.method())
				.put("path", request.path())
				.put("query", known ? request.query() : "")
				.put("bodyBytes", request.body().length);
			ObjectNode headers = node.putObject("headers");
			request.headers()
				.forEach((name, values) -> headers.put(name,
						(known || !SECRETS.contains(name)) ? String.join(", ", values) : "(not a key of this relay)"));
			String type = request.header("content-type");
			if (type != null && type.startsWith("application/json") && request.body().length < 65_536) {
				node.put("body", request.bodyAsString());
			}
		}
		return body;
	}

	private static ObjectNode behaviours(Relay relay) {
		ObjectNode body = Json.object();
		ArrayNode list = body.putArray("behaviours");
		relay.behaviours().all().forEach((misbehaviour) -> list.add(misbehaviour.toString()));
		return body;
	}

	private static void refuseOtherSites(Exchange exchange) {
		String origin = exchange.request().header("origin");
		String host = (origin == null) ? "localhost" : hostOf(origin);
		if (!"localhost".equals(host) && !"127.0.0.1".equals(host)) {
			throw new RelayError(403, "simulator_error", "access_denied", "", "Only pages of this machine may do that");
		}
	}

	private static @Nullable String hostOf(String origin) {
		try {
			return URI.create(origin).getHost();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return "AdminRoute";
	}

}
