package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * A relay of the simulation: twelve slots, lognormal times with a median of 18 s, and one
 * fault.
 */
final class SimulatedRelay {

	static final int SLOTS = 12;

	private final VirtualTime time;

	private final Random random;

	private final Fault fault;

	private final Deque<Attempt> waiting = new ArrayDeque<>();

	private int busy;

	SimulatedRelay(VirtualTime time, Random random, Fault fault) {
		this.time = time;
		this.random = random;
		this.fault = fault;
	}

	void take(Attempt attempt) {
		boolean ill = this.fault.activeAt(this.time.seconds());
		switch (ill ? this.fault : Fault.NONE) {
			case REFUSED, ALL_REFUSED -> fail(attempt, 0.01, FailureClass.NOT_SENT);
			case BLACK_HOLE -> fail(attempt, 10, FailureClass.NOT_SENT);
			case INSTANT_500, ALL_500 -> fail(attempt, 0.2, FailureClass.FAST_FAILURE);
			case KEY_REVOKED -> reject(attempt, FailureCause.KEY, null);
			case MODEL_REMOVED -> reject(attempt, FailureCause.MODEL, null);
			case RETRY_AFTER -> reject(attempt, FailureCause.RATE, Duration.ofSeconds(60));
			case ONE_SLOT -> {
				if (this.busy >= 1) {
					reject(attempt, FailureCause.RATE, null);
				}
				else {
					queue(attempt);
				}
			}
			case FLAPPING -> {
				if ((int) (this.time.seconds() / 60) % 2 == 0) {
					fail(attempt, 0.2, FailureClass.FAST_FAILURE);
				}
				else {
					queue(attempt);
				}
			}
			case ERRORS_ONE, ERRORS_ALL -> erring(attempt, FailureClass.FAST_FAILURE, 0.5);
			case LATE_ERRORS_ONE, LATE_ERRORS_FREE -> erring(attempt, FailureClass.LATE_FAILURE, 15);
			case HANG -> {
			}
			case NONE, SLOW, TWO_SLOW, CUT_60 -> queue(attempt);
		}
	}

	private void erring(Attempt attempt, FailureClass failureClass, double after) {
		if (this.random.nextInt(5) == 0) {
			fail(attempt, after, failureClass);
		}
		else {
			queue(attempt);
		}
	}

	private void queue(Attempt attempt) {
		if (this.fault == Fault.CUT_60 && this.fault.activeAt(this.time.seconds())) {
			fail(attempt, 60, FailureClass.UNKNOWN);
		}
		this.waiting.add(attempt);
		serve();
	}

	private void serve() {
		while (this.busy < SLOTS && !this.waiting.isEmpty()) {
			Attempt attempt = this.waiting.remove();
			if (attempt.isOver()) {
				continue;
			}
			this.busy++;
			this.time.after(18 * Math.exp(0.5 * this.random.nextGaussian()) * factor(), () -> {
				this.busy--;
				attempt.delivered();
				serve();
			});
		}
	}

	private double factor() {
		if (!this.fault.activeAt(this.time.seconds())) {
			return 1;
		}
		return switch (this.fault) {
			case SLOW, TWO_SLOW -> 6;
			case CUT_60 -> 3;
			default -> 1;
		};
	}

	private void fail(Attempt attempt, double after, FailureClass failureClass) {
		this.time.after(after, () -> attempt.failed(failureClass, FailureCause.OTHER, null));
	}

	private void reject(Attempt attempt, FailureCause cause, @Nullable Duration retryAfter) {
		this.time.after(0.2, () -> attempt.failed(FailureClass.REJECTED, cause, retryAfter));
	}

	/** One call at this relay, as the caller sees it. */
	interface Attempt {

		boolean isOver();

		/** The picture is made and billed, whether or not somebody still waits. */
		void delivered();

		void failed(FailureClass failureClass, FailureCause cause, @Nullable Duration retryAfter);

	}

}
