package io.github.nanobanana.spring.ai.image;

import java.nio.ByteBuffer;

/**
 * Takes a picture's bytes as they arrive, up to a cap, and turns into a {@link Picture}.
 * For use by one thread at a time.
 */
public interface PictureTarget {

	/**
	 * Appends bytes.
	 * @param src the array to copy from
	 * @param offset the first byte
	 * @param length how many
	 * @throws PictureTooLargeException if they do not fit under the cap; nothing of them
	 * is kept then
	 */
	void write(byte[] src, int offset, int length);

	/**
	 * Appends the remaining bytes of a buffer.
	 * @param src the buffer, which is read to its limit
	 * @throws PictureTooLargeException if they do not fit under the cap; nothing of them
	 * is kept then
	 */
	void write(ByteBuffer src);

	/**
	 * An array to decode the next bytes into, for {@link #fill}. So they need not be
	 * copied once more where the target keeps arrays.
	 * @param length how many bytes there will be at most
	 * @return an array of that length
	 */
	default byte[] reserve(int length) {
		return new byte[length];
	}

	/**
	 * Appends bytes, and may take over their array.
	 * @param array an array from {@link #reserve}, not to be touched any more
	 * @param length how many bytes of it count, from the first
	 * @throws PictureTooLargeException if they do not fit under the cap; nothing of them
	 * is kept then
	 */
	default void fill(byte[] array, int length) {
		write(array, 0, length);
	}

	/**
	 * Returns the number of bytes so far.
	 * @return the size, at most the cap
	 */
	long size();

	/**
	 * Hands the bytes over as a picture, after which the target takes no more.
	 * @return the picture, of whatever format the bytes are
	 */
	Picture toPicture();

}
