package io.github.nanobanana.spring.ai;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGeneration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.failover.Delivery;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayPicture;

/**
 * Makes Spring AI's image of what a relay delivered: fetches the bytes where they are
 * wanted at once, fits them where an exact size was asked for, and tells about it. From
 * here on nothing may fail any more: the picture is paid for, so whatever goes wrong
 * becomes a note beside the picture as it came.
 */
final class PictureReceiver {

	private final PictureDownloader downloader;

	private final Scheduler worker;

	PictureReceiver(PictureDownloader downloader, Scheduler worker) {
		this.downloader = downloader;
		this.worker = worker;
	}

	Mono<DeliveredVersion> receive(ImageRequest request, Delivery<NanoBananaEndpoint> delivery) {
		return Flux.fromIterable(delivery.answer().pictures())
			.concatMap((answered) -> new Part(request, delivery, answered).receive())
			.collectList()
			.map((parts) -> new DeliveredVersion(parts.stream().map(Part::generation).toList(),
					delivery.answer().usage(),
					Stream
						.concat(delivery.call().notes().stream(), parts.stream().flatMap((part) -> part.notes.stream()))
						.toList()));
	}

	/** One picture on its way to the caller. */
	private final class Part {

		private final ImageRequest request;

		private final Delivery<NanoBananaEndpoint> delivery;

		private final RelayPicture answered;

		private final Mono<Picture> source;

		private final List<String> notes = new ArrayList<>();

		private @Nullable Picture picture;

		Part(ImageRequest request, Delivery<NanoBananaEndpoint> delivery, RelayPicture answered) {
			this.request = request;
			this.delivery = delivery;
			this.answered = answered;
			URI url = answered.url();
			this.source = (url != null) ? PictureReceiver.this.downloader.download(url, delivery.endpoint().root())
					: Mono.justOrEmpty(answered.picture());
			this.picture = answered.picture();
		}

		Mono<Part> receive() {
			boolean base64 = "b64_json".equals(this.delivery.call().responseFormat());
			PixelSize target = this.request.exactSize();
			Mono<Part> fetched = (this.picture == null && (base64 || target != null)) ? fetch() : Mono.just(this);
			if (this.answered.url() == null && "url".equals(this.delivery.call().responseFormat())) {
				this.notes.add("responseFormat url was asked for, but the relay sent the bytes: use getContent()");
			}
			return (target != null) ? fetched.flatMap((part) -> fit(target)) : fetched;
		}

		private Mono<Part> fetch() {
			return this.source.map((arrived) -> {
				this.picture = arrived;
				return this;
			})
				.onErrorResume(PictureException.class,
						(failed) -> noted("The picture was made but could not be fetched: " + failed.getMessage()));
		}

		private Mono<Part> fit(PixelSize target) {
			Picture whole = this.picture;
			if (whole == null) {
				return Mono.just(this);
			}
			return Mono.fromCallable(() -> this.request.fitter().fit(whole, target))
				.subscribeOn(PictureReceiver.this.worker)
				.map((fitted) -> {
					this.picture = fitted;
					return this;
				})
				.onErrorResume(PictureException.class,
						(failed) -> noted("exactSize was ignored: " + failed.getMessage()));
		}

		private Mono<Part> noted(String note) {
			this.notes.add(note);
			return Mono.just(this);
		}

		ImageGeneration generation() {
			Picture arrived = this.picture;
			boolean fitted = arrived != null && this.request.exactSize() != null;
			URI url = this.answered.url();
			NanoBananaImage image = new NanoBananaImage((url != null) ? url.toString() : null, arrived,
					fitted ? Mono.just(Objects.requireNonNull(arrived)) : this.source);
			return new ImageGeneration(image, metadata(arrived));
		}

		private NanoBananaImageGenerationMetadata metadata(@Nullable Picture arrived) {
			ImageCall call = this.delivery.call();
			String model = this.delivery.answer().model();
			return new NanoBananaImageGenerationMetadata(this.delivery.endpoint().getName(), call.id(),
					this.delivery.answer().requestId(), (model != null) ? model : call.model(),
					this.answered.revisedPrompt(), this.delivery.answer().text(),
					(arrived != null) ? arrived.format().mimeType() : null, (arrived != null) ? arrived.pixels() : null,
					(arrived != null) ? arrived.size() : null, call.seed(),
					this.delivery.endpoint().price(call.model(), call.imageSize()), this.delivery.elapsed(),
					this.delivery.failures());
		}

	}

}
