package io.github.nanobanana.samples.benchmarks;

import java.net.URI;

/**
 * This project's client with a picture store. The store is not there yet: until it is,
 * the report leaves these figures open.
 */
final class StoreClient {

	private StoreClient() {
	}

	/** Whether there is a store to measure. */
	static boolean isThere() {
		return false;
	}

	static PictureClient open(URI base) {
		throw new UnsupportedOperationException("There is no store yet for " + base);
	}

}
