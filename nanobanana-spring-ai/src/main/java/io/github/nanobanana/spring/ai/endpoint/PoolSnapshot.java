package io.github.nanobanana.spring.ai.endpoint;

import java.util.List;

/**
 * All endpoints of a pool at one moment.
 *
 * @param endpoints each endpoint, in the order of preference
 * @param retryTokens the failovers that the pool can afford now
 */
public record PoolSnapshot(List<EndpointSnapshot> endpoints, double retryTokens) {

	public PoolSnapshot {
		endpoints = List.copyOf(endpoints);
	}

}
