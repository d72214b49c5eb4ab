package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The content of a picture, immutable and readable at any position.
 */
interface PictureBytes {

	/** The size of a piece when bytes are passed on. */
	int PIECE = 16 * 1024;

	/** The number of bytes. */
	long size();

	/**
	 * Reads from a position.
	 * @return the number of bytes read, at least 1 unless {@code length} is 0; -1 at the
	 * end
	 * @throws PictureException if the bytes are there no more
	 */
	int read(long position, byte[] target, int offset, int length);

	/**
	 * Copies up to that many bytes from a position.
	 * @return the bytes, fewer than asked for at the end of the content
	 */
	default byte[] copy(long position, int length) {
		byte[] copy = new byte[(int) Math.max(0, Math.min(length, size() - Math.max(0, position)))];
		int filled = 0;
		while (filled < copy.length) {
			int count = read(position + filled, copy, filled, copy.length - filled);
			if (count < 0) {
				return new byte[0];
			}
			filled += count;
		}
		return copy;
	}

	/**
	 * Writes everything from a position on.
	 * @throws IOException if {@code out} does not take it
	 */
	default void writeTo(OutputStream out, long position) throws IOException {
		byte[] piece = new byte[PIECE];
		long at = position;
		int count = read(at, piece, 0, piece.length);
		while (count > 0) {
			out.write(piece, 0, count);
			at += count;
			count = read(at, piece, 0, piece.length);
		}
	}

	/** Opens a stream at the first byte. */
	default InputStream openStream() {
		return new PictureInputStream(this);
	}

}
