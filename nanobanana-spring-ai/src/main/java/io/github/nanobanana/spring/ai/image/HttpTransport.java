package io.github.nanobanana.spring.ai.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;
import reactor.netty.transport.ProxyProvider.Proxy;

/**
 * The way to a host: through which proxy, with which TLS, and how long the host may be
 * silent. Immutable. What calls must never do, such as following a redirect, is set
 * behind it and holds whatever stands here.
 */
public final class HttpTransport {

	private static final HttpTransport DIRECT = new HttpTransport(null, null, null, List.of());

	private final @Nullable HttpProxy proxy;

	private final @Nullable ClientTls tls;

	private final @Nullable Duration readTimeout;

	private final List<UnaryOperator<HttpClient>> customizers;

	private HttpTransport(@Nullable HttpProxy proxy, @Nullable ClientTls tls, @Nullable Duration readTimeout,
			List<UnaryOperator<HttpClient>> customizers) {
		this.proxy = proxy;
		this.tls = tls;
		this.readTimeout = readTimeout;
		this.customizers = customizers;
	}

	/**
	 * The straight way, with the trust of the JDK.
	 * @return the transport that holds where none is set
	 */
	public static HttpTransport direct() {
		return DIRECT;
	}

	/**
	 * The same way through a proxy.
	 * @param proxy the proxy, or {@code null} for none
	 * @return a new transport
	 */
	public HttpTransport withProxy(@Nullable HttpProxy proxy) {
		return new HttpTransport(proxy, this.tls, this.readTimeout, this.customizers);
	}

	/**
	 * The same way with TLS of one's own.
	 * @param material asked at each new connection, and before one is used again, on an
	 * event loop too, so it must have the answer at hand. What equals the answer before
	 * is taken for unchanged
	 * @return a new transport
	 */
	public HttpTransport withTls(Supplier<TlsMaterial> material) {
		return new HttpTransport(this.proxy, new ClientTls(material), this.readTimeout, this.customizers);
	}

	/**
	 * The same way with a bound to silence, in addition to the time of the whole call.
	 * @param readTimeout the longest silence while an answer is waited for, at least 1
	 * ms, or {@code null} for no bound but that of the call
	 * @return a new transport
	 * @throws IllegalArgumentException if the time is shorter than that
	 */
	public HttpTransport withReadTimeout(@Nullable Duration readTimeout) {
		if (readTimeout != null && readTimeout.toMillis() < 1) {
			throw new IllegalArgumentException("The read timeout is %s: use at least 1 ms.".formatted(readTimeout));
		}
		return new HttpTransport(this.proxy, this.tls, readTimeout, this.customizers);
	}

	/**
	 * The same way with a client that is changed further.
	 * @param customizer returns the changed client, after those that were given before
	 * @return a new transport
	 */
	public HttpTransport withCustomizer(UnaryOperator<HttpClient> customizer) {
		List<UnaryOperator<HttpClient>> all = new ArrayList<>(this.customizers);
		all.add(customizer);
		return new HttpTransport(this.proxy, this.tls, this.readTimeout, List.copyOf(all));
	}

	/**
	 * What a connection that is made now is secured with.
	 * @return the material, or {@code null} for the JDK's own
	 */
	public @Nullable TlsMaterial currentTls() {
		return (this.tls != null) ? this.tls.current() : null;
	}

	/** Whether a proxy is set here; a customizer may set another. */
	boolean hasProxy() {
		return this.proxy != null;
	}

	/**
	 * Sends a client this way.
	 * @param client the client
	 * @return the client with everything that is set here
	 */
	public HttpClient applyTo(HttpClient client) {
		HttpClient applied = client;
		if (this.tls != null) {
			applied = this.tls.secure(applied);
		}
		HttpProxy through = this.proxy;
		if (through != null) {
			applied = applied.proxy((spec) -> describe(through, spec));
		}
		if (this.readTimeout != null) {
			applied = applied.responseTimeout(this.readTimeout);
		}
		for (UnaryOperator<HttpClient> customizer : this.customizers) {
			applied = customizer.apply(applied);
		}
		return applied;
	}

	private static void describe(HttpProxy proxy, ProxyProvider.TypeSpec spec) {
		ProxyProvider.Builder builder = spec.type(switch (proxy.type()) {
			case HTTP -> Proxy.HTTP;
			case SOCKS4 -> Proxy.SOCKS4;
			case SOCKS5 -> Proxy.SOCKS5;
		}).host(proxy.host()).port(proxy.port());
		String username = proxy.username();
		String password = proxy.password();
		if (username != null) {
			builder.username(username);
		}
		if (password != null) {
			builder.password((ignored) -> password);
		}
	}

	@Override
	public String toString() {
		return "HttpTransport[proxy=%s, tls=%s, readTimeout=%s, customizers=%d]".formatted(this.proxy,
				(this.tls != null) ? "own" : "default", this.readTimeout, this.customizers.size());
	}

}
