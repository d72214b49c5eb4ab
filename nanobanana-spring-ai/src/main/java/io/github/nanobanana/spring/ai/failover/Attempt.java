package io.github.nanobanana.spring.ai.failover;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;

import io.github.nanobanana.spring.ai.endpoint.Lease;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * One endpoint asked once. Whichever way it ends, the lease is settled, the line given
 * back and the observation stopped, in this one place.
 *
 * @param <E> what the caller knows of an endpoint
 */
final class Attempt<E> {

	private final Lease lease;

	private final Line<E> line;

	private final Observation observation;

	private final AttemptObservationContext context;

	private final AtomicBoolean ended = new AtomicBoolean();

	Attempt(Lease lease, Line<E> line, Observation observation, AttemptObservationContext context) {
		this.lease = lease;
		this.line = line;
		this.observation = observation;
		this.context = context;
	}

	Line<E> line() {
		return this.line;
	}

	void delivered(Delivery<E> delivery) {
		if (ends()) {
			this.lease.succeeded();
			this.context.delivered(delivery.answer().requestId());
			finish();
		}
	}

	void failed(Throwable error) {
		if (ends()) {
			if (error instanceof RelayException failed) {
				settle(failed.failure());
			}
			else {
				this.lease.released();
			}
			this.observation.error(error);
			finish();
		}
	}

	private void settle(RelayFailure failure) {
		FailureKind kind = failure.kind();
		this.lease.failed(kind.failureClass(), FailureCauses.of(kind), failure.retryAfter());
		this.context.failed(kind.failureClass(), kind.name(), failure.status(), failure.requestId());
	}

	void cancelled() {
		if (ends()) {
			this.lease.released();
			this.context.cancelled();
			finish();
		}
	}

	private boolean ends() {
		return this.ended.compareAndSet(false, true);
	}

	private void finish() {
		this.line.giveBack();
		this.observation.stop();
	}

	@Override
	public String toString() {
		return "Attempt[" + this.lease + "]";
	}

}
