package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.http.HttpHeaderNames;
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

	private final PictureDownloadRules rules;

	private final Scheduler worker;

	/**
	 * Creates the fetch.
	 * @param guarded connects to public addresses only
	 * @param open connects to any address
	 * @param rules what to accept
	 * @param worker where pictures are looked into
	 */
	PictureFetch(HttpClient guarded, HttpClient open, PictureDownloadRules rules, Scheduler worker) {
		this.guarded = guarded;
		this.open = open;
		this.rules = rules;
		this.worker = worker;
	}

	/**
	 * Downloads a picture.
	 * @param url the result URL
	 * @param trustedOrigin a URL whose scheme, host and port are allowed whatever they
	 * are
	 * @return the picture, or an error of {@link PictureException}
	 */
	Mono<Picture> fetch(ResultUrl url, @Nullable URI trustedOrigin) {
		return follow(url, trustedOrigin, this.rules.maxRedirects());
	}

	private Mono<Picture> follow(ResultUrl url, @Nullable URI trustedOrigin, int redirectsLeft) {
		boolean trusted = url.hasOriginOf(trustedOrigin);
		if (!trusted && !url.isHttps() && !this.rules.allowHttp()) {
			return Mono.error(PictureDownloadException.lasting("The picture's address " + url
					+ " is not https: allow plain http for downloads if this host is meant to serve pictures."));
		}
		HttpClient client = trusted ? this.open : this.guarded;
		return ClosingCall.of(client,
				(open) -> open.get().uri(url.uri()).response((response, body) -> receive(url, response, body)).single())
			.onErrorMap((failure) -> !(failure instanceof PictureException), (failure) -> explain(url, failure))
			.flatMap((answer) -> {
				if (answer.picture() != null) {
					return Mono.just(answer.picture());
				}
				return (redirectsLeft > 0) ? follow(url.redirect(answer.location()), trustedOrigin, redirectsLeft - 1)
						: Mono.error(tooManyRedirects(url));
			});
	}

	/** A body that nobody subscribes to makes Reactor Netty close the connection. */
	private Mono<Answer> receive(ResultUrl url, HttpClientResponse response, ByteBufFlux body) {
		int status = response.status().code();
		if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
			return Mono.just(new Answer(null, response.responseHeaders().get(HttpHeaderNames.LOCATION)));
		}
		if (status != 200) {
			return Mono.error(refused(url, status));
		}
		String encoding = response.responseHeaders().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
		if (!encoding.equalsIgnoreCase("identity")) {
			return Mono.error(PictureDownloadException.lasting("The server of " + url
					+ " sent the picture compressed, which was not asked for: ask the relay for b64_json instead."));
		}
		long length = contentLength(response);
		if (length > this.rules.maxBytes()) {
			return Mono.error(PictureTooLargeException.bytes(this.rules.maxBytes()));
		}
		PictureBuffer buffer = new PictureBuffer(this.rules.maxBytes(), length);
		return body.doOnNext((part) -> append(buffer, part))
			.then()
			.publishOn(this.worker)
			.then(Mono.fromCallable(() -> new Answer(inspect(url, buffer), null)));
	}

	private static void append(PictureBuffer buffer, ByteBuf part) {
		for (ByteBuffer piece : part.nioBuffers()) {
			buffer.write(piece);
		}
	}

	private Picture inspect(ResultUrl url, PictureBuffer buffer) {
		if (buffer.size() == 0) {
			throw PictureDownloadException
				.passing("The server of " + url + " sent an empty body: ask the relay for a new picture URL.", null);
		}
		Picture picture = buffer.toPicture();
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

	private static long contentLength(HttpClientResponse response) {
		String length = response.responseHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
		try {
			return (length != null) ? Long.parseLong(length.trim()) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
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
