package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
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
	 * Name of the account behind the key. Endpoints that are lines of one account share
	 * what is learnt about key and quota; without a name, each has an account of its own.
	 */
	private @Nullable String account;

	/**
	 * Rank among the endpoints: a higher number is used only when every lower one is
	 * resting, full or was tried.
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
	 * How long a connection may be idle after a call that went well and still carry
	 * another, from 10 milliseconds to one minute, where the relay says that it keeps
	 * connections; 0 for a new connection at each call. A number without a unit means
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration keepAlive;

	/**
	 * Longest silence of the relay while an answer is waited for, at most one hour, in
	 * addition to the timeout of the request. A call that ends by it may have been
	 * charged. A number without a unit means seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration readTimeout;

	@NestedConfigurationProperty
	private final NanoBananaSslProperties ssl = new NanoBananaSslProperties();

	@NestedConfigurationProperty
	private final NanoBananaProxyProperties proxy = new NanoBananaProxyProperties();

	/**
	 * Calls sent to the endpoint at once; more wait in line.
	 */
	private @Nullable Integer maxConcurrentCalls;

	/**
	 * Path of the relay that probes ask for, which must cost nothing, or 'none' for an
	 * endpoint that is not probed. Without a path, the dialect's list of models.
	 */
	private @Nullable String probePath;

	/**
	 * Header in which the relay takes a key that makes a repeated call the same call,
	 * such as 'Idempotency-Key'. Without a name, none is sent.
	 */
	private @Nullable String idempotencyHeader;

	/**
	 * Whether calls carry what names the trace to the relay, such as 'traceparent', with
	 * the baggage that the application sends along.
	 */
	private @Nullable Boolean tracePropagation;

	/**
	 * Wire dialect that the relay speaks.
	 */
	private @Nullable Dialect dialect;

	@NestedConfigurationProperty
	private final DialectSettingsProperties dialectSettings = new DialectSettingsProperties();

	/**
	 * Names by which the relay knows models, by the names that prompts ask for. A name
	 * with other than letters, digits and hyphens is written in brackets.
	 */
	private Map<String, String> models = new LinkedHashMap<>();

	/**
	 * Families of models that the relay means, by its names for models. Ratios, tiers and
	 * pixels follow from the family.
	 */
	private Map<String, String> families = new LinkedHashMap<>();

	/**
	 * Prices of a picture for its metadata, by the relay's name for the model, or by name
	 * and tier such as '[nano-banana-2/4K]', in the currency of the account.
	 */
	private Map<String, Number> prices = new LinkedHashMap<>();

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

	public @Nullable String getAccount() {
		return this.account;
	}

	public void setAccount(@Nullable String account) {
		this.account = account;
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

	public @Nullable Duration getKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(@Nullable Duration keepAlive) {
		this.keepAlive = keepAlive;
	}

	public @Nullable Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(@Nullable Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	public NanoBananaSslProperties getSsl() {
		return this.ssl;
	}

	public NanoBananaProxyProperties getProxy() {
		return this.proxy;
	}

	public @Nullable Integer getMaxConcurrentCalls() {
		return this.maxConcurrentCalls;
	}

	public void setMaxConcurrentCalls(@Nullable Integer maxConcurrentCalls) {
		this.maxConcurrentCalls = maxConcurrentCalls;
	}

	public @Nullable String getProbePath() {
		return this.probePath;
	}

	public void setProbePath(@Nullable String probePath) {
		this.probePath = probePath;
	}

	public @Nullable String getIdempotencyHeader() {
		return this.idempotencyHeader;
	}

	public void setIdempotencyHeader(@Nullable String idempotencyHeader) {
		this.idempotencyHeader = idempotencyHeader;
	}

	public @Nullable Boolean getTracePropagation() {
		return this.tracePropagation;
	}

	public void setTracePropagation(@Nullable Boolean tracePropagation) {
		this.tracePropagation = tracePropagation;
	}

	public @Nullable Dialect getDialect() {
		return this.dialect;
	}

	public void setDialect(@Nullable Dialect dialect) {
		this.dialect = dialect;
	}

	public DialectSettingsProperties getDialectSettings() {
		return this.dialectSettings;
	}

	public Map<String, String> getModels() {
		return this.models;
	}

	public void setModels(Map<String, String> models) {
		this.models = models;
	}

	public Map<String, String> getFamilies() {
		return this.families;
	}

	public void setFamilies(Map<String, String> families) {
		this.families = families;
	}

	public Map<String, Number> getPrices() {
		return this.prices;
	}

	public void setPrices(Map<String, Number> prices) {
		this.prices = prices;
	}

	@Override
	public String toString() {
		return "%s[baseUrl=%s, apiKey=%s, account=%s, tier=%s, weight=%s, failedCalls=%s, headers=%s, connectTimeout=%s, keepAlive=%s, readTimeout=%s, ssl=%s, proxy=%s, maxConcurrentCalls=%s, probePath=%s, idempotencyHeader=%s, tracePropagation=%s, dialect=%s, dialectSettings=%s, models=%s, families=%s, prices=%s]"
			.formatted(getClass().getSimpleName(), Shown.address(this.baseUrl), Shown.secret(this.apiKey), this.account,
					this.tier, this.weight, this.failedCalls, this.headers.keySet(), this.connectTimeout,
					this.keepAlive, this.readTimeout, this.ssl, this.proxy, this.maxConcurrentCalls, this.probePath,
					this.idempotencyHeader, this.tracePropagation, this.dialect, this.dialectSettings, this.models,
					this.families, this.prices);
	}

}
