package io.github.nanobanana.spring.ai.endpoint;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what happens to one endpoint. Guarded by the pool's lock.
 */
final class Tally {

	private final Map<FailureClass, Long> failures = new EnumMap<>(FailureClass.class);

	private final Map<FailureClass, Long> ejections = new EnumMap<>(FailureClass.class);

	private long successes;

	private long released;

	void succeeded() {
		this.successes++;
	}

	void failed(FailureClass failureClass) {
		this.failures.merge(failureClass, 1L, Long::sum);
	}

	void released() {
		this.released++;
	}

	void ejected(FailureClass cause) {
		this.ejections.merge(cause, 1L, Long::sum);
	}

	EndpointCounts counts() {
		return new EndpointCounts(this.successes, this.failures, this.released, this.ejections);
	}

	@Override
	public String toString() {
		return counts().toString();
	}

}
