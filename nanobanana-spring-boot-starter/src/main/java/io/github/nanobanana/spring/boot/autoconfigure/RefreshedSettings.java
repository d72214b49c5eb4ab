package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * All that endpoints are made of at one moment, to be compared with what it was before:
 * properties under whatever names and placeholders they are written, so that a change of
 * any of these counts, and nothing else does.
 *
 * @param properties what is bound, keys among it
 * @param defaults what holds for all HTTP clients
 * @param connection the addresses and keys of connection details
 */
record RefreshedSettings(Map<String, Object> properties, HttpClientDefaults defaults,
		List<NanoBananaConnectionDetails.Endpoint> connection) {

	static RefreshedSettings of(Environment environment, NanoBananaConnectionDetails connection) {
		Map<String, Object> properties = Binder.get(environment)
			.bind(NanoBananaProperties.CONFIG_PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of());
		boolean bound = connection instanceof PropertiesNanoBananaConnectionDetails;
		return new RefreshedSettings(properties, HttpClientDefaults.of(environment),
				bound ? List.of() : List.copyOf(connection.getEndpoints()));
	}

	@Override
	public String toString() {
		return "RefreshedSettings" + this.properties.keySet();
	}

}
