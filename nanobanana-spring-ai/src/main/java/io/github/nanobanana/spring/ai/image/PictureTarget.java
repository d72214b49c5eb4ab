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
