package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * Properties of the relays behind the image model. With a base URL, the properties of an
 * endpoint describe the endpoint named
 * {@value NanoBananaImageModelBuilder#DEFAULT_ENDPOINT}; further endpoints have names of
 * their own. The key and the way to the network (timeouts, SSL bundle, proxy) are handed
 * down to endpoints that say nothing of them, and nothing else is.
 */
@ConfigurationProperties(NanoBananaProperties.CONFIG_PREFIX)
public final class NanoBananaProperties extends NanoBananaEndpointProperties {

	/** The prefix of these properties. */
	public static final String CONFIG_PREFIX = "spring.ai.nanobanana";

	/**
	 * Relay endpoints by name. An endpoint without a key of its own uses
	 * 'spring.ai.nanobanana.api-key', and one without timeouts, SSL bundle or proxy uses
	 * those next to it; nothing else is handed down.
	 */
	private Map<String, NanoBananaEndpointProperties> endpoints = new LinkedHashMap<>();

	/**
	 * Largest answer that is read from a relay. The largest picture is three quarters of
	 * it.
	 */
	private @Nullable DataSize maxResponseSize;

	/**
	 * Calls that wait in line at most while every endpoint that is well is busy. Further
	 * ones are refused at once.
	 */
	private @Nullable Integer maxWaitingCalls;

	/**
	 * Longest time that a call waits in line, at most one hour. A number without a unit
	 * means seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration maxWait;

	/**
	 * Time between two probes of an endpoint, from one second to one day, or 0 for no
	 * probes. A probe never makes a picture. A number without a unit means seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration probeInterval;

	/**
	 * Time allowed for a probe, at most one minute. A number without a unit means
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration probeTimeout;

	/**
	 * Time that closing the application waits for calls under way, which are paid for, at
	 * most one hour. A number without a unit means seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration shutdownTimeout;

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

	public @Nullable Integer getMaxWaitingCalls() {
		return this.maxWaitingCalls;
	}

	public void setMaxWaitingCalls(@Nullable Integer maxWaitingCalls) {
		this.maxWaitingCalls = maxWaitingCalls;
	}

	public @Nullable Duration getMaxWait() {
		return this.maxWait;
	}

	public void setMaxWait(@Nullable Duration maxWait) {
		this.maxWait = maxWait;
	}

	public @Nullable Duration getProbeInterval() {
		return this.probeInterval;
	}

	public void setProbeInterval(@Nullable Duration probeInterval) {
		this.probeInterval = probeInterval;
	}

	public @Nullable Duration getProbeTimeout() {
		return this.probeTimeout;
	}

	public void setProbeTimeout(@Nullable Duration probeTimeout) {
		this.probeTimeout = probeTimeout;
	}

	public @Nullable Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(@Nullable Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
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
		return "%s, endpoints=%s, maxResponseSize=%s, maxHeaderSize=%s, maxWaitingCalls=%s, maxWait=%s, probeInterval=%s, probeTimeout=%s, shutdownTimeout=%s"
			.formatted(super.toString(), this.endpoints, this.maxResponseSize, this.maxHeaderSize, this.maxWaitingCalls,
					this.maxWait, this.probeInterval, this.probeTimeout, this.shutdownTimeout);
	}

}
