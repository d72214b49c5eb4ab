package io.github.nanobanana.spring.ai.image;

import java.time.Duration;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Settings of a {@link PictureDownloader}, each with a safe default.
 */
public final class PictureDownloaderBuilder {

	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

	private static final int MAX_CONNECTIONS = 64;

	private static final String BEHIND_PROXY = "Behind a proxy the addresses of pictures cannot be checked:"
			+ " allow private addresses for downloads to leave the check to the proxy";

	private int attempts = 3;

	private Duration timeout = Duration.ofMinutes(2);

	private @Nullable Scheduler scheduler;

	private @Nullable Scheduler worker;

	private long maxBytes = 64L * 1024 * 1024;

	private long maxPixels = 150_000_000;

	private int maxRedirects = 5;

	private int maxHeaderSize = 64 * 1024;

	private Duration connectTimeout = Duration.ofSeconds(10);

	private Duration readTimeout = Duration.ofSeconds(30);

	private boolean allowHttp;

	private boolean allowPrivateAddresses;

	private String userAgent = "nanobanana-spring-ai";

	private HttpTransport transport = HttpTransport.direct();

	private @Nullable HttpClient httpClient;

	PictureDownloaderBuilder() {
	}

	/**
	 * Sets the most bytes that a picture may have.
	 * @param maxBytes at least 1; 64 MiB by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder maxBytes(long maxBytes) {
		require(maxBytes >= 1, "maxBytes must be at least 1");
		this.maxBytes = maxBytes;
		return this;
	}

	/**
	 * Sets the most pixels that a picture may state in its header.
	 * @param maxPixels at least 1; 150 million by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder maxPixels(long maxPixels) {
		require(maxPixels >= 1, "maxPixels must be at least 1");
		this.maxPixels = maxPixels;
		return this;
	}

	/**
	 * Sets how long each step of a connection may take: TCP, the proxy, TLS.
	 * @param connectTimeout at least 1 ms; 10 s by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder connectTimeout(Duration connectTimeout) {
		require(connectTimeout.toMillis() >= 1, "connectTimeout must be at least 1 ms");
		this.connectTimeout = connectTimeout;
		return this;
	}

	/**
	 * Sets how long a server may be silent before the attempt is given up.
	 * @param readTimeout at least 1 ms; 30 s by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder readTimeout(Duration readTimeout) {
		require(readTimeout.toMillis() >= 1, "readTimeout must be at least 1 ms");
		this.readTimeout = readTimeout;
		return this;
	}

	/**
	 * Sets how long a download may take in all, with its attempts and the waits between.
	 * @param timeout at least 1 ms; 2 min by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder timeout(Duration timeout) {
		require(timeout.toMillis() >= 1, "timeout must be at least 1 ms");
		this.timeout = timeout;
		return this;
	}

	/**
	 * Sets how many redirects one attempt follows.
	 * @param maxRedirects at least 0; 5 by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder maxRedirects(int maxRedirects) {
		require(maxRedirects >= 0, "maxRedirects must be at least 0");
		this.maxRedirects = maxRedirects;
		return this;
	}

	/**
	 * Sets how large the head of an answer may be.
	 * @param maxHeaderSize in bytes, at least 1024; 64 KiB by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder maxHeaderSize(int maxHeaderSize) {
		require(maxHeaderSize >= 1024, "maxHeaderSize must be at least 1024 bytes");
		this.maxHeaderSize = maxHeaderSize;
		return this;
	}

	/**
	 * Sets how often a picture is asked for. The wait between is 0.5 s and doubles.
	 * @param attempts at least 1; 3 by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder attempts(int attempts) {
		require(attempts >= 1, "attempts must be at least 1");
		this.attempts = attempts;
		return this;
	}

	/**
	 * Sets whether plain http is accepted from every host.
	 * @param allowHttp false by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder allowHttp(boolean allowHttp) {
		this.allowHttp = allowHttp;
		return this;
	}

	/**
	 * Sets whether loopback, private and other non-public addresses are contacted for
	 * every host.
	 * @param allowPrivateAddresses false by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder allowPrivateAddresses(boolean allowPrivateAddresses) {
		this.allowPrivateAddresses = allowPrivateAddresses;
		return this;
	}

	/**
	 * Sets the {@code User-Agent} header.
	 * @param userAgent the name to go by
	 * @return this builder
	 */
	public PictureDownloaderBuilder userAgent(String userAgent) {
		this.userAgent = userAgent;
		return this;
	}

	/**
	 * Sets the way to the hosts of pictures. A certificate in its TLS is shown to any
	 * host that asks for one.
	 * @param transport the straight way by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder transport(HttpTransport transport) {
		this.transport = transport;
		return this;
	}

	/**
	 * Sets a client to take connections, TLS, resolver and event loops from. Its headers
	 * are dropped and it follows no redirect by itself.
	 * @param httpClient the client; one with connections of its own by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder httpClient(HttpClient httpClient) {
		this.httpClient = httpClient;
		return this;
	}

	/**
	 * Sets the clock and timer for the waits between attempts and for the total timeout.
	 * @param scheduler the parallel scheduler by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder scheduler(Scheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/**
	 * Sets where pictures are looked into once they are here. Callers who block all the
	 * threads of this scheduler would wait for themselves.
	 * @param worker Reactor's common elastic threads by default
	 * @return this builder
	 */
	public PictureDownloaderBuilder worker(Scheduler worker) {
		this.worker = worker;
		return this;
	}

	/**
	 * Refuses what {@link #build()} would refuse, without making an HTTP client.
	 * @return this builder
	 * @throws IllegalArgumentException if the settings contradict each other
	 */
	public PictureDownloaderBuilder check() {
		refuseProxy(this.transport.hasProxy() || this.httpClient != null && this.httpClient.configuration().hasProxy());
		return this;
	}

	/**
	 * Builds the downloader.
	 * @return a new downloader, to be closed after use
	 * @throws IllegalArgumentException if pictures go through a proxy while private
	 * addresses are refused
	 */
	public PictureDownloader build() {
		check();
		Scheduler timer = (this.scheduler != null) ? this.scheduler : Schedulers.parallel();
		Scheduler reader = (this.worker != null) ? this.worker : Schedulers.boundedElastic();
		ConnectionProvider own = null;
		HttpClient base = this.httpClient;
		if (base == null) {
			own = ConnectionProvider.builder("nanobanana-pictures")
				.maxConnections(MAX_CONNECTIONS)
				.maxIdleTime(MAX_IDLE_TIME)
				.build();
			base = HttpClient.create(own);
		}
		HttpClient connected = base;
		HttpClient open = harden(this.transport.applyTo(connected));
		PictureDownloadRules rules = new PictureDownloadRules(this.maxBytes, this.maxPixels, this.maxRedirects,
				this.allowHttp, this.attempts, this.timeout);
		RelayHttpClients byTransport = new RelayHttpClients((way) -> harden(way.applyTo(connected)));
		return new PictureDownloader(new PictureFetch(guard(open), open, byTransport, rules, reader), rules, timer,
				own);
	}

	private HttpClient harden(HttpClient base) {
		return ConnectTimeout.bound(base, this.connectTimeout)
			.protocol(HttpProtocol.HTTP11)
			.followRedirect(false)
			.disableRetry(true)
			.compress(false)
			.responseTimeout(this.readTimeout)
			.httpResponseDecoder((decoder) -> decoder.maxHeaderSize(this.maxHeaderSize))
			.headers(this::setHeaders)
			.doOnRequest((request, connection) -> dropCredentials(request.requestHeaders()));
	}

	private HttpClient guard(HttpClient open) {
		if (this.allowPrivateAddresses) {
			return open;
		}
		refuseProxy(open.configuration().hasProxy());
		return open.resolvedAddressesSelector(new PublicAddresses())
			.proxyWhen((config, ignored) -> config.hasProxy()
					? Mono.error(() -> PictureDownloadException.lasting(BEHIND_PROXY + ".")) : Mono.empty());
	}

	/**
	 * A proxy resolves names itself, out of sight. One that is found only when a
	 * connection is made, by {@code proxyWhen}, is refused then.
	 */
	private void refuseProxy(boolean proxied) {
		require(this.allowPrivateAddresses || !proxied, BEHIND_PROXY);
	}

	private void setHeaders(HttpHeaders headers) {
		headers.clear()
			.set(HttpHeaderNames.USER_AGENT, this.userAgent)
			.set(HttpHeaderNames.ACCEPT, "image/*")
			.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
	}

	private static void dropCredentials(HttpHeaders headers) {
		headers.remove(HttpHeaderNames.AUTHORIZATION)
			.remove(HttpHeaderNames.PROXY_AUTHORIZATION)
			.remove(HttpHeaderNames.COOKIE);
	}

	private static void require(boolean valid, String message) {
		if (!valid) {
			throw new IllegalArgumentException(message);
		}
	}

}
