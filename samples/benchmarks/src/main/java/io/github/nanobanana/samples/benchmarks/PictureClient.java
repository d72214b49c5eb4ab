package io.github.nanobanana.samples.benchmarks;

import java.net.URI;

/**
 * A way to ask for a picture. Safe for use by many threads.
 */
interface PictureClient extends AutoCloseable {

	/** What every client asks for. */
	String PROMPT = "a lighthouse in a storm";

	String MODEL = "nano-banana-2";

	String KEY = "sk-benchmark";

	/**
	 * Asks an address that answers with base64.
	 * @return the decoded bytes
	 */
	Received picture() throws Exception;

	/**
	 * Asks an address that answers with a URL.
	 * @return the URL
	 */
	String link() throws Exception;

	@Override
	default void close() {
	}

	/** Opens a client for the address in front of {@code /v1/images/generations}. */
	interface Factory {

		PictureClient open(URI base);

	}

}
