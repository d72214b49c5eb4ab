package io.github.nanobanana.relay.simulator;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The free pages around the API: status, balance and the web console, as new-api has
 * them.
 */
final class StatusRoute implements Router.Route {

	private static final BigDecimal UNLIMITED = BigDecimal.valueOf(100_000_000);

	@Override
	public @Nullable Work begin(Exchange exchange) {
		if (!"GET".equals(exchange.request().method()) && !"HEAD".equals(exchange.request().method())) {
			return null;
		}
		return switch (exchange.path()) {
			case "/api/status" -> Work.free(Answer.ok(status(exchange)));
			case "/v1/dashboard/billing/subscription", "/dashboard/billing/subscription" ->
				Work.free(Answer.ok(subscription(exchange)));
			case "/v1/dashboard/billing/usage", "/dashboard/billing/usage" -> Work.free(Answer.ok(usage(exchange)));
			default -> null;
		};
	}

	private static ObjectNode status(Exchange exchange) {
		ObjectNode body = Json.object().put("success", true).put("message", "");
		body.putObject("data")
			.put("version", "simulator")
			.put("start_time", exchange.at().getEpochSecond())
			.put("system_name", "Relay simulator")
			.put("server_address", exchange.origin())
			.put("quota_per_unit", 500_000);
		return body;
	}

	private static ObjectNode subscription(Exchange exchange) {
		Key key = exchange.requireKey();
		BigDecimal limit = (key.dollars() != null) ? key.dollars() : UNLIMITED;
		return Json.object()
			.put("object", "billing_subscription")
			.put("has_payment_method", true)
			.put("soft_limit_usd", limit)
			.put("hard_limit_usd", limit)
			.put("system_hard_limit_usd", limit)
			.put("access_until", 0);
	}

	private static ObjectNode usage(Exchange exchange) {
		BigDecimal spent = exchange.relay().ledger().costOf(exchange.requireKey().value());
		return Json.object().put("object", "list").put("total_usage", spent.movePointRight(2));
	}

	@Override
	public String toString() {
		return "StatusRoute";
	}

}
