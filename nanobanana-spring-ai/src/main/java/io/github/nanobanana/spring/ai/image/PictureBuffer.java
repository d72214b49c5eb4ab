package io.github.nanobanana.spring.ai.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Takes a picture's bytes into the heap as they arrive and turns into a {@link Picture}.
 * It grows by adding arrays, never by copying what it has, and refuses to grow beyond its
 * cap. For use by one thread at a time.
 */
public final class PictureBuffer implements PictureTarget {

	private static final int SMALLEST_CHUNK = 16 * 1024;

	/** Below half a region of the smallest G1 heaps, so that no chunk is humongous. */
	private static final int LARGEST_CHUNK = 256 * 1024;

	private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

	/** An array that is emptier than one part in this is trimmed at the end. */
	private static final int WORTH_TRIMMING = 8;

	private final long maxBytes;

	private final long expectedBytes;

	private final List<byte[]> chunks = new ArrayList<>();

	private byte[] last = new byte[0];

	private int used;

	private long size;

	private boolean taken;

	/**
	 * Creates a buffer for a picture of unknown size.
	 * @param maxBytes the cap, at least 1
	 */
	public PictureBuffer(long maxBytes) {
		this(maxBytes, 0);
	}

	/**
	 * Creates a buffer for a picture of about a known size. If the size turns out to be
	 * exact, one array is allocated and nothing is copied.
	 * @param maxBytes the cap, at least 1
	 * @param expectedBytes the size to allocate at the first write, no more than the cap;
	 * 0 or less if unknown
	 */
	public PictureBuffer(long maxBytes, long expectedBytes) {
		if (maxBytes < 1) {
			throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
		}
		this.maxBytes = maxBytes;
		this.expectedBytes = expectedBytes;
	}

	@Override
	public void write(byte[] src, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, src.length);
		write(ByteBuffer.wrap(src, offset, length));
	}

	@Override
	public void write(ByteBuffer src) {
		requireOpen();
		if (src.remaining() > this.maxBytes - this.size) {
			throw PictureTooLargeException.bytes(this.maxBytes);
		}
		while (src.hasRemaining()) {
			if (this.used == this.last.length) {
				addChunk();
			}
			int count = Math.min(src.remaining(), this.last.length - this.used);
			src.get(this.last, this.used, count);
			this.used += count;
			this.size += count;
		}
	}

	@Override
	public void fill(byte[] array, int length) {
		requireOpen();
		if (length > this.maxBytes - this.size) {
			throw PictureTooLargeException.bytes(this.maxBytes);
		}
		if (length == 0) {
			return;
		}
		if (this.used < this.last.length) {
			this.chunks.set(this.chunks.size() - 1, Arrays.copyOf(this.last, this.used));
		}
		this.last = (length < array.length) ? Arrays.copyOf(array, length) : array;
		this.chunks.add(this.last);
		this.used = length;
		this.size += length;
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public Picture toPicture() {
		requireOpen();
		this.taken = true;
		int spare = this.last.length - this.used;
		if (spare > this.size / WORTH_TRIMMING) {
			this.chunks.set(this.chunks.size() - 1, Arrays.copyOf(this.last, this.used));
		}
		Picture picture = new Picture(new HeapBytes(this.chunks, this.size));
		this.chunks.clear();
		this.last = new byte[0];
		return picture;
	}

	private void addChunk() {
		long wanted = this.chunks.isEmpty() ? this.expectedBytes : 0;
		if (wanted <= 0) {
			// A sixteenth more each time keeps the unused end small at any size
			wanted = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, this.size / 16));
		}
		this.last = new byte[(int) Math.min(wanted, Math.min(LARGEST_ARRAY, this.maxBytes - this.size))];
		this.chunks.add(this.last);
		this.used = 0;
	}

	private void requireOpen() {
		if (this.taken) {
			throw new IllegalStateException("The picture was already taken from this buffer");
		}
	}

	@Override
	public String toString() {
		return "PictureBuffer[" + this.size + " of at most " + this.maxBytes + " bytes]";
	}

}
