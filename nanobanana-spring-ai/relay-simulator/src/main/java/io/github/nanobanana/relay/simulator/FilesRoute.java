package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.Nullable;

/** The picture files behind result URLs. They need no key. */
final class FilesRoute implements Router.Route {

	static final String PREFIX = "/files/";

	@Override
	public @Nullable Work begin(Exchange exchange) {
		String method = exchange.request().method();
		if (!exchange.path().startsWith(PREFIX) || !(method.equals("GET") || method.equals("HEAD"))) {
			return null;
		}
		PictureStore store = exchange.relay().pictures();
		PictureSpec spec = store.find(exchange.path().substring(PREFIX.length()));
		if (spec == null) {
			return Work.free(Answer.html(404, "<html><body>No such file, or it has expired.</body></html>"));
		}
		return Work.free(() -> Answer.of(200, spec.format().mediaType(), store.draw(spec)));
	}

	@Override
	public String toString() {
		return "FilesRoute";
	}

}
