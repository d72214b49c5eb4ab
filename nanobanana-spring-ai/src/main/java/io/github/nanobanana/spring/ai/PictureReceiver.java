package io.github.nanobanana.spring.ai;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGeneration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.failover.Delivery;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayPicture;

/**
 * Makes Spring AI's image of what a relay delivered: fetches the bytes where they are
 * wanted at once, fits them where an exact size was asked for, keeps them where there is
 * a store, and tells about it. From here on nothing may fail any more: the picture is
 * paid for, so whatever goes wrong becomes a note beside the picture as it came.
 */
final class PictureReceiver {

	private final PictureDownloader downloader;

	private final PictureDelivery policy;

	private final long maxPixels;

	private final Scheduler worker;

	private final Scheduler timer;

	PictureReceiver(PictureDownloader downloader, PictureDelivery policy, long maxPixels, Scheduler worker,
			Scheduler timer) {
		this.downloader = downloader;
		this.policy = policy;
		this.maxPixels = maxPixels;
		this.worker = worker;
		this.timer = timer;
	}

	Mono<DeliveredVersion> receive(ImageRequest request, Delivery<NanoBananaEndpoint> delivery) {
		List<Mono<Part>> parts = delivery.answer()
			.pictures()
			.stream()
			.map((answered) -> new Part(request, delivery, answered).receive())
			.toList();
		Mono<List<Part>> all = (parts.size() == 1) ? parts.get(0).map(List::of) : Flux.concat(parts).collectList();
		return all.map((received) -> together(delivery, received));
	}

	private static DeliveredVersion together(Delivery<NanoBananaEndpoint> delivery, List<Part> parts) {
		List<ImageGeneration> generations = new ArrayList<>();
		List<String> notes = new ArrayList<>(delivery.call().notes());
		for (Part part : parts) {
			generations.add(part.generation());
			notes.addAll(part.notes);
		}
		return new DeliveredVersion(generations, delivery.answer().usage(), notes);
	}

	/** One picture on its way to the caller. */
	private final class Part {

		private final ImageRequest request;

		private final Delivery<NanoBananaEndpoint> delivery;

		private final RelayPicture answered;

		private final PictureIntake intake;

		private final List<String> notes = new ArrayList<>();

		private @Nullable Picture picture;

		private @Nullable String storedAs;

		private @Nullable PictureException lost;

		Part(ImageRequest request, Delivery<NanoBananaEndpoint> delivery, RelayPicture answered) {
			this.request = request;
			this.delivery = delivery;
			this.answered = answered;
			this.intake = delivery.call().intake();
			this.picture = answered.picture();
		}

		Mono<Part> receive() {
			String format = this.delivery.call().responseFormat();
			PixelSize target = this.request.exactSize();
			boolean wanted = PictureReceiver.this.policy == PictureDelivery.EAGER || "b64_json".equals(format)
					|| target != null;
			Mono<Part> part = (this.picture == null && wanted) ? fetch() : Mono.just(this);
			if (this.answered.url() == null && "url".equals(format)) {
				this.notes.add("responseFormat url was asked for, but the relay sent the bytes: use getContent()");
			}
			if (target != null) {
				part = part.flatMap((here) -> fit(target));
			}
			return this.intake.hasStore() ? part.flatMap(Part::keep) : part;
		}

		private Mono<Part> fetch() {
			URI url = this.answered.url();
			if (url == null || PictureReceiver.this.policy == PictureDelivery.AS_IS) {
				return noted("The bytes were not fetched, since delivery is as-is: use getUrl()");
			}
			return download(url, this.intake).map((arrived) -> arrived(arrived, null))
				.onErrorResume((failed) -> noted("The picture was made but could not be fetched: " + reason(failed)));
		}

		/** The message of a stranger's exception could hold anything. */
		private String reason(Throwable failed) {
			return (failed instanceof PictureException) ? String.valueOf(failed.getMessage())
					: failed.getClass().getSimpleName() + ", use getUrl()";
		}

		private Mono<Picture> download(URI url, PictureIntake to) {
			NanoBananaEndpoint from = this.delivery.endpoint();
			return PictureReceiver.this.downloader.download(url, from.root(), from.transport(), to);
		}

		private Part arrived(@Nullable Picture arrived, @Nullable String name) {
			this.picture = arrived;
			this.storedAs = name;
			return this;
		}

		private Mono<Part> fit(PixelSize target) {
			Picture whole = this.picture;
			if (whole == null) {
				return Mono.just(this);
			}
			return Mono.fromCallable(() -> this.request.fitter(PictureReceiver.this.maxPixels).fit(whole, target))
				.subscribeOn(PictureReceiver.this.worker)
				.map((fitted) -> arrived(fitted, null))
				.onErrorResume(PictureException.class,
						(failed) -> noted("exactSize was ignored: " + failed.getMessage()));
		}

		private Mono<Part> keep() {
			Picture whole = this.picture;
			if (whole == null) {
				return Mono.just(this);
			}
			Instant now = Instant.ofEpochMilli(PictureReceiver.this.timer.now(TimeUnit.MILLISECONDS));
			PictureSidecar sidecar = new PictureSidecar(this.request, this.delivery, metadata(whole));
			return Mono.fromCallable(() -> this.intake.keep(whole, now, (sha256) -> sidecar.write(whole, now, sha256)))
				.subscribeOn(PictureReceiver.this.worker)
				.map((kept) -> {
					if (kept.problem() != null) {
						this.notes.add(kept.problem());
					}
					return arrived(kept.picture(), kept.name());
				})
				.onErrorResume(PictureException.class, (failed) -> {
					this.lost = failed;
					return arrived(null, null).noted(String.valueOf(failed.getMessage()));
				});
		}

		private Mono<Part> noted(String note) {
			this.notes.add(note);
			return Mono.just(this);
		}

		ImageGeneration generation() {
			Picture arrived = this.picture;
			URI url = this.answered.url();
			PixelSize pixels = (arrived != null) ? arrived.pixels() : null;
			if (pixels != null && pixels.area() > PictureReceiver.this.maxPixels) {
				this.notes.add("The picture measures %s, more than the limit of %d pixels: take care when decoding it"
					.formatted(pixels, PictureReceiver.this.maxPixels));
			}
			NanoBananaImage image = new NanoBananaImage((url != null) ? url.toString() : null, arrived, later());
			return new ImageGeneration(image, metadata(arrived));
		}

		/** Where the bytes come from if they are asked for after the delivery. */
		private Mono<Picture> later() {
			Picture arrived = this.picture;
			URI url = this.answered.url();
			if (arrived != null) {
				return Mono.just(arrived);
			}
			if (url != null && PictureReceiver.this.policy != PictureDelivery.AS_IS) {
				return download(url, PictureIntake.inMemory());
			}
			return Mono.error((this.lost != null) ? this.lost : new PictureException(
					"The picture's address is delivered as it is: use getUrl(), or set delivery to on-demand."));
		}

		private NanoBananaImageGenerationMetadata metadata(@Nullable Picture arrived) {
			ImageCall call = this.delivery.call();
			String model = this.delivery.answer().model();
			return new NanoBananaImageGenerationMetadata(this.delivery.endpoint().getName(),
					this.delivery.endpoint().target().dialect().name(), call.id(), this.delivery.answer().requestId(),
					(model != null) ? model : call.model(), call.imageSize(), this.answered.revisedPrompt(),
					this.delivery.answer().text(), (arrived != null) ? arrived.format().mimeType() : null,
					(arrived != null) ? arrived.pixels() : null, (arrived != null) ? arrived.size() : null,
					this.storedAs, call.seed(), this.delivery.endpoint().price(call.model(), call.imageSize()),
					this.delivery.elapsed(), this.delivery.failures());
		}

	}

}
