package io.github.nanobanana.spring.ai.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A picture to be sent: its format by content, its length, and a way to read its bytes as
 * often as needed, from a file without ever holding the whole of it. Immutable; the bytes
 * behind it are expected to stay as they are.
 */
public final class PictureContent {

	private final PictureFormat format;

	private final long length;

	private final Opener opener;

	private volatile @Nullable String sha256;

	private PictureContent(PictureFormat format, long length, Opener opener) {
		this.format = format;
		this.length = length;
		this.opener = opener;
	}

	/**
	 * A picture in memory.
	 * @param bytes the encoded picture, not to be changed afterwards
	 * @return the content
	 */
	public static PictureContent of(byte[] bytes) {
		return new PictureContent(PictureFormat.sniff(bytes, bytes.length), bytes.length,
				() -> new ByteArrayInputStream(bytes));
	}

	/**
	 * A picture that was received before.
	 * @param picture the picture
	 * @return the content
	 */
	public static PictureContent of(Picture picture) {
		return new PictureContent(picture.format(), picture.size(), () -> {
			try {
				return picture.openStream();
			}
			catch (PictureException ex) {
				throw new IOException(ex.getMessage(), ex);
			}
		});
	}

	/**
	 * A picture in a file.
	 * @param file the file
	 * @return the content
	 * @throws IOException if the file cannot be read
	 */
	public static PictureContent of(Path file) throws IOException {
		return of(Files.size(file), () -> Files.newInputStream(file));
	}

	/**
	 * A picture that can be read anywhere.
	 * @param length its length in bytes
	 * @param opener opens it from the start, every time it is asked
	 * @return the content
	 * @throws IOException if its first bytes cannot be read
	 */
	public static PictureContent of(long length, Opener opener) throws IOException {
		try (InputStream stream = opener.open()) {
			byte[] head = stream.readNBytes(PictureFormat.HEAD_LENGTH);
			return new PictureContent(PictureFormat.sniff(head, head.length), length, opener);
		}
	}

	/**
	 * The format that the first bytes show.
	 * @return the format, {@link PictureFormat#UNKNOWN} if they are no known picture
	 */
	public PictureFormat format() {
		return this.format;
	}

	/**
	 * The length.
	 * @return the number of bytes
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Opens the picture from the start.
	 * @return a stream for the caller to close
	 * @throws IOException if it cannot be read
	 */
	public InputStream open() throws IOException {
		return this.opener.open();
	}

	/**
	 * The SHA-256 of the bytes, which are read for it the first time.
	 * @return the digest in lower-case hexadecimal
	 * @throws IOException if they cannot be read
	 */
	public String sha256() throws IOException {
		String known = this.sha256;
		if (known == null) {
			try (InputStream stream = open()) {
				known = Sha256.of(stream);
			}
			this.sha256 = known;
		}
		return known;
	}

	@Override
	public String toString() {
		return "PictureContent[" + this.format + ", " + this.length + " bytes]";
	}

	/**
	 * Opens a picture from the start.
	 */
	@FunctionalInterface
	public interface Opener {

		/**
		 * Opens the picture.
		 * @return a stream for the caller to close
		 * @throws IOException if it cannot be read
		 */
		InputStream open() throws IOException;

	}

}
