package io.github.nanobanana.spring.boot.autoconfigure;

import reactor.netty.http.client.HttpClient;

/**
 * A bean that changes the Reactor Netty client of the endpoints that the configuration
 * describes: a resolver, event loops, metrics, headers that never change. Several are
 * called in their order, after the properties were applied. What keeps anybody from
 * paying twice is applied behind them and holds for paid calls whatever they do: no
 * redirect is followed, no call is sent again, by {@code httpAuthentication} neither, and
 * a connection is used again only as {@code keep-alive} says.
 * <p>
 * The client that fetches pictures from the relay itself, free of charge, is changed too;
 * it follows redirects there, asks again and keeps connections for a while, and headers
 * set on the client are dropped. Pictures on other hosts are fetched by a client of their
 * own that no bean of this type touches, so what is added here never gets to strangers.
 * <p>
 * Wiretap writes all that is sent to the log, keys and prompts among it.
 */
@FunctionalInterface
public interface NanoBananaHttpClientCustomizer {

	/**
	 * Changes the client of an endpoint.
	 * @param endpoint the name of the endpoint
	 * @param client the client so far
	 * @return the changed client
	 */
	HttpClient customize(String endpoint, HttpClient client);

}
