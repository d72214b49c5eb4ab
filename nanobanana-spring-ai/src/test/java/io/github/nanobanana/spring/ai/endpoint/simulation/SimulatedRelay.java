package io.github.nanobanana.spring.ai.endpoint.simulation;

import io.github.nanobanana.spring.ai.endpoint.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A relay of the simulation: twelve slots, lognormal times with a median of 18 s, and one
 * fault. A picture that is made is billed, whether or not somebody still waits for it.
 */
final class SimulatedRelay {

	static final int SLOTS = 12;

	private static final double MEDIAN = 18;

	private static final double SIGMA = 0.5;

	private final VirtualTime time;

	private final Random random;

	private final Fault fault;

	private final boolean ill;

	private final Deque<Waiting> waiting = new ArrayDeque<>();

	private int busy;

	SimulatedRelay(VirtualTime time, Random random, Fault fault, boolean ill) {
		this.time = time;
		this.random = random;
		this.fault = fault;
		this.ill = ill;
	}

	void take(Attempt attempt) {
		if (this.ill && this.fault.activeAt(seconds())) {
			this.fault.illness().take(this, attempt);
		}
		else {
			queue(attempt);
		}
	}

	double seconds() {
		return this.time.seconds();
	}

	int busy() {
		return this.busy;
	}

	boolean oneIn(int number) {
		return this.random.nextInt(number) == 0;
	}

	void queue(Attempt attempt) {
		queue(attempt, 1);
	}

	/** Takes the call to its end, so many times slower than usual. */
	void queue(Attempt attempt, double slower) {
		this.waiting.add(new Waiting(attempt, slower));
		serve();
	}

	private void serve() {
		while (this.busy < SLOTS && !this.waiting.isEmpty()) {
			Waiting next = this.waiting.remove();
			if (next.attempt.isOver()) {
				continue;
			}
			this.busy++;
			double seconds = MEDIAN * StrictMath.exp(SIGMA * this.random.nextGaussian()) * next.slower;
			this.time.after(seconds, () -> {
				this.busy--;
				next.attempt.billed();
				next.attempt.delivered();
				serve();
			});
		}
	}

	void bill(Attempt attempt, double after) {
		this.time.after(after, attempt::billed);
	}

	void fail(Attempt attempt, double after, Failure failure) {
		this.time.after(after, () -> attempt.failed(failure));
	}

	private record Waiting(Attempt attempt, double slower) {

	}

	/** One call at this relay, as the caller sees it. */
	interface Attempt {

		boolean isOver();

		void billed();

		void delivered();

		void failed(Failure failure);

	}

}
