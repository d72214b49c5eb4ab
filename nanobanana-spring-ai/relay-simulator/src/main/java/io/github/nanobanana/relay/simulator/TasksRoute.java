package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.Nullable;

/** {@code GET /v1/images/tasks/{id}}, the form of gpt-best relays. */
final class TasksRoute implements Router.Route {

	private static final String PREFIX = "/v1/images/tasks/";

	@Override
	public @Nullable Work begin(Exchange exchange) {
		if (!exchange.path().startsWith(PREFIX) || !"GET".equals(exchange.request().method())) {
			return null;
		}
		exchange.requireKey();
		String id = exchange.path().substring(PREFIX.length());
		Work work = exchange.relay().tasks().poll(id);
		if (work == null) {
			throw RelayError.notFound("task not found: " + id);
		}
		return work;
	}

	@Override
	public String toString() {
		return "TasksRoute";
	}

}
