package io.github.nanobanana.relay.simulator;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Table of the relay's paths. What no route takes is answered as new-api answers it. */
final class Router {

	private final List<Route> routes;

	Router(Relay relay) {
		Studio studio = new Studio(relay);
		ImagesRoute images = new ImagesRoute(studio);
		this.routes = List.of(images, new TasksRoute(), new ModelsRoute(), new GeminiRoute(studio),
				new ChatRoute(studio), new FilesRoute(), new StatusRoute(), new AdminRoute());
	}

	/** Decide what to do about a request; never fails. */
	Work begin(Exchange exchange) {
		try {
			for (Route route : this.routes) {
				Work work = route.begin(exchange);
				if (work != null) {
					return work;
				}
			}
			return unknown(exchange);
		}
		catch (RelayError ex) {
			return refuse(exchange, ex);
		}
	}

	/** Outside of the API new-api answers any method with its web console and 200. */
	private static Work unknown(Exchange exchange) {
		String path = exchange.path();
		boolean ours = path.startsWith(AdminRoute.PREFIX) || path.startsWith(FilesRoute.PREFIX);
		if (ours || path.startsWith("/v1") || path.startsWith("/api") || path.startsWith("/assets")) {
			throw RelayError.invalidUrl(exchange.request().method(), path);
		}
		return Work.free(Pages.console());
	}

	Work refuse(Exchange exchange, RelayError error) {
		return Work.free(envelope(exchange, error));
	}

	static Answer envelope(Exchange exchange, RelayError error) {
		boolean google = exchange.path().startsWith(GeminiRoute.PREFIX);
		return google ? error.google(exchange.requestId()) : error.openAi(exchange.requestId());
	}

	@Override
	public String toString() {
		return "Router[" + this.routes.size() + " routes]";
	}

	/** One group of paths. */
	interface Route {

		/**
		 * The work for this request, or {@code null} when the path is not this route's.
		 */
		@Nullable Work begin(Exchange exchange);

	}

}
