package io.github.nanobanana.samples.playground;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one version. Spring AI's observation of the image lies below it, and
 * those of the attempts below that, so an attempt finds the version that it is for.
 */
final class VersionObservationContext extends Observation.Context {

	static final String NAME = "playground.version";

	private final RunVersion version;

	VersionObservationContext(RunVersion version) {
		this.version = version;
	}

	RunVersion version() {
		return this.version;
	}

	/** The version that an observation is for, or {@code null} if it is for none. */
	static @Nullable RunVersion above(Observation.ContextView context) {
		ObservationView parent = context.getParentObservation();
		while (parent != null) {
			if (parent.getContextView() instanceof VersionObservationContext found) {
				return found.version();
			}
			parent = parent.getContextView().getParentObservation();
		}
		return null;
	}

}
