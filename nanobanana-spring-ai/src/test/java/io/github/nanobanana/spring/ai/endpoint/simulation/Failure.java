package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.FailureCause;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;

/**
 * How a simulated call failed, as its client sees it.
 *
 * @param kind the class that our classifier finds
 * @param cause what a rejection was about
 * @param retryAfter the wait that the relay asked for, or {@code null}
 */
record Failure(FailureClass kind, FailureCause cause, @Nullable Duration retryAfter) {

	static Failure of(FailureClass kind) {
		return new Failure(kind, FailureCause.OTHER, null);
	}

	static Failure rejected(FailureCause cause) {
		return new Failure(FailureClass.REJECTED, cause, null);
	}

	/** A 429 that says in how many seconds to come again. */
	static Failure rejected(double seconds) {
		return new Failure(FailureClass.REJECTED, FailureCause.RATE, Duration.ofNanos((long) (seconds * 1e9)));
	}

	/** Status 5xx, a connection that could not be made or broke, or no answer in time. */
	boolean isServerError() {
		return this.kind != FailureClass.REJECTED;
	}

}
