package io.github.nanobanana.spring.boot.autoconfigure;

import reactor.netty.http.client.HttpClient;

/**
 * A bean that changes the Reactor Netty client of the endpoints that the configuration
 * describes: a resolver, event loops, metrics, wiretap, headers that never change.
 * Several are called in their order, after the properties were applied. What keeps
 * anybody from paying twice is applied behind them and holds whatever they do: no
 * redirect is followed, no call is sent again, no connection is kept. Pictures on hosts
 * other than the relay's are fetched by a client of their own that no bean of this type
 * touches, so what is added here never gets to strangers.
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
