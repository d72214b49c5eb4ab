package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

/**
 * One model.
 *
 * @param usable whether a call could be sent somewhere now, apart from trials
 * @param waiting the calls that wait in line
 * @param failoverBudget the further attempts that can be afforded now
 * @param failovers the further attempts so far
 * @param turnedAway the calls so far that got no endpoint
 * @param endpoints its endpoints by name, in the order of preference
 */
public record ModelDescriptor(boolean usable, int waiting, double failoverBudget, long failovers, long turnedAway,
		Map<String, EndpointDescriptor> endpoints) {

	static ModelDescriptor of(PoolSnapshot pool) {
		Map<String, EndpointDescriptor> endpoints = new LinkedHashMap<>();
		pool.endpoints().forEach((endpoint) -> endpoints.put(endpoint.id(), EndpointDescriptor.of(endpoint)));
		return new ModelDescriptor(pool.usable(), pool.waiting(), EndpointDescriptor.rounded(pool.retryTokens()),
				pool.failovers(), pool.turnedAway(), endpoints);
	}

}
