package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One attempt at one result URL: the GET, its redirects, the body. Each hop is judged by
 * itself before it is connected to.
 */
final class PictureFetch {

	private final HttpClient guarded;

	private final HttpClient open;

	private final RelayHttpClients byTransport;

	private final PictureDownloadRules rules;

	private final Scheduler worker;

	/**
	 * Creates the fetch.
	 * @param guarded connects to public addresses only
	 * @param open connects to any address
	 * @param byTransport clients that take a way of their own to any address
	 * @param rules what to accept
	 * @param worker where pictures are looked into
	 */
	PictureFetch(HttpClient guarded, HttpClient open, RelayHttpClients byTransport, PictureDownloadRules rules,
			Scheduler worker) {
		this.guarded = guarded;
		this.open = open;
		this.byTransport = byTransport;
		this.rules = rules;
		this.worker = worker;
	}

	/**
	 * Downloads a picture.
	 * @param url the result URL
	 * @param origin what is trusted, whatever its scheme, host and port are
	 * @param progress how far earlier attempts have come
	 * @return the picture, or an error of {@link PictureException}
	 */
	Mono<Picture> fetch(ResultUrl url, PictureOrigin origin, DownloadProgress progress) {
		return Mono.defer(() -> follow(url, origin, progress, this.rules.maxRedirects()));
	}

	private Mono<Picture> follow(ResultUrl url, PictureOrigin origin, DownloadProgress progress, int redirectsLeft) {
		boolean trusted = url.hasOriginOf(origin.url());
		if (!trusted && !url.isHttps() && !this.rules.allowHttp()) {
			return Mono.error(PictureDownloadException.lasting("The picture's address " + url
					+ " is not https: allow plain http for downloads if this host is meant to serve pictures."));
		}
		return Mono.fromCallable(() -> trusted ? open(origin.transport()) : this.guarded)
			.flatMap((client) -> ClosingCall.of(client,
					(open) -> open.headers(progress::ask)
						.get()
						.uri(url.uri())
						.response((response, body) -> receive(url, response, body, progress))
						.single()))
			.onErrorMap((failure) -> !(failure instanceof PictureException), (failure) -> explain(url, failure))
			.flatMap((answer) -> {
				if (answer.picture() != null) {
					return Mono.just(answer.picture());
				}
				return (redirectsLeft > 0)
						? follow(url.redirect(answer.location()), origin, progress, redirectsLeft - 1)
						: Mono.error(tooManyRedirects(url));
			});
	}

	private HttpClient open(@Nullable HttpTransport transport) {
		return (transport != null) ? this.byTransport.of(transport) : this.open;
	}

	/** A body that nobody subscribes to makes Reactor Netty close the connection. */
	private Mono<Answer> receive(ResultUrl url, HttpClientResponse response, ByteBufFlux body,
			DownloadProgress progress) {
		int status = response.status().code();
		if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
			return Mono.just(new Answer(null, response.responseHeaders().get(HttpHeaderNames.LOCATION)));
		}
		return Mono.defer(() -> {
			accept(url, status, response.responseHeaders(), progress);
			return BodyReading.of(body, progress::take, this.worker, Mono.never())
				.then(Mono.fromCallable(() -> new Answer(inspect(url, progress), null)));
		});
	}

	private static void accept(ResultUrl url, int status, HttpHeaders headers, DownloadProgress progress) {
		if (status == 416 || (status == 206 && !progress.goOn(headers))) {
			progress.startOver();
			throw PictureDownloadException.passing(
					"The server of " + url
							+ " did not go on where the download had broken off: ask the relay for b64_json instead.",
					null);
		}
		if (status != 200 && status != 206) {
			throw refused(url, status);
		}
		String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
		if (!ContentInflater.isIdentity(encoding) && ContentInflater.of(encoding) == null) {
			throw PictureDownloadException.lasting("The server of " + url
					+ " sent the picture compressed in a way that was not asked for: ask the relay for b64_json instead.");
		}
		if (status == 200) {
			progress.begin(headers);
		}
	}

	private Picture inspect(ResultUrl url, DownloadProgress progress) {
		progress.throwFailure();
		if (progress.size() == 0) {
			throw PictureDownloadException
				.passing("The server of " + url + " sent an empty body: ask the relay for a new picture URL.", null);
		}
		if (progress.isCut()) {
			throw PictureDownloadException.passing("The server of " + url
					+ " sent a compressed picture and not all of it: ask the relay for b64_json.", null);
		}
		Picture picture = progress.toPicture();
		if (picture.format() == PictureFormat.UNKNOWN) {
			throw PictureDownloadException.lasting("The server of " + url
					+ " sent something that is no picture, such as a page: open the address in a browser to see what it is.");
		}
		PixelSize pixels = picture.pixels();
		if (pixels != null && pixels.area() > this.rules.maxPixels()) {
			throw PictureTooLargeException.pixels(pixels, this.rules.maxPixels());
		}
		return picture;
	}

	private static PictureDownloadException refused(ResultUrl url, int status) {
		String start = "The server of " + url + " answered " + status;
		if (status == 408 || status == 429 || status >= 500) {
			return PictureDownloadException.passing(start + ": try the same address again later, it costs nothing.",
					null);
		}
		if (status == 403 || status == 404 || status == 410) {
			return PictureDownloadException.lasting(
					start + ": result URLs live a few hours only, so download at once or ask the relay for b64_json.");
		}
		return PictureDownloadException.lasting(start + ": ask the relay for b64_json instead.");
	}

	private static PictureDownloadException tooManyRedirects(ResultUrl url) {
		return PictureDownloadException
			.lasting("The picture was redirected too often, last by " + url + ": raise the limit of redirects.");
	}

	private static PictureDownloadException explain(ResultUrl url, Throwable failure) {
		if (failure instanceof UnresolvedAddressException) {
			return PictureDownloadException.lasting("The host of " + url
					+ " is not on the public internet: allow private addresses for downloads if it is one of yours.");
		}
		if (failure instanceof DecompressionException) {
			return PictureDownloadException.lasting("The server of " + url
					+ " sent the picture compressed, and broken: ask the relay for b64_json instead.");
		}
		boolean passing = failure instanceof IOException || failure instanceof ChannelException
				|| failure instanceof TimeoutException;
		if (passing) {
			return PictureDownloadException.passing("The download of " + url + " broke off ("
					+ failure.getClass().getSimpleName() + "): check the network between here and that host.", failure);
		}
		return PictureDownloadException.unexpected(
				"The download of " + url + " failed (" + failure.getClass().getSimpleName() + "): see the cause.",
				failure);
	}

	/**
	 * What one hop brought: a picture or the next address, which may be missing.
	 */
	private record Answer(@Nullable Picture picture, @Nullable String location) {
	}

}
