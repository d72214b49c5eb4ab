package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

import io.github.nanobanana.spring.ai.InvalidImageRequestException;
import io.github.nanobanana.spring.ai.ReferenceImage;
import io.github.nanobanana.spring.ai.StoredPicture;
import io.github.nanobanana.spring.ai.image.PictureFormat;

/**
 * The pictures that pages gave to go along, by their SHA-256: the name under which the
 * record of a kept picture knows them too, so they are found again after a restart. What
 * a page sends is looked up in the list of what is here and never becomes part of a path.
 * The oldest make room when there are more than {@value #MOST_FILES} files or
 * {@value #MOST_BYTES} bytes.
 */
@Component
final class ReferenceShelf {

	private static final int MOST_FILES = 400;

	private static final long MOST_BYTES = 1L << 30;

	private static final int BLOCK = 16 << 10;

	private static final int HEAD = 64;

	private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

	private final Path folder;

	private final Gallery gallery;

	private final Map<String, Path> files = new ConcurrentHashMap<>();

	ReferenceShelf(PlaygroundProperties properties, Gallery gallery) {
		this.folder = properties.references().toAbsolutePath();
		this.gallery = gallery;
		if (Files.isDirectory(this.folder)) {
			list().stream()
				.filter((file) -> SHA256.matcher(file.getFileName().toString()).matches())
				.forEach((file) -> this.files.put(file.getFileName().toString(), file));
		}
	}

	/**
	 * Takes a picture.
	 * @param upload its bytes
	 * @return its SHA-256
	 * @throws InvalidImageRequestException if it is no picture that can go along, by its
	 * content, or too large
	 */
	String put(InputStream upload) {
		Path part = null;
		try {
			Files.createDirectories(this.folder);
			part = Files.createTempFile(this.folder, "upload-", ".part");
			String sha256 = copy(upload, part);
			ReferenceImage.of(new FileSystemResource(part));
			Path file = this.folder.resolve(sha256);
			Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			this.files.put(sha256, file);
			makeRoom();
			return sha256;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The picture could not be kept in " + this.folder, ex);
		}
		finally {
			drop(part);
		}
	}

	private static String copy(InputStream upload, Path part) throws IOException {
		MessageDigest digest = sha256();
		long left = ReferenceImage.MAX_BYTES;
		byte[] block = new byte[BLOCK];
		try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
			for (int read = upload.read(block); read >= 0; read = upload.read(block)) {
				left -= read;
				if (left < 0) {
					throw new InvalidImageRequestException("The picture is larger than %,d bytes: make it smaller."
						.formatted(ReferenceImage.MAX_BYTES));
				}
				out.write(block, 0, read);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	private void makeRoom() {
		List<Path> oldest = list();
		int count = oldest.size();
		long bytes = oldest.stream().mapToLong((file) -> file.toFile().length()).sum();
		for (Path file : oldest) {
			if (count <= MOST_FILES && bytes <= MOST_BYTES) {
				return;
			}
			count--;
			bytes -= file.toFile().length();
			this.files.remove(file.getFileName().toString());
			drop(file);
		}
	}

	/** All files, the oldest first. */
	private List<Path> list() {
		try (Stream<Path> all = Files.list(this.folder)) {
			return all.sorted(Comparator.comparingLong((file) -> file.toFile().lastModified())).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The folder of references could not be read", ex);
		}
	}

	private static void drop(@Nullable Path file) {
		try {
			if (file != null) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A reference could not be deleted", ex);
		}
	}

	/** A picture that was given here, or {@code null}. */
	@Nullable Resource find(String id) {
		Path file = this.files.get(id);
		return (file != null) ? new FileSystemResource(file) : null;
	}

	/**
	 * The format of a picture by its content.
	 * @param given a picture that was given here
	 * @return its MIME type
	 */
	static String mimeType(Resource given) throws IOException {
		try (InputStream stream = given.getInputStream()) {
			byte[] head = stream.readNBytes(HEAD);
			return PictureFormat.sniff(head, head.length).mimeType();
		}
	}

	/**
	 * The id of the picture of the gallery that has this SHA-256 or this id, or
	 * {@code null}.
	 */
	@Nullable String keptAs(String id) {
		if (SHA256.matcher(id).matches()) {
			return this.gallery.idOf(id);
		}
		return (this.gallery.find(id) != null) ? id : null;
	}

	/**
	 * A picture that goes along.
	 * @param id the SHA-256 of one that was given, or the id of one of the gallery
	 * @throws InvalidImageRequestException if there is none
	 */
	ReferenceImage reference(String id) {
		Resource given = find(id);
		if (given != null) {
			return ReferenceImage.of(given);
		}
		StoredPicture kept = this.gallery.find(id);
		if (kept == null) {
			throw new InvalidImageRequestException(
					"A picture that should go along is not here any more: give it again.");
		}
		return ReferenceImage.of(kept.content());
	}

	@Override
	public String toString() {
		return "ReferenceShelf[" + this.files.size() + " files]";
	}

}
