package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.ApiKey;

/**
 * A bean that gives the keys of the endpoints that the configuration describes, so that
 * keys may come from a vault and change while the application runs. A type of its own,
 * since a bean of type {@link ApiKey} may be the key of any provider.
 */
@FunctionalInterface
public interface NanoBananaApiKeySource {

	/**
	 * The key of an endpoint. It is asked for when the endpoint is first described, at
	 * the start or by a refresh, and kept from then on; the value behind it is asked for
	 * at every call, on a thread that may block.
	 * @param endpoint the name of the endpoint, {@code default} for that of the base URL
	 * @return the key, or {@code null} to use that of the configuration
	 */
	@Nullable ApiKey apiKey(String endpoint);

}
