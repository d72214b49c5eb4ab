package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * Properties of the relays behind the image model. With a base URL, the properties of an
 * endpoint describe the endpoint named
 * {@value NanoBananaImageModelBuilder#DEFAULT_ENDPOINT}; further endpoints have names of
 * their own. Only the key is handed down: an endpoint without one uses
 * {@code spring.ai.nanobanana.api-key}.
 */
@ConfigurationProperties(NanoBananaProperties.CONFIG_PREFIX)
public final class NanoBananaProperties extends NanoBananaEndpointProperties {

	/** The prefix of these properties. */
	public static final String CONFIG_PREFIX = "spring.ai.nanobanana";

	/**
	 * Relay endpoints by name. An endpoint without a key of its own uses
	 * 'spring.ai.nanobanana.api-key'; nothing else is handed down.
	 */
	private Map<String, NanoBananaEndpointProperties> endpoints = new LinkedHashMap<>();

	/**
	 * Largest answer that is read from a relay. The largest picture is three quarters of
	 * it.
	 */
	private @Nullable DataSize maxResponseSize;

	/**
	 * Largest head of an answer that is read, from a relay or from the host of a picture.
	 */
	private @Nullable DataSize maxHeaderSize;

	public Map<String, NanoBananaEndpointProperties> getEndpoints() {
		return this.endpoints;
	}

	public void setEndpoints(Map<String, NanoBananaEndpointProperties> endpoints) {
		this.endpoints = endpoints;
	}

	public @Nullable DataSize getMaxResponseSize() {
		return this.maxResponseSize;
	}

	public void setMaxResponseSize(@Nullable DataSize maxResponseSize) {
		this.maxResponseSize = maxResponseSize;
	}

	public @Nullable DataSize getMaxHeaderSize() {
		return this.maxHeaderSize;
	}

	public void setMaxHeaderSize(@Nullable DataSize maxHeaderSize) {
		this.maxHeaderSize = maxHeaderSize;
	}

	/**
	 * The key of an endpoint that has none of its own, or has an empty one.
	 */
	@Nullable String keyFor(NanoBananaEndpointProperties endpoint) {
		return Shown.isSet(endpoint.getApiKey()) ? endpoint.getApiKey() : getApiKey();
	}

	@Override
	public String toString() {
		return "%s, endpoints=%s, maxResponseSize=%s, maxHeaderSize=%s".formatted(super.toString(), this.endpoints,
				this.maxResponseSize, this.maxHeaderSize);
	}

}
