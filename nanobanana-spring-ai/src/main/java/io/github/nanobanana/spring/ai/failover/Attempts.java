package io.github.nanobanana.spring.ai.failover;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.Lease;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.observation.DefaultAttemptObservationConvention;
import io.github.nanobanana.spring.ai.observation.NanoBananaObservationDocumentation;
import io.github.nanobanana.spring.ai.relay.RelayEndpoint;

/**
 * Starts attempts, each with an observation of its own below the one of the image.
 */
final class Attempts {

	private final ObservationRegistry registry;

	Attempts(ObservationRegistry registry) {
		this.registry = registry;
	}

	<E> Attempt<E> start(Lease lease, Line<E> line, String callId, int number, @Nullable Observation parent) {
		RelayEndpoint relay = line.client().endpoint();
		AttemptObservationContext context = new AttemptObservationContext(relay.id(), relay.dialect().name(), callId,
				number, lease.trial());
		Observation observation = NanoBananaObservationDocumentation.ATTEMPT
			.observation(null, DefaultAttemptObservationConvention.INSTANCE, () -> context, this.registry)
			.parentObservation(parent)
			.start();
		return new Attempt<>(lease, line, observation, context);
	}

	@Override
	public String toString() {
		return "Attempts[" + this.registry + "]";
	}

}
