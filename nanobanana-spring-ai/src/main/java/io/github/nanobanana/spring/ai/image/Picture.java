package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * A received picture: its encoded bytes, in memory or where a store keeps them, and what
 * their header says about them. Immutable and safe to share; the pixels are never
 * decoded. The bytes of a stored picture are read from the store each time they are asked
 * for, and a {@link PictureException} tells if they are there no more.
 */
public final class Picture {

	private final PictureBytes bytes;

	private final PictureFormat format;

	private final @Nullable PixelSize pixels;

	Picture(PictureBytes bytes) {
		this.bytes = bytes;
		byte[] head = bytes.copy(0, PictureFormat.HEAD_LENGTH);
		this.format = PictureFormat.sniff(head, head.length);
		this.pixels = PictureHeader.pixels(this.format, bytes);
	}

	private Picture(PictureBytes bytes, PictureFormat format, @Nullable PixelSize pixels) {
		this.bytes = bytes;
		this.format = format;
		this.pixels = pixels;
	}

	/** The same picture where its bytes now lie, without looking at it again. */
	Picture movedTo(PictureBytes place) {
		return new Picture(place, this.format, this.pixels);
	}

	/**
	 * Makes a picture of bytes at hand.
	 * @param bytes the encoded picture, which is copied
	 * @return the picture
	 */
	public static Picture of(byte[] bytes) {
		return new Picture(new HeapBytes(List.of(bytes.clone()), bytes.length));
	}

	/**
	 * A picture behind any of Spring's resources, such as a stored one. Only its head is
	 * read now.
	 * @param resource the encoded picture, expected to stay as it is
	 * @return the picture
	 * @throws IOException if its length is not known
	 * @throws PictureException if it cannot be read
	 */
	public static Picture of(Resource resource) throws IOException {
		return new Picture(new ResourceBytes(resource, resource.contentLength()));
	}

	/**
	 * Returns the format that the first bytes show.
	 * @return the format, {@link PictureFormat#UNKNOWN} if the bytes are no known picture
	 */
	public PictureFormat format() {
		return this.format;
	}

	/**
	 * Returns the size that the picture's header states.
	 * @return the size, or null if the header is missing, damaged or of an unknown format
	 */
	public @Nullable PixelSize pixels() {
		return this.pixels;
	}

	/**
	 * Returns the number of encoded bytes.
	 * @return the length, at least 0
	 */
	public long size() {
		return this.bytes.size();
	}

	/**
	 * Opens a new stream at the first byte. It reads the picture in place.
	 * @return the stream
	 */
	public InputStream openStream() {
		return this.bytes.openStream();
	}

	PictureBytes bytes() {
		return this.bytes;
	}

	/**
	 * Copies the encoded bytes.
	 * @return a new array of exactly {@link #size()} bytes
	 */
	public byte[] toByteArray() {
		return this.bytes.copy(0, Math.toIntExact(size()));
	}

	/**
	 * Encodes the picture as standard base64 with padding and without line breaks. The
	 * text is made anew at each call and is a third larger than the picture.
	 * @return the text
	 */
	public String toBase64() {
		long length = (size() + 2) / 3 * 4;
		ExactOutput text = new ExactOutput(Math.toIntExact(length));
		try (OutputStream encoder = Base64.getEncoder().wrap(text)) {
			writeTo(encoder);
		}
		catch (IOException ex) {
			throw new PictureException("The picture could not be encoded as base64: use its bytes instead.", ex);
		}
		return new String(text.array, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Writes the encoded bytes, without a copy in between.
	 * @param out where to; neither flushed nor closed
	 * @throws IOException if {@code out} does not take them
	 */
	public void writeTo(OutputStream out) throws IOException {
		this.bytes.writeTo(out, 0);
	}

	/**
	 * Describes the picture without its payload.
	 * @return for example {@code Picture[PNG, 1376x768, 2097152 bytes]}
	 */
	@Override
	public String toString() {
		return "Picture[" + this.format + ((this.pixels != null) ? ", " + this.pixels : "") + ", " + size() + " bytes]";
	}

	/** Fills one array of known length, where a growing one would double and copy. */
	private static final class ExactOutput extends OutputStream {

		private final byte[] array;

		private int filled;

		private ExactOutput(int length) {
			this.array = new byte[length];
		}

		@Override
		public void write(int value) {
			this.array[this.filled++] = (byte) value;
		}

		@Override
		public void write(byte[] source, int offset, int length) {
			System.arraycopy(source, offset, this.array, this.filled, length);
			this.filled += length;
		}

	}

}
