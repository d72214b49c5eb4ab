package io.github.nanobanana.samples.playground;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.stereotype.Component;

import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;

/**
 * Watches the library's attempts and tells the versions that they are for, and the times
 * that endpoints take.
 */
@Component
final class AttemptWatcher implements ObservationHandler<AttemptObservationContext> {

	private static final Object BEGUN = new Object();

	private final Latencies latencies;

	AttemptWatcher(Latencies latencies) {
		this.latencies = latencies;
	}

	@Override
	public void onStart(AttemptObservationContext attempt) {
		attempt.put(BEGUN, System.nanoTime());
		RunVersion version = VersionObservationContext.above(attempt);
		if (version != null) {
			version.attemptBegun(attempt);
		}
	}

	@Override
	public void onStop(AttemptObservationContext attempt) {
		Long begun = attempt.get(BEGUN);
		if (begun != null && attempt.getOutcome().equals(AttemptObservationContext.DELIVERED)) {
			this.latencies.add(attempt.getEndpoint(), System.nanoTime() - begun);
		}
		RunVersion version = VersionObservationContext.above(attempt);
		if (version != null) {
			version.attemptEnded(attempt);
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof AttemptObservationContext;
	}

}
