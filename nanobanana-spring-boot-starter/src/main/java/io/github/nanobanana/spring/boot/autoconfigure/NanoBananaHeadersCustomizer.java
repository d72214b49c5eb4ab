package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Map;

/**
 * A bean that sets headers of each request to the endpoints that the configuration
 * describes, probes included, such as a token of a gateway that changes. Several are
 * asked in their order. Where one fails, nothing is sent and another endpoint is asked.
 */
@FunctionalInterface
public interface NanoBananaHeadersCustomizer {

	/**
	 * Sets headers for one request. It may block; the time of the call goes on.
	 * @param endpoint the name of the endpoint
	 * @param headers takes names and values; they outweigh those of the configuration
	 */
	void customize(String endpoint, Map<String, String> headers);

}
