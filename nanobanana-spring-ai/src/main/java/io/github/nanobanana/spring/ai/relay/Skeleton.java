package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is left of a document once the pictures are taken out.
 */
final class Skeleton {

	private final int max;

	private byte[] bytes = new byte[1024];

	private int size;

	Skeleton(int max) {
		this.max = max;
	}

	void append(byte next) {
		if (this.size == this.bytes.length) {
			if (this.size >= this.max) {
				throw new AnswerTooLargeException(this.max);
			}
			this.bytes = Arrays.copyOf(this.bytes, Math.min(this.max, this.size * 2));
		}
		this.bytes[this.size++] = next;
	}

	void append(String text) {
		for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
			append(next);
		}
	}

	boolean endsWith(byte[] tail) {
		return this.size >= tail.length
				&& Arrays.equals(this.bytes, this.size - tail.length, this.size, tail, 0, tail.length);
	}

	byte[] cutFrom(int start) {
		byte[] cut = Arrays.copyOfRange(this.bytes, start, this.size);
		this.size = start;
		return cut;
	}

	int size() {
		return this.size;
	}

	byte[] bytes() {
		return this.bytes;
	}

}
