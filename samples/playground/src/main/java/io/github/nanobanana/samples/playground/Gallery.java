package io.github.nanobanana.samples.playground;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageResponse;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.NanoBananaImageResponseMetadata;
import io.github.nanobanana.spring.ai.NanoBananaPictureArchive;
import io.github.nanobanana.spring.ai.StoredPicture;
import io.github.nanobanana.spring.ai.image.PictureException;

/**
 * The pictures that are there. They lie in the library's archive; one that the store
 * could not take is kept in memory, since it is paid for. Methods may block.
 */
@Service
final class Gallery {

	private static final int MOST_IN_MEMORY = 24;

	private static final int PAGE = 200;

	private final NanoBananaPictureArchive archive;

	private final Map<String, Unstored> unstored = Collections.synchronizedMap(new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Unstored> eldest) {
			return size() > MOST_IN_MEMORY;
		}

	});

	Gallery(NanoBananaPictureArchive archive) {
		this.archive = archive;
	}

	/**
	 * Pictures, the newest first.
	 * @param offset how many to pass over
	 * @param limit how many at most
	 */
	List<PictureView> list(int offset, int limit) {
		return this.archive.list(offset, limit).stream().map(PictureView::of).toList();
	}

	/** A picture of the archive, or {@code null}. Any text that is no name finds none. */
	@Nullable StoredPicture find(String id) {
		return this.archive.find(id);
	}

	/** The newest picture with these bytes, or {@code null}. */
	@Nullable String idOf(String sha256) {
		List<StoredPicture> page = this.archive.list(0, PAGE);
		for (int offset = 0; !page.isEmpty(); page = this.archive.list(offset, PAGE)) {
			for (StoredPicture picture : page) {
				if (picture.details().sha256().equals(sha256)) {
					return picture.name();
				}
			}
			offset += PAGE;
		}
		return null;
	}

	/** The picture and what is told of it, or {@code null} if there is none. */
	@Nullable Content content(String id) {
		Unstored kept = this.unstored.get(id);
		if (kept != null) {
			return new Content(kept.view(), kept.image().getContent());
		}
		StoredPicture stored = find(id);
		return (stored != null) ? new Content(PictureView.of(stored), stored.content()) : null;
	}

	/** Deletes a picture with its record. */
	boolean delete(String id) {
		return this.unstored.remove(id) != null || this.archive.delete(id);
	}

	/** Finds out what became of a picture that the model delivered. */
	Mono<Received> receive(ImageResponse response) {
		ImageGeneration generation = response.getResults().get(0);
		NanoBananaImageGenerationMetadata about = (NanoBananaImageGenerationMetadata) generation.getMetadata();
		List<String> notes = (response.getMetadata() instanceof NanoBananaImageResponseMetadata metadata)
				? metadata.getNotes() : List.of();
		StoredPicture stored = (about.storedAs() != null) ? find(about.storedAs()) : null;
		if (stored != null) {
			return Mono.just(new Received(PictureView.of(stored), null, notes));
		}
		NanoBananaImage image = (NanoBananaImage) generation.getOutput();
		return image.picture()
			.map((picture) -> new Received(inMemory(image, about, picture.format().mimeType(), picture.size()), null,
					notes))
			.onErrorResume(PictureException.class, (lost) -> Mono.just(
					new Received(null, FailureView.lost(about.endpoint(), String.valueOf(lost.getMessage())), notes)));
	}

	private PictureView inMemory(NanoBananaImage image, NanoBananaImageGenerationMetadata about, String mimeType,
			long bytes) {
		String id = "unstored-" + UUID.randomUUID();
		Integer width = (about.pixels() != null) ? about.pixels().width() : null;
		Integer height = (about.pixels() != null) ? about.pixels().height() : null;
		PictureView view = new PictureView(id, "", Map.of(), about.model(), about.endpoint(),
				System.currentTimeMillis(), about.elapsed().toMillis(), about.price(), about.seed(), width, height,
				mimeType, bytes, about.requestId(), about.revisedPrompt(), List.of(), null);
		this.unstored.put(id, new Unstored(view, image));
		return view;
	}

	@Override
	public String toString() {
		return "Gallery[" + this.archive + "]";
	}

	/**
	 * What became of a delivered picture.
	 *
	 * @param picture the picture, or {@code null} if it could not be had
	 * @param failure why not, or {@code null}
	 * @param notes what the library has to say of it
	 */
	record Received(@Nullable PictureView picture, @Nullable FailureView failure, List<String> notes) {

	}

	/**
	 * A picture to be sent to a page.
	 *
	 * @param view what is known of it
	 * @param bytes its bytes
	 */
	record Content(PictureView view, Resource bytes) {

	}

	private record Unstored(PictureView view, NanoBananaImage image) {

	}

}
