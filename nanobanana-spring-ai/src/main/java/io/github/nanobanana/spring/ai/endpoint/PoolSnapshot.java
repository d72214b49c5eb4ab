package io.github.nanobanana.spring.ai.endpoint;

import java.util.List;

/**
 * All endpoints of a pool at one moment.
 *
 * @param endpoints each endpoint, in the order of preference
 * @param retryTokens the failovers that the pool can afford now
 * @param waiting the calls that wait in line
 * @param failovers the further attempts so far
 * @param turnedAway the calls so far that got no endpoint
 */
public record PoolSnapshot(List<EndpointSnapshot> endpoints, double retryTokens, int waiting, long failovers,
		long turnedAway) {

	public PoolSnapshot {
		endpoints = List.copyOf(endpoints);
	}

	/**
	 * Whether any call could be sent somewhere now, apart from trials.
	 * @return whether at least one endpoint is usable
	 */
	public boolean usable() {
		return this.endpoints.stream().anyMatch(EndpointSnapshot::usable);
	}

}
