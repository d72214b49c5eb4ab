package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Decoded bytes in the hands of the user, to be read as often as wanted.
 */
interface Received {

	static Received of(byte[] bytes) {
		return new Bytes(bytes);
	}

	long size();

	void writeTo(OutputStream out) throws IOException;

	/** The bytes in one array. */
	record Bytes(byte[] bytes) implements Received {

		@Override
		public long size() {
			return this.bytes.length;
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			out.write(this.bytes);
		}

	}

}
