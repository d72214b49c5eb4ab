package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.ApiKey;
import org.springframework.beans.factory.ListableBeanFactory;

import io.github.nanobanana.spring.ai.image.HttpTransport;

/**
 * The application's beans that have a say in the endpoints of the configuration.
 *
 * @param clients change the client
 * @param headers set headers of each request
 * @param keys gives the key of an endpoint, or {@code null} for that of the configuration
 */
record EndpointBeans(List<NanoBananaHttpClientCustomizer> clients, List<NanoBananaHeadersCustomizer> headers,
		Function<String, @Nullable ApiKey> keys) {

	/**
	 * Asks for the beans.
	 * @param beans the application's beans
	 * @param keysWanted whether keys are not given along with the addresses already
	 */
	static EndpointBeans of(ListableBeanFactory beans, boolean keysWanted) {
		return new EndpointBeans(beans.getBeanProvider(NanoBananaHttpClientCustomizer.class).orderedStream().toList(),
				beans.getBeanProvider(NanoBananaHeadersCustomizer.class).orderedStream().toList(),
				keysWanted ? beans.getBean(SourcedKeys.class)::key : (endpoint) -> null);
	}

	/**
	 * Stands for beans that cannot be asked while a failure is explained.
	 * @param keys whether one of them may give keys
	 */
	static EndpointBeans unasked(boolean keys) {
		return new EndpointBeans(List.of(), List.of(), (endpoint) -> keys ? () -> "" : null);
	}

	@Nullable ApiKey key(String endpoint) {
		return this.keys.apply(endpoint);
	}

	HttpTransport customized(String endpoint, HttpTransport transport) {
		HttpTransport customized = transport;
		for (NanoBananaHttpClientCustomizer customizer : this.clients) {
			customized = customized.withCustomizer((client) -> customizer.customize(endpoint, client));
		}
		return customized;
	}

	/** The headers of one request, or {@code null} if nobody sets any. */
	@Nullable Supplier<Map<String, String>> headers(String endpoint) {
		return this.headers.isEmpty() ? null : () -> {
			Map<String, String> set = new LinkedHashMap<>();
			this.headers.forEach((customizer) -> customizer.customize(endpoint, set));
			return set;
		};
	}

}
