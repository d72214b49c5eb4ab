package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Set;

/**
 * A wish for an endpoint.
 *
 * @param profile what the call is
 * @param tried the names of the endpoints that this call has already tried; empty at the
 * first attempt, which alone may serve as an endpoint's trial
 * @param timeLeft the time left for the call, this attempt included
 */
public record LeaseRequest(CallProfile profile, Set<String> tried, Duration timeLeft) {

	public LeaseRequest {
		tried = Set.copyOf(tried);
	}

	/**
	 * Whether this is the first attempt of a call and not a failover.
	 * @return whether nothing was tried yet
	 */
	public boolean first() {
		return this.tried.isEmpty();
	}

	LeaseRequest withTimeLeft(Duration left) {
		return new LeaseRequest(this.profile, this.tried, left);
	}

}
