package io.github.nanobanana.spring.ai.failover;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.SignalType;

import io.github.nanobanana.spring.ai.endpoint.FailureCause;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
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

	private static final Log logger = LogFactory.getLog(Attempt.class);

	private final Lease lease;

	private final Line<E> line;

	private final Observation observation;

	private final AttemptObservationContext context;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile boolean sent;

	Attempt(Lease lease, Line<E> line, Observation observation, AttemptObservationContext context) {
		this.lease = lease;
		this.line = line;
		this.observation = observation;
		this.context = context;
	}

	Line<E> line() {
		return this.line;
	}

	/** What goes along to name the trace to the relay. */
	Map<String, String> headers() {
		return this.context.getTraceHeaders();
	}

	/** From here on a charge is possible, even if the caller gives up. */
	void sent() {
		this.sent = true;
	}

	void delivered(Delivery<E> delivery) {
		if (ends()) {
			this.lease.succeeded();
			this.context.delivered(delivery.answer().requestId());
			finish();
		}
	}

	/**
	 * The attempt failed.
	 * @param error how
	 * @param timeIsOver whether the time of the call is over
	 */
	void failed(Throwable error, boolean timeIsOver) {
		if (ends()) {
			if (error instanceof RelayException failed) {
				settle(failed.failure(), timeIsOver);
			}
			else {
				this.lease.released();
			}
			observed(() -> this.observation.error(error));
			finish();
		}
	}

	private void settle(RelayFailure failure, boolean timeIsOver) {
		FailureKind kind = failure.kind();
		boolean unheard = kind.failureClass() == FailureClass.NOT_SENT || kind == FailureKind.NO_ANSWER;
		this.lease.failed(kind.failureClass(), (timeIsOver && unheard) ? FailureCause.TIME : FailureCauses.of(kind),
				failure.retryAfter());
		this.context.failed(kind.failureClass(), kind.name(), failure.status(), failure.requestId(),
				failure.mayHaveBeenCharged());
	}

	/**
	 * The attempt is over. If the caller gave it up, the call below has been cancelled by
	 * now and will not be sent any more if it was not.
	 */
	void ended(SignalType how) {
		if (how == SignalType.CANCEL && ends()) {
			this.lease.released();
			this.context.cancelled(this.sent);
			finish();
		}
	}

	private boolean ends() {
		return this.ended.compareAndSet(false, true);
	}

	private void finish() {
		this.line.giveBack();
		observed(this.observation::stop);
	}

	/** Whoever watches must not cost a picture that is paid for. */
	private static void observed(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("An attempt could not be observed", ex);
		}
	}

	@Override
	public String toString() {
		return "Attempt[" + this.lease + "]";
	}

}
