package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationUnit;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;

/**
 * Properties of one relay endpoint. What is not set is left to the defaults of
 * {@link NanoBananaEndpoint.Builder}. The text form never shows a key or a header.
 */
public class NanoBananaEndpointProperties {

	/**
	 * Address of the relay's API, with or without '/v1'. No relay is assumed.
	 */
	private @Nullable String baseUrl;

	/**
	 * Key from the relay's console.
	 */
	private @Nullable String apiKey;

	/**
	 * Rank among the endpoints: a higher number is used only when every lower one is
	 * resting or was tried.
	 */
	private @Nullable Integer tier;

	/**
	 * Share of calls among the endpoints of one tier.
	 */
	private @Nullable Integer weight;

	/**
	 * What the relay promises about calls that end in an error answer. Only 'free' allows
	 * such a call to be repeated elsewhere after work began.
	 */
	private @Nullable FailedCalls failedCalls;

	/**
	 * Headers to send with every call, by name.
	 */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Time allowed for a connection, at most five minutes. A number without a unit means
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration connectTimeout;

	/**
	 * Calls sent to the endpoint at once; more wait in line.
	 */
	private @Nullable Integer maxConcurrentCalls;

	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public @Nullable Integer getTier() {
		return this.tier;
	}

	public void setTier(@Nullable Integer tier) {
		this.tier = tier;
	}

	public @Nullable Integer getWeight() {
		return this.weight;
	}

	public void setWeight(@Nullable Integer weight) {
		this.weight = weight;
	}

	public @Nullable FailedCalls getFailedCalls() {
		return this.failedCalls;
	}

	public void setFailedCalls(@Nullable FailedCalls failedCalls) {
		this.failedCalls = failedCalls;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public void setHeaders(Map<String, String> headers) {
		this.headers = headers;
	}

	public @Nullable Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(@Nullable Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public @Nullable Integer getMaxConcurrentCalls() {
		return this.maxConcurrentCalls;
	}

	public void setMaxConcurrentCalls(@Nullable Integer maxConcurrentCalls) {
		this.maxConcurrentCalls = maxConcurrentCalls;
	}

	@Override
	public String toString() {
		return "%s[baseUrl=%s, apiKey=%s, tier=%s, weight=%s, failedCalls=%s, headers=%s, connectTimeout=%s, maxConcurrentCalls=%s]"
			.formatted(getClass().getSimpleName(), Shown.address(this.baseUrl), Shown.secret(this.apiKey), this.tier,
					this.weight, this.failedCalls, this.headers.keySet(), this.connectTimeout, this.maxConcurrentCalls);
	}

}
