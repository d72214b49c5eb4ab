package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * The endpoints that the properties describe, as far as they have address and key.
 */
final class PropertiesNanoBananaConnectionDetails implements NanoBananaConnectionDetails {

	private final NanoBananaProperties properties;

	PropertiesNanoBananaConnectionDetails(NanoBananaProperties properties) {
		this.properties = properties;
	}

	@Override
	public List<Endpoint> getEndpoints() {
		List<Endpoint> endpoints = new ArrayList<>();
		add(endpoints, NanoBananaImageModelBuilder.DEFAULT_ENDPOINT, this.properties);
		this.properties.getEndpoints().forEach((name, endpoint) -> add(endpoints, name, endpoint));
		return endpoints;
	}

	private void add(List<Endpoint> endpoints, String name, NanoBananaEndpointProperties endpoint) {
		String address = Shown.text(endpoint.getBaseUrl());
		String key = Shown.text(this.properties.keyFor(endpoint));
		if (address != null && key != null) {
			endpoints.add(new Endpoint(name, address, key));
		}
	}

	@Override
	public String toString() {
		return "PropertiesNanoBananaConnectionDetails" + getEndpoints();
	}

}
