package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;
import org.springframework.ai.image.Image;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureDownloadException;

/**
 * A delivered picture: its bytes, or an address at which the relay keeps it for a few
 * hours. The bytes behind an address are fetched when somebody first asks for them, by a
 * free and guarded GET that never carries the API key, and are kept from then on.
 */
public final class NanoBananaImage extends Image {

	private final Mono<Picture> source;

	private volatile @Nullable Picture picture;

	NanoBananaImage(@Nullable String url, @Nullable Picture picture, Mono<Picture> source) {
		super(url, null);
		this.picture = picture;
		this.source = source;
	}

	/**
	 * The bytes as base64, made from the picture at each call. Like every portable image,
	 * one that came as an address only gives {@code null}.
	 * @return the base64 text, or {@code null} if no bytes have arrived
	 */
	@Override
	public @Nullable String getB64Json() {
		String set = super.getB64Json();
		Picture arrived = this.picture;
		return (set == null && arrived != null) ? arrived.toBase64() : set;
	}

	@Nullable Picture arrivedPicture() {
		return this.picture;
	}

	/**
	 * The picture itself, fetched first if only its address came.
	 * @return the picture, or a {@link PictureDownloadException}
	 */
	public Mono<Picture> picture() {
		return Mono.defer(() -> {
			Picture arrived = this.picture;
			return (arrived != null) ? Mono.just(arrived) : this.source.doOnNext((fetched) -> this.picture = fetched);
		});
	}

	/**
	 * The picture as a Spring resource with its length and a file name that fits its
	 * format. Fetches the bytes first if only the address came, and so may block.
	 * @return the content
	 */
	public Resource getContent() {
		return new PictureResource(arrived());
	}

	/**
	 * Writes the picture to a file. The file appears whole or not at all; one that is
	 * already there is replaced. Fetches the bytes first if only the address came, and so
	 * may block.
	 * @param file the file to write; its folder is made if it is missing
	 * @return the file
	 * @throws IllegalArgumentException if it is a folder
	 * @throws UncheckedIOException if the file cannot be written
	 */
	public Path writeTo(Path file) {
		Picture whole = arrived();
		Path target = file.toAbsolutePath();
		if (Files.isDirectory(target)) {
			throw new IllegalArgumentException(
					"The picture cannot be written to the folder %s: add a file name.".formatted(target));
		}
		try {
			Path folder = Objects.requireNonNull(target.getParent(), "A file has a folder.");
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder);
			}
			Path part = folder.resolve(".picture-" + UUID.randomUUID() + ".part");
			try {
				try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW,
						StandardOpenOption.WRITE)) {
					whole.writeTo(out);
				}
				Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(part);
			}
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"The picture could not be written to %s: check that the folder is ".formatted(target)
							+ "writable and the disk has room for %d bytes.".formatted(whole.size()),
					ex);
		}
	}

	/**
	 * The picture as media for a chat model, with the MIME type seen in its bytes.
	 * Fetches the bytes first if only the address came, and so may block.
	 * @return the media
	 */
	public Media toMedia() {
		Picture whole = arrived();
		return Media.builder()
			.mimeType(MimeTypeUtils.parseMimeType(whole.format().mimeType()))
			.data(whole.toByteArray())
			.build();
	}

	private Picture arrived() {
		Picture whole = this.picture;
		if (whole == null) {
			BlockingGuard.check("The bytes of a picture");
			whole = picture().block();
		}
		return Objects.requireNonNull(whole, "A picture has a source.");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| other instanceof NanoBananaImage that && getUrl() != null && Objects.equals(getUrl(), that.getUrl());
	}

	@Override
	public int hashCode() {
		return (getUrl() != null) ? getUrl().hashCode() : System.identityHashCode(this);
	}

	/**
	 * Describes the picture without its bytes and without the query of its address, which
	 * may be a signature.
	 */
	@Override
	public String toString() {
		String url = getUrl();
		return "NanoBananaImage[%s, %s]".formatted((url != null) ? url.replaceAll("[?#].*", "") : "no address",
				(this.picture != null) ? this.picture : "not fetched");
	}

}
