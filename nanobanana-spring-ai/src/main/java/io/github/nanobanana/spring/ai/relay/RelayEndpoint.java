package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.image.HttpTransport;

/**
 * Everything needed to call one endpoint.
 *
 * @param endpoint what the choice among endpoints needs to know
 * @param baseUrl where the relay's API is
 * @param apiKey asked for the key at every call, so that keys can be rotated
 * @param dialect how the relay is spoken to
 * @param headers further headers for every request; they replace defaults of the same
 * name
 * @param currentHeaders headers that are asked for anew at every request, and outweigh
 * the others
 * @param transport the way to the relay: TLS, proxy and more
 * @param connectTimeout the time for each step of a connection: TCP, the proxy, TLS
 * @param keepAlive how long a connection may be idle and still carry another call, or
 * zero for a new connection at each call
 * @param maxConcurrentCalls the connections used at once
 * @param probePath the path from the root on that a probe asks for in place of the
 * dialect's own, or {@code null}
 * @param idempotencyHeader the header in which the relay takes a key that makes a
 * repeated call the same call, or {@code null} if it takes none
 * @param tracePropagation whether calls carry what names the trace
 */
public record RelayEndpoint(Endpoint endpoint, BaseUrl baseUrl, Supplier<String> apiKey, RelayDialect dialect,
		Map<String, String> headers, Supplier<Map<String, String>> currentHeaders, HttpTransport transport,
		Duration connectTimeout, Duration keepAlive, int maxConcurrentCalls, @Nullable String probePath,
		@Nullable String idempotencyHeader, boolean tracePropagation) {

	/** Stands for no current headers: asking for them never blocks. */
	public static final Supplier<Map<String, String>> NO_HEADERS = Map::of;

	public RelayEndpoint {
		headers = Map.copyOf(headers);
	}

	/**
	 * The name of the endpoint.
	 * @return the name given in the configuration
	 */
	public String id() {
		return this.endpoint.id();
	}

	/**
	 * Names the endpoint without its key and header values.
	 */
	@Override
	public String toString() {
		return "RelayEndpoint[%s, %s, dialect=%s]".formatted(id(), this.baseUrl, this.dialect.name());
	}

}
