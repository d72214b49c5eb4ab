package io.github.nanobanana.spring.ai;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;
import org.springframework.ai.image.ImageMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureException;
import io.github.nanobanana.spring.ai.relay.Reference;

/**
 * The pictures that go along with one prompt, in order.
 *
 * @param images the pictures
 */
record References(List<ReferenceImage> images) {

	References {
		images = List.copyOf(images);
	}

	/**
	 * Collects the pictures of a prompt's messages and of its options.
	 * @throws InvalidImageRequestException if they are too many, one of them is no
	 * picture, or a mask has no picture to be laid over
	 */
	static References of(List<ImageMessage> messages, NanoBananaImageOptions options) {
		List<ReferenceImage> images = new ArrayList<>();
		for (ImageMessage message : messages) {
			for (Media media : message.getMedia()) {
				images.add(ReferenceImage.of(media));
			}
		}
		List<ReferenceImage> more = options.getReferences();
		if (more != null) {
			images.addAll(more);
		}
		if (images.size() > ReferenceImage.MAX_COUNT) {
			throw new InvalidImageRequestException(
					"%d reference pictures are too many: at most %d go along with one prompt.".formatted(images.size(),
							ReferenceImage.MAX_COUNT));
		}
		checkMask(options.getMask(), images);
		return new References(images);
	}

	private static void checkMask(@Nullable ReferenceImage mask, List<ReferenceImage> images) {
		if (mask == null) {
			return;
		}
		if (images.isEmpty()) {
			throw new InvalidImageRequestException(
					"A mask is set without a picture to be laid over: add the picture to edit as a reference.");
		}
		if (!mask.isPng()) {
			throw new InvalidImageRequestException(
					"The mask must be a PNG with transparency where the picture may be changed.");
		}
	}

	/**
	 * The same pictures as bytes, for relays that fetch no addresses. The download is a
	 * free GET under the same guard as that of results.
	 */
	Mono<References> fetched(PictureDownloader downloader) {
		return Flux.fromIterable(this.images)
			.concatMap((image) -> fetched(image, downloader))
			.collectList()
			.map(References::new);
	}

	private static Mono<ReferenceImage> fetched(ReferenceImage image, PictureDownloader downloader) {
		URI url = image.reference().url();
		return (url == null) ? Mono.just(image)
				: downloader.download(url)
					.map(ReferenceImage::of)
					.onErrorMap(PictureException.class,
							(failed) -> new InvalidImageRequestException("The reference picture " + image.reference()
									+ " could not be fetched for a relay that " + "takes bytes only: give its bytes. "
									+ failed.getMessage()));
	}

	static InvalidImageRequestException tooSlow() {
		return new InvalidImageRequestException("The reference pictures could not be fetched in time for a relay that "
				+ "takes bytes only: give their bytes, or allow more time with timeout.");
	}

	boolean hasAddresses() {
		return this.images.stream().anyMatch((image) -> image.reference().url() != null);
	}

	List<Reference> toReferences() {
		return this.images.stream().map(ReferenceImage::reference).toList();
	}

	@Override
	public String toString() {
		return this.images.toString();
	}

}
