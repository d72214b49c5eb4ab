package io.github.nanobanana.spring.ai.relay;

import java.util.LinkedHashMap;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What one request to an endpoint is let in by: its key, and the headers that are asked
 * for anew at every request.
 */
final class Access {

	private static final String USER_AGENT = "Mozilla/5.0 (compatible; nanobanana-spring-ai)";

	private final RelayEndpoint endpoint;

	private final String key;

	private final Map<String, String> current;

	private Access(RelayEndpoint endpoint, String key, Map<String, String> current) {
		this.endpoint = endpoint;
		this.key = key;
		this.current = current;
	}

	/**
	 * Asks for both; may block.
	 * @param endpoint what is to be called
	 * @return what holds for the next request
	 * @throws RuntimeException if one of them cannot be had or cannot be sent
	 */
	static Access to(RelayEndpoint endpoint) {
		String key = InvalidApiKeyException.check(endpoint.apiKey().get(), endpoint.id());
		Map<String, String> current = currentHeaders(endpoint);
		current.forEach((name, value) -> check(endpoint, name, value));
		return new Access(endpoint, key, current);
	}

	/**
	 * What a source of headers says of its failure can hold their values, so only where
	 * it failed is kept of it.
	 */
	private static Map<String, String> currentHeaders(RelayEndpoint endpoint) {
		try {
			return new LinkedHashMap<>(endpoint.currentHeaders().get());
		}
		catch (RuntimeException ex) {
			IllegalStateException failed = new IllegalStateException(
					"its current headers could not be had (%s)".formatted(ex.getClass().getSimpleName()));
			failed.setStackTrace(ex.getStackTrace());
			throw failed;
		}
	}

	private static void check(RelayEndpoint endpoint, @Nullable String name, @Nullable String value) {
		if (name == null || value == null || !HeaderRules.isName(name) || !HeaderRules.isValue(value)) {
			throw new IllegalArgumentException(
					"Endpoint '%s' was given a header that cannot be sent: use a plain name and a value on one line."
						.formatted(endpoint.id()));
		}
	}

	String key() {
		return this.key;
	}

	void addTo(HttpHeaders headers) {
		RelayDialect.Header credentials = this.endpoint.dialect().credentials(this.key);
		headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT)
			.set(HttpHeaderNames.ACCEPT, "application/json")
			.set(credentials.name(), credentials.value());
		this.endpoint.headers().forEach(headers::set);
		this.current.forEach(headers::set);
	}

	/**
	 * Says nothing of key and headers.
	 */
	@Override
	public String toString() {
		return "Access[" + this.endpoint.id() + "]";
	}

}
