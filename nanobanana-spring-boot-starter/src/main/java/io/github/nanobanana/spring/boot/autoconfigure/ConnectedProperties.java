package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.BeanUtils;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.relay.BaseUrl;
import io.github.nanobanana.spring.ai.relay.InvalidApiKeyException;

/**
 * The properties of the endpoints that a bean of connection details names, with its
 * addresses and keys in place of the configured ones.
 */
final class ConnectedProperties {

	private static final String BEAN = "the bean of type " + NanoBananaConnectionDetails.class.getSimpleName();

	private final NanoBananaProperties configured;

	private final ConfigurationProblems problems;

	private final NanoBananaProperties connected = new NanoBananaProperties();

	private final Set<String> names = new HashSet<>();

	private ConnectedProperties(NanoBananaProperties configured, ConfigurationProblems problems) {
		this.configured = configured;
		this.problems = problems;
	}

	/**
	 * Returns the properties that describe the endpoints to use, and notes what is wrong
	 * with the details.
	 */
	static NanoBananaProperties of(NanoBananaProperties configured, NanoBananaConnectionDetails details,
			ConfigurationProblems problems) {
		if (details instanceof PropertiesNanoBananaConnectionDetails) {
			return configured;
		}
		ConnectedProperties connection = new ConnectedProperties(configured, problems);
		connection.connect(details.getEndpoints());
		return connection.connected;
	}

	private void connect(List<NanoBananaConnectionDetails.Endpoint> endpoints) {
		if (endpoints.isEmpty()) {
			this.problems.add(new ConfigurationProblem(BEAN, "without endpoints", null, "one endpoint or more"));
		}
		if (!Shown.isSet(this.configured.getBaseUrl())) {
			copy(this.configured, this.connected);
		}
		for (NanoBananaConnectionDetails.Endpoint endpoint : endpoints) {
			if (isRight(endpoint)) {
				connect(endpoint);
			}
		}
	}

	private void connect(NanoBananaConnectionDetails.Endpoint endpoint) {
		if (endpoint.name().equals(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT)) {
			connect(endpoint, this.configured, this.connected);
		}
		else {
			NanoBananaEndpointProperties own = new NanoBananaEndpointProperties();
			Map<String, NanoBananaEndpointProperties> named = this.configured.getEndpoints();
			connect(endpoint, named.getOrDefault(endpoint.name(), own), own);
			this.connected.getEndpoints().put(endpoint.name(), own);
		}
	}

	private static void connect(NanoBananaConnectionDetails.Endpoint endpoint, NanoBananaEndpointProperties from,
			NanoBananaEndpointProperties to) {
		copy(from, to);
		to.setBaseUrl(endpoint.baseUrl());
		to.setApiKey(endpoint.apiKey());
	}

	private static void copy(NanoBananaEndpointProperties from, NanoBananaEndpointProperties to) {
		if (from != to) {
			BeanUtils.copyProperties(from, to, NanoBananaEndpointProperties.class);
			BeanUtils.copyProperties(from.getDialectSettings(), to.getDialectSettings());
			BeanUtils.copyProperties(from.getSsl(), to.getSsl());
			BeanUtils.copyProperties(from.getProxy(), to.getProxy());
		}
	}

	private boolean isRight(NanoBananaConnectionDetails.Endpoint endpoint) {
		int known = this.problems.all().size();
		String named = "endpoint '%s' of %s".formatted(endpoint.name(), BEAN);
		if (endpoint.name().isBlank() || !this.names.add(endpoint.name())) {
			this.problems.add(new ConfigurationProblem(named, "refused", "it has no name of its own", "another name"));
		}
		this.problems.attempt("address of " + named, Shown.address(endpoint.baseUrl()), Allowed.BASE_URL,
				() -> BaseUrl.of(endpoint.baseUrl()));
		this.problems.attempt("key of " + named, Shown.SECRET, Allowed.API_KEY,
				() -> InvalidApiKeyException.check(endpoint.apiKey(), endpoint.name()));
		return this.problems.all().size() == known;
	}

}
