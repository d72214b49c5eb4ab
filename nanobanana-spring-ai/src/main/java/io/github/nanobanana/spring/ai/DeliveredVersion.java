package io.github.nanobanana.spring.ai;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGeneration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.failover.Delivery;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayPicture;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * One delivered version: what was asked, the way it came, its pictures and what is to be
 * said about them. It is one picture, but a relay that sends more is not cut short.
 *
 * @param generations the pictures
 * @param usage the tokens used, or {@code null}
 * @param notes what the caller should know about this version
 */
record DeliveredVersion(List<ImageGeneration> generations, @Nullable TokenUsage usage, List<String> notes) {

	/**
	 * Makes a version of a delivery. Bytes are fetched at once only if base64 was asked
	 * for and an address came; if that fails the address is still delivered, since the
	 * picture is paid for.
	 */
	static Mono<DeliveredVersion> of(Delivery delivery, PictureDownloader downloader) {
		ImageCall call = delivery.call();
		boolean bytesWanted = "b64_json".equals(call.responseFormat());
		return Flux.fromIterable(delivery.answer().pictures())
			.concatMap((answered) -> part(call, delivery, answered, downloader, bytesWanted))
			.collectList()
			.map((parts) -> new DeliveredVersion(parts.stream().map(Part::generation).toList(),
					delivery.answer().usage(),
					Stream.concat(call.notes().stream(), parts.stream().flatMap((part) -> part.notes().stream()))
						.toList()));
	}

	private static Mono<Part> part(ImageCall call, Delivery delivery, RelayPicture answered,
			PictureDownloader downloader, boolean bytesWanted) {
		URI url = answered.url();
		Mono<Picture> source = (url != null) ? downloader.download(url, delivery.endpoint().baseUrl().root())
				: Mono.justOrEmpty(answered.picture());
		if (answered.picture() != null || !bytesWanted) {
			List<String> notes = (url == null && "url".equals(call.responseFormat()))
					? List.of("responseFormat url was asked for, but the relay sent the bytes: use getContent()")
					: List.of();
			return Mono.just(part(call, delivery, answered, answered.picture(), source, notes));
		}
		return source.map((picture) -> part(call, delivery, answered, picture, source, List.of()))
			.onErrorResume(PictureException.class, (failed) -> Mono.just(part(call, delivery, answered, null, source,
					List.of("The picture was made but could not be fetched: " + failed.getMessage()))));
	}

	private static Part part(ImageCall call, Delivery delivery, RelayPicture answered, @Nullable Picture picture,
			Mono<Picture> source, List<String> notes) {
		String url = (answered.url() != null) ? answered.url().toString() : null;
		String model = delivery.answer().model();
		NanoBananaImageGenerationMetadata metadata = new NanoBananaImageGenerationMetadata(delivery.endpoint().id(),
				call.id(), delivery.answer().requestId(), (model != null) ? model : call.model(),
				answered.revisedPrompt(), delivery.answer().text(),
				(picture != null) ? picture.format().mimeType() : null, (picture != null) ? picture.pixels() : null,
				(picture != null) ? picture.size() : null, call.seed(), delivery.elapsed(), delivery.failures());
		return new Part(new ImageGeneration(new NanoBananaImage(url, picture, source), metadata), notes);
	}

	/**
	 * One picture of a version.
	 *
	 * @param generation the picture and its metadata
	 * @param notes what the caller should know about it
	 */
	private record Part(ImageGeneration generation, List<String> notes) {

	}

}
