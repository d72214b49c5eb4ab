package io.github.nanobanana.spring.ai.failover;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private static final Log logger = LogFactory.getLog(Attempts.class);

	private final ObservationRegistry registry;

	Attempts(ObservationRegistry registry) {
		this.registry = registry;
	}

	<E> Attempt<E> start(Lease lease, Line<E> line, String callId, int number, @Nullable Observation parent) {
		RelayEndpoint relay = line.client().endpoint();
		AttemptObservationContext context = new AttemptObservationContext(relay.id(), relay.dialect().name(), callId,
				number, lease.trial(), relay.tracePropagation());
		return new Attempt<>(lease, line, started(context, parent), context);
	}

	/** Whoever watches must not keep a call from being made. */
	private Observation started(AttemptObservationContext context, @Nullable Observation parent) {
		try {
			return NanoBananaObservationDocumentation.ATTEMPT
				.observation(null, DefaultAttemptObservationConvention.INSTANCE, () -> context, this.registry)
				.parentObservation(parent)
				.start();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("An attempt could not be observed", ex);
			return Observation.NOOP;
		}
	}

	@Override
	public String toString() {
		return "Attempts[" + this.registry + "]";
	}

}
