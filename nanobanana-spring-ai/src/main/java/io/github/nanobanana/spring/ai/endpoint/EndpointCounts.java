package io.github.nanobanana.spring.ai.endpoint;

import java.util.Map;

/**
 * How often things happened to one endpoint since it was added. The numbers only grow.
 *
 * @param successes the calls that delivered
 * @param failures the calls that failed, by class
 * @param released the calls that the caller gave up
 * @param ejections the ejections, by the class of the failure that led to them
 */
public record EndpointCounts(long successes, Map<FailureClass, Long> failures, long released,
		Map<FailureClass, Long> ejections) {

	public EndpointCounts {
		failures = Map.copyOf(failures);
		ejections = Map.copyOf(ejections);
	}

	/**
	 * The calls that failed in one way.
	 * @param failureClass the way
	 * @return the number, 0 if there were none
	 */
	public long failures(FailureClass failureClass) {
		return this.failures.getOrDefault(failureClass, 0L);
	}

	/**
	 * The ejections for one kind of failure.
	 * @param failureClass the kind
	 * @return the number, 0 if there were none
	 */
	public long ejections(FailureClass failureClass) {
		return this.ejections.getOrDefault(failureClass, 0L);
	}

}
