package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.archive.PictureRecord;
import io.github.nanobanana.spring.ai.archive.PictureRecord.ReferenceDigest;
import io.github.nanobanana.spring.ai.archive.PictureRecords;
import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * The pictures of a store with what is known of each: to look through, to find a version
 * again and to ask for it once more. All methods may block. Safe for use by many threads.
 */
public final class NanoBananaPictureArchive {

	private static final Log logger = LogFactory.getLog(NanoBananaPictureArchive.class);

	/** How many names are looked through at a time for a reference. */
	private static final int PAGE = 1000;

	private final PictureStore store;

	/**
	 * An archive over a store.
	 * @param store the store that the image model writes to
	 */
	public NanoBananaPictureArchive(PictureStore store) {
		this.store = store;
	}

	/**
	 * Lists pictures, the newest first.
	 * @param offset how many to pass over, at least 0
	 * @param limit how many to list at most, at least 0
	 * @return the pictures; one whose record cannot be read is left out
	 * @throws UncheckedIOException if the store cannot be read
	 * @throws UnsupportedOperationException if the store cannot be listed
	 */
	public List<StoredPicture> list(int offset, int limit) {
		List<StoredPicture> found = new ArrayList<>();
		for (String name : names(offset, limit)) {
			StoredPicture picture = find(name);
			if (picture != null) {
				found.add(picture);
			}
		}
		return found;
	}

	/**
	 * Finds a picture.
	 * @param name a name from a list or from a generation's metadata; any other text
	 * finds nothing
	 * @return the picture, or {@code null} if it is not there or its record cannot be
	 * read
	 * @throws UncheckedIOException if the store cannot be read
	 */
	public @Nullable StoredPicture find(String name) {
		try {
			PictureStore.Entry entry = this.store.find(name);
			return (entry != null) ? read(entry) : null;
		}
		catch (IOException ex) {
			throw failed("read", ex);
		}
	}

	private static @Nullable StoredPicture read(PictureStore.Entry entry) {
		try (InputStream json = entry.sidecar().getInputStream()) {
			return new StoredPicture(entry.name(), PictureRecords.read(json), entry.picture());
		}
		catch (IOException ex) {
			logger.debug("The record of picture " + entry.name() + " is passed over", ex);
			return null;
		}
	}

	/**
	 * Deletes a picture with its record.
	 * @param name a name from a list or from a generation's metadata
	 * @return whether it was there
	 * @throws UncheckedIOException if it cannot be deleted
	 * @throws UnsupportedOperationException if the store does not delete
	 */
	public boolean delete(String name) {
		try {
			return this.store.delete(name);
		}
		catch (IOException ex) {
			throw failed("changed", ex);
		}
	}

	/**
	 * The prompt that asks for a picture again. Pictures that went along are looked for
	 * in this archive, where refined versions have theirs, and addresses are asked again.
	 * @param picture a picture of this archive
	 * @return the prompt
	 * @throws InvalidImageRequestException if a picture that went along is not here, with
	 * its SHA-256
	 */
	public ImagePrompt toPrompt(StoredPicture picture) {
		PictureRecord details = picture.details();
		ReferenceDigest mask = details.mask();
		return new ImagePrompt(details.prompt(), picture.toOptions()
			.mutate()
			.references(
					details.references().isEmpty() ? null : details.references().stream().map(this::reference).toList())
			.mask((mask != null) ? reference(mask) : null)
			.build());
	}

	/**
	 * The prompt that asks for a picture again, with the pictures that go along given.
	 * @param picture a picture of this archive
	 * @param references the pictures that went along, in order
	 * @return the prompt, without a mask
	 */
	public ImagePrompt toPrompt(StoredPicture picture, List<ReferenceImage> references) {
		return new ImagePrompt(picture.details().prompt(), picture.toOptions().mutate().references(references).build());
	}

	private ReferenceImage reference(ReferenceDigest digest) {
		String sha256 = digest.sha256();
		if (digest.url() != null && !digest.cut()) {
			return ReferenceImage.of(URI.create(digest.url()));
		}
		StoredPicture found = (sha256 != null) ? bySha256(sha256) : null;
		if (found == null) {
			throw new InvalidImageRequestException("A reference picture is not in the archive, %s: give it."
				.formatted((sha256 != null) ? "SHA-256 " + sha256 : String.valueOf(digest.url())));
		}
		return ReferenceImage.of(found.content());
	}

	/** The start of the digest is part of the name. */
	private @Nullable StoredPicture bySha256(String sha256) {
		String mark = "-" + sha256.substring(0, Math.min(12, sha256.length()));
		int offset = 0;
		List<String> names = names(offset, PAGE);
		while (!names.isEmpty()) {
			for (String name : names) {
				StoredPicture found = name.contains(mark) ? find(name) : null;
				if (found != null && Objects.equals(found.details().sha256(), sha256)) {
					return found;
				}
			}
			offset += names.size();
			names = names(offset, PAGE);
		}
		return null;
	}

	private List<String> names(int offset, int limit) {
		if (offset < 0 || limit < 0) {
			throw new IllegalArgumentException("offset and limit must be at least 0, not " + offset + ", " + limit);
		}
		try {
			return this.store.names(offset, limit);
		}
		catch (IOException ex) {
			throw failed("read", ex);
		}
	}

	private UncheckedIOException failed(String what, IOException cause) {
		return new UncheckedIOException(
				"%s could not be %s: check that it is there and may be used.".formatted(this.store, what), cause);
	}

	@Override
	public String toString() {
		return "NanoBananaPictureArchive[" + this.store + "]";
	}

}
