package io.github.nanobanana.spring.ai.image;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/**
 * Fetches pictures from the URLs that relays answer with. Such a URL comes from a third
 * party, so by default only https and only public addresses are contacted, at every
 * redirect again; no key, cookie or other credential is ever sent; and bytes, pixels,
 * redirects and time are capped.
 * <p>
 * A download is free and is therefore tried again, as the same GET, after a failed
 * connection, a broken body, 408, 429 or 5xx. Where the server says which version of the
 * picture it sends, the next attempt asks for the missing rest of that version only.
 * Cancelling a download closes its connection. Pictures are emitted on a thread that may
 * block.
 */
public final class PictureDownloader implements AutoCloseable {

	private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);

	private final PictureFetch fetch;

	private final PictureDownloadRules rules;

	private final Scheduler scheduler;

	private final @Nullable ConnectionProvider ownConnections;

	PictureDownloader(PictureFetch fetch, PictureDownloadRules rules, Scheduler scheduler,
			@Nullable ConnectionProvider ownConnections) {
		this.fetch = fetch;
		this.rules = rules;
		this.scheduler = scheduler;
		this.ownConnections = ownConnections;
	}

	/**
	 * Starts building a downloader.
	 * @return a builder with the defaults
	 */
	public static PictureDownloaderBuilder builder() {
		return new PictureDownloaderBuilder();
	}

	/**
	 * Downloads a picture from a host that is not trusted.
	 * @param url the result URL
	 * @return the picture; an error is a {@link PictureException}
	 */
	public Mono<Picture> download(URI url) {
		return start(url, PictureOrigin.NONE, PictureIntake.inMemory());
	}

	/**
	 * Downloads a picture from a host that is not trusted, or from the relay itself: what
	 * has the scheme, host and port of its base URL may be plain http and a private
	 * address.
	 * @param url the result URL
	 * @param trustedOrigin the base URL of the endpoint that answered with it
	 * @return the picture; an error is a {@link PictureException}
	 */
	public Mono<Picture> download(URI url, URI trustedOrigin) {
		return start(url, new PictureOrigin(trustedOrigin, null), PictureIntake.inMemory());
	}

	/**
	 * Downloads a picture to where an intake takes it, as {@link #download(URI, URI)}
	 * does.
	 * @param url the result URL
	 * @param trustedOrigin the base URL of the endpoint that answered with it
	 * @param intake takes the bytes as they arrive
	 * @return the picture; an error is a {@link PictureException}
	 */
	public Mono<Picture> download(URI url, URI trustedOrigin, PictureIntake intake) {
		return start(url, new PictureOrigin(trustedOrigin, null), intake);
	}

	/**
	 * Downloads a picture to where an intake takes it, as {@link #download(URI, URI)}
	 * does, and from the relay itself by the way that leads to it.
	 * @param url the result URL
	 * @param trustedOrigin the base URL of the endpoint that answered with it
	 * @param transport the way to that endpoint
	 * @param intake takes the bytes as they arrive
	 * @return the picture; an error is a {@link PictureException}
	 */
	public Mono<Picture> download(URI url, URI trustedOrigin, HttpTransport transport, PictureIntake intake) {
		return start(url, new PictureOrigin(trustedOrigin, transport), intake);
	}

	private Mono<Picture> start(URI url, PictureOrigin origin, PictureIntake intake) {
		return Mono.defer(() -> {
			ResultUrl source = ResultUrl.of(url);
			DownloadProgress progress = new DownloadProgress(intake, this.rules.maxBytes());
			return this.fetch.fetch(source, origin, progress)
				.retryWhen(again())
				.timeout(this.rules.timeout(), Mono.error(() -> tooSlow(source)), this.scheduler);
		});
	}

	private Retry again() {
		return Retry.backoff(this.rules.attempts() - 1, FIRST_BACKOFF)
			.jitter(0)
			.filter((failure) -> failure instanceof PictureDownloadException download && download.isWorthRetrying())
			.scheduler(this.scheduler)
			.onRetryExhaustedThrow((spec, signal) -> (signal.failure() instanceof PictureDownloadException download)
					? download.afterAttempts(signal.totalRetries() + 1) : signal.failure());
	}

	private PictureDownloadException tooSlow(ResultUrl source) {
		return PictureDownloadException.unexpected("The download of " + source + " took longer than "
				+ this.rules.timeout().toMillis() + " ms: raise the timeout of downloads.", new TimeoutException());
	}

	/**
	 * Closes the connections, unless they came with an HTTP client of the caller's.
	 */
	@Override
	public void close() {
		if (this.ownConnections != null) {
			this.ownConnections.dispose();
		}
	}

}
