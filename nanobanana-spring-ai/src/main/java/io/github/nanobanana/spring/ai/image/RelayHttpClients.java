package io.github.nanobanana.spring.ai.image;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

import reactor.netty.http.client.HttpClient;

/**
 * The clients for pictures on relays, one for each way, made for its first picture and
 * kept as long as somebody holds the way. A customizer may start threads, a resolver or a
 * pool of its own, so it is not asked again for every picture. One that fails is.
 */
final class RelayHttpClients {

	private final Function<HttpTransport, HttpClient> maker;

	/** Ways have no equality but identity. */
	private final Map<HttpTransport, HttpClient> made = new WeakHashMap<>();

	RelayHttpClients(Function<HttpTransport, HttpClient> maker) {
		this.maker = maker;
	}

	/**
	 * The client for a way.
	 * @param way leads to a relay
	 * @return the same client for the same way
	 * @throws RuntimeException whatever a customizer of the way throws
	 */
	synchronized HttpClient of(HttpTransport way) {
		HttpClient known = this.made.get(way);
		if (known == null) {
			known = this.maker.apply(way);
			this.made.put(way, known);
		}
		return known;
	}

	@Override
	public String toString() {
		return "RelayHttpClients";
	}

}
