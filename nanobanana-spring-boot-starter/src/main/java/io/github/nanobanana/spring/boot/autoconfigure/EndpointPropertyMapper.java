package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.ApiKey;
import org.springframework.boot.context.properties.PropertyMapper;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.relay.BaseUrl;
import io.github.nanobanana.spring.ai.relay.InvalidApiKeyException;

/**
 * Makes endpoints of the properties and notes what is missing or wrong.
 */
final class EndpointPropertyMapper {

	private static final String ROOT = NanoBananaProperties.CONFIG_PREFIX;

	private static final String NOT_PROBED = "none";

	private static final int MOST_CALLS = 10_000;

	private final NanoBananaProperties properties;

	private final TransportPropertyMapper transports;

	private final EndpointBeans beans;

	private final ConfigurationProblems problems;

	/**
	 * Looks at the endpoints.
	 * @param properties the properties
	 * @param transports makes the way to each endpoint
	 * @param beans the application's beans that have a say
	 * @param problems takes what is missing or wrong
	 */
	EndpointPropertyMapper(NanoBananaProperties properties, TransportPropertyMapper transports, EndpointBeans beans,
			ConfigurationProblems problems) {
		this.properties = properties;
		this.transports = transports;
		this.beans = beans;
		this.problems = problems;
	}

	/**
	 * Returns the endpoints in the order of preference: the one of the base URL, then
	 * those with names.
	 * @param othersExist whether there are endpoints that no property describes
	 */
	List<NanoBananaEndpoint> endpoints(boolean othersExist) {
		List<NanoBananaEndpoint> endpoints = new ArrayList<>();
		Map<String, NanoBananaEndpointProperties> named = this.properties.getEndpoints();
		this.transports.check(ROOT, this.properties);
		if (Shown.isSet(this.properties.getBaseUrl())) {
			add(endpoints, NanoBananaImageModelBuilder.DEFAULT_ENDPOINT, ROOT, this.properties);
			refuseSecondDefault(named);
		}
		else if (named.isEmpty() && !othersExist) {
			this.problems.add(ConfigurationProblem.missing(ROOT, Allowed.BASE_URL));
			checkKey(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT, ROOT, this.properties);
		}
		else {
			refuseWithoutAddress();
		}
		named.forEach((name, endpoint) -> add(endpoints, name, ROOT + ".endpoints." + name, endpoint));
		return endpoints;
	}

	private void refuseSecondDefault(Map<String, NanoBananaEndpointProperties> named) {
		if (named.containsKey(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT)) {
			this.problems
				.add(new ConfigurationProblem(ROOT + ".endpoints." + NanoBananaImageModelBuilder.DEFAULT_ENDPOINT,
						Shown.value(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT),
						"the endpoint of " + Allowed.BASE_URL.under(ROOT) + " has this name", "another name"));
		}
	}

	/** What describes an endpoint that is not there would be dropped without a word. */
	private void refuseWithoutAddress() {
		refuseWithoutAddress(Allowed.ACCOUNT, Shown.text(this.properties.getAccount()));
		refuseWithoutAddress(Allowed.PROBE_PATH, Shown.text(this.properties.getProbePath()));
		refuseWithoutAddress(Allowed.IDEMPOTENCY_HEADER, Shown.text(this.properties.getIdempotencyHeader()));
		refuseWithoutAddress(Allowed.TRACE_PROPAGATION, this.properties.getTracePropagation());
		refuseWithoutAddress(Allowed.TIER, this.properties.getTier());
		refuseWithoutAddress(Allowed.WEIGHT, this.properties.getWeight());
		refuseWithoutAddress(Allowed.FAILED_CALLS, this.properties.getFailedCalls());
		refuseWithoutAddress(Allowed.MAX_CONCURRENT_CALLS, this.properties.getMaxConcurrentCalls());
		refuseWithoutAddress(Allowed.DIALECT, this.properties.getDialect());
		refuseWithoutAddress(Allowed.DIALECT_SETTINGS, DialectSetting.shown(this.properties.getDialectSettings()));
		refuseWithoutAddress(Allowed.HEADERS, this.properties.getHeaders().keySet());
		refuseWithoutAddress(Allowed.MODELS, this.properties.getModels().keySet());
		refuseWithoutAddress(Allowed.FAMILIES, this.properties.getFamilies().keySet());
		refuseWithoutAddress(Allowed.PRICES, this.properties.getPrices().keySet());
	}

	private void refuseWithoutAddress(Allowed property, Collection<String> names) {
		refuseWithoutAddress(property, names.isEmpty() ? null : String.join(", ", names));
	}

	private void refuseWithoutAddress(Allowed property, @Nullable Object value) {
		if (value != null) {
			this.problems.add(new ConfigurationProblem(property.under(ROOT), Shown.value(Shown.word(value)),
					"it describes the endpoint of " + Allowed.BASE_URL.under(ROOT) + ", which is not set",
					property.under(ROOT + ".endpoints.<name>") + " for a named endpoint"));
		}
	}

	private void add(List<NanoBananaEndpoint> endpoints, String name, String prefix,
			NanoBananaEndpointProperties endpoint) {
		checkAddress(prefix, endpoint.getBaseUrl());
		checkKey(name, prefix, endpoint);
		this.problems.check(prefix, Allowed.TIER, endpoint.getTier(), (tier) -> tier >= 0);
		this.problems.check(prefix, Allowed.WEIGHT, endpoint.getWeight(), (weight) -> weight >= 1);
		this.transports.check(prefix, endpoint);
		this.problems.check(prefix, Allowed.MAX_CONCURRENT_CALLS, endpoint.getMaxConcurrentCalls(),
				(calls) -> calls >= 1 && calls <= MOST_CALLS);
		checkText(prefix, Allowed.ACCOUNT, endpoint.getAccount(), NanoBananaEndpoint.builder(name)::account);
		checkText(prefix, Allowed.PROBE_PATH, probePath(endpoint), NanoBananaEndpoint.builder(name)::probePath);
		checkText(prefix, Allowed.IDEMPOTENCY_HEADER, endpoint.getIdempotencyHeader(),
				NanoBananaEndpoint.builder(name)::idempotencyHeader);
		endpoint.getHeaders().forEach((header, value) -> checkHeader(name, prefix, header, value));
		DialectPropertyMapper dialect = new DialectPropertyMapper(prefix, endpoint);
		ModelPropertyMapper models = new ModelPropertyMapper(prefix, endpoint);
		dialect.check(this.problems);
		models.check(this.problems);
		if (this.problems.isEmpty()) {
			this.problems.attempt(prefix, "refused", "what the reason asks for",
					() -> endpoints.add(endpoint(name, prefix, endpoint, dialect, models)));
		}
	}

	private void checkAddress(String prefix, @Nullable String address) {
		if (address == null || !Shown.isSet(address)) {
			this.problems.add(ConfigurationProblem.missing(prefix, Allowed.BASE_URL));
			return;
		}
		this.problems.checkPlaceholder(Allowed.BASE_URL.under(prefix), address, Allowed.BASE_URL);
		try {
			BaseUrl.of(address);
		}
		catch (IllegalArgumentException ex) {
			this.problems.add(new ConfigurationProblem(Allowed.BASE_URL.under(prefix), Shown.address(address),
					"it is no web address, or has a user name, a '?' or a '#'", Allowed.BASE_URL.toString()));
		}
	}

	private void checkKey(String name, String prefix, NanoBananaEndpointProperties endpoint) {
		if (this.beans.key(name) != null) {
			return;
		}
		String key = this.properties.keyFor(endpoint);
		if (key == null || !Shown.isSet(key)) {
			this.problems.add(ConfigurationProblem.missing(prefix, Allowed.API_KEY));
			return;
		}
		String owner = Shown.isSet(endpoint.getApiKey()) ? prefix : ROOT;
		this.problems.checkPlaceholder(Allowed.API_KEY.under(owner), key, Allowed.API_KEY);
		this.problems.attempt(Allowed.API_KEY.under(owner), Shown.SECRET, Allowed.API_KEY,
				() -> InvalidApiKeyException.check(key, name));
	}

	private void checkHeader(String endpoint, String prefix, String name, String value) {
		String property = Allowed.HEADERS.under(prefix) + "." + name;
		this.problems.checkPlaceholder(property, value, Allowed.HEADERS);
		this.problems.attempt(property, Shown.SECRET, Allowed.HEADERS,
				() -> NanoBananaEndpoint.builder(endpoint).header(name, value));
	}

	private void checkText(String prefix, Allowed property, @Nullable String text, Consumer<String> setting) {
		if (text != null && Shown.isSet(text)) {
			String name = property.under(prefix);
			this.problems.checkPlaceholder(name, text, property);
			this.problems.attempt(name, Shown.value(text), property, () -> setting.accept(text));
		}
	}

	/** The path to probe, or {@code null} for that of the dialect or for no probes. */
	private static @Nullable String probePath(NanoBananaEndpointProperties endpoint) {
		return isProbed(endpoint) ? Shown.text(endpoint.getProbePath()) : null;
	}

	private static boolean isProbed(NanoBananaEndpointProperties endpoint) {
		return !NOT_PROBED.equalsIgnoreCase(endpoint.getProbePath());
	}

	private NanoBananaEndpoint endpoint(String name, String prefix, NanoBananaEndpointProperties endpoint,
			DialectPropertyMapper dialect, ModelPropertyMapper models) {
		NanoBananaEndpoint.Builder builder = NanoBananaEndpoint.builder(name);
		PropertyMapper map = PropertyMapper.get();
		map.from(endpoint::getBaseUrl).to(builder::baseUrl);
		ApiKey key = this.beans.key(name);
		if (key != null) {
			builder.apiKey(key);
		}
		else {
			map.from(() -> this.properties.keyFor(endpoint)).to((text) -> builder.apiKey(text));
		}
		map.from(endpoint::getTier).to(builder::tier);
		map.from(endpoint::getWeight).to(builder::weight);
		map.from(endpoint::getFailedCalls).to(builder::failedCalls);
		map.from(() -> this.transports.connectTimeout(endpoint)).to(builder::connectTimeout);
		map.from(() -> this.transports.keepAlive(endpoint)).to(builder::keepAlive);
		builder.transport(this.beans.customized(name, this.transports.transport(prefix, endpoint)));
		map.from(() -> this.beans.headers(name)).to(builder::headers);
		map.from(endpoint::getMaxConcurrentCalls).to(builder::maxConcurrentCalls);
		map.from(() -> Shown.text(endpoint.getAccount())).to(builder::account);
		map.from(() -> probePath(endpoint)).to(builder::probePath);
		map.from(() -> Shown.text(endpoint.getIdempotencyHeader())).to(builder::idempotencyHeader);
		map.from(endpoint::getTracePropagation).to(builder::tracePropagation);
		builder.probed(isProbed(endpoint));
		endpoint.getHeaders().forEach(builder::header);
		builder.dialect(dialect.dialect());
		models.apply(builder);
		return builder.build();
	}

}
