package io.github.nanobanana.spring.ai.failover;

import java.time.Duration;
import java.util.List;

import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * A picture that arrived, and the way it came.
 *
 * @param <E> what the caller knows of an endpoint
 * @param call what was asked of that endpoint
 * @param answer what the relay answered
 * @param endpoint the endpoint that delivered
 * @param elapsed the time from the start of the call, all attempts included
 * @param failures the attempts before, all of them free of charge
 */
public record Delivery<E>(ImageCall call, RelayAnswer answer, E endpoint, Duration elapsed,
		List<RelayFailure> failures) {

	public Delivery {
		failures = List.copyOf(failures);
	}

}
