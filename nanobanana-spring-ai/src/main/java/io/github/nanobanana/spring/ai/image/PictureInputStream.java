package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Reads a picture from its start. Whole reads allocate once, at the exact size.
 */
final class PictureInputStream extends InputStream {

	private final PictureBytes bytes;

	private long position;

	PictureInputStream(PictureBytes bytes) {
		this.bytes = bytes;
	}

	@Override
	public int read() {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		int count = this.bytes.read(this.position, target, offset, length);
		this.position += Math.max(0, count);
		return count;
	}

	@Override
	public byte[] readAllBytes() {
		byte[] rest = this.bytes.copy(this.position, Math.toIntExact(remaining()));
		this.position += rest.length;
		return rest;
	}

	@Override
	public long transferTo(OutputStream out) throws IOException {
		long count = remaining();
		this.bytes.writeTo(out, this.position);
		this.position += count;
		return count;
	}

	@Override
	public long skip(long count) {
		long skipped = Math.max(0, Math.min(count, remaining()));
		this.position += skipped;
		return skipped;
	}

	@Override
	public int available() {
		return (int) Math.min(Integer.MAX_VALUE, remaining());
	}

	private long remaining() {
		return this.bytes.size() - this.position;
	}

}
