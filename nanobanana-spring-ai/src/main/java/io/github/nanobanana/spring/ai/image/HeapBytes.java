package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The content of a picture as a row of heap arrays, exactly as they were filled.
 */
final class HeapBytes implements PictureBytes {

	private final byte[][] chunks;

	/** Position of each chunk's first byte; the last entry is the size. */
	private final long[] starts;

	/**
	 * Takes over the chunks.
	 * @param chunks arrays that nobody else writes to any more, all full except the last
	 * @param size the number of bytes that count
	 */
	HeapBytes(List<byte[]> chunks, long size) {
		this.chunks = chunks.toArray(byte[][]::new);
		this.starts = new long[this.chunks.length + 1];
		for (int i = 0; i < this.chunks.length; i++) {
			this.starts[i + 1] = this.starts[i] + this.chunks[i].length;
		}
		this.starts[this.chunks.length] = size;
	}

	@Override
	public long size() {
		return this.starts[this.chunks.length];
	}

	@Override
	public int read(long position, byte[] target, int offset, int length) {
		if (position < 0 || position >= size()) {
			return -1;
		}
		int found = Arrays.binarySearch(this.starts, position);
		int index = (found >= 0) ? found : -found - 2;
		int count = (int) Math.min(length, this.starts[index + 1] - position);
		System.arraycopy(this.chunks[index], (int) (position - this.starts[index]), target, offset, count);
		return count;
	}

	@Override
	public void writeTo(OutputStream out, long position) throws IOException {
		for (int i = 0; i < this.chunks.length; i++) {
			long from = Math.max(position, this.starts[i]);
			if (from < this.starts[i + 1]) {
				out.write(this.chunks[i], (int) (from - this.starts[i]), (int) (this.starts[i + 1] - from));
			}
		}
	}

}
