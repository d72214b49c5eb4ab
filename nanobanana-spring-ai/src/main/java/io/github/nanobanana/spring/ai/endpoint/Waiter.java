package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * A call that asks for an endpoint, and may have to wait for it. A lease is in the
 * waiter's custody for as long as the caller can still give up: an operator between the
 * two may drop what it is handed at the moment of a cancellation, and the slot would be
 * lost.
 */
final class Waiter implements Subscription {

	private final EndpointPool pool;

	private final LeaseRequest request;

	private final CoreSubscriber<? super LeaseAnswer> caller;

	private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

	private volatile @Nullable LeaseAnswer answer;

	private long since;

	private long until;

	Waiter(EndpointPool pool, LeaseRequest request, CoreSubscriber<? super LeaseAnswer> caller) {
		this.pool = pool;
		this.request = request;
		this.caller = caller;
	}

	/** Asks, as soon as an answer is wanted. */
	@Override
	public void request(long n) {
		if (Operators.validate(n) && this.state.compareAndSet(State.NEW, State.ASKING)) {
			this.pool.enter(this);
		}
	}

	/** Leaves the line, or gives the lease back. */
	@Override
	public void cancel() {
		switch (this.state.getAndSet(State.CANCELLED)) {
			case ASKING -> this.pool.leave(this);
			case ANSWERED -> giveBack();
			case NEW, CANCELLED -> {
			}
		}
	}

	void answer(LeaseAnswer answer) {
		this.answer = answer;
		if (!this.state.compareAndSet(State.ASKING, State.ANSWERED)) {
			giveBack();
			return;
		}
		boolean taken = false;
		try {
			this.caller.onNext(answer);
			taken = true;
		}
		finally {
			if (!taken) {
				giveBack();
			}
		}
		this.caller.onComplete();
	}

	private void giveBack() {
		if (this.answer instanceof Lease lease) {
			lease.released();
		}
	}

	boolean isCancelled() {
		return this.state.get() == State.CANCELLED;
	}

	LeaseRequest request() {
		return this.request;
	}

	/** The request at a later moment, with less time left. */
	LeaseRequest requestAt(long now) {
		return this.request.withTimeLeft(this.request.timeLeft().minusNanos(now - this.since));
	}

	/** Begins to wait; guarded by the pool's lock. */
	void waits(long since, Duration atMost) {
		this.since = since;
		this.until = since + atMost.toNanos();
	}

	Duration waitLeft(long now) {
		return Duration.ofNanos(Math.max(0, this.until - now));
	}

	@Override
	public String toString() {
		return "Waiter[%s, %s]".formatted(this.request.profile(), this.state);
	}

	private enum State {

		NEW, ASKING, ANSWERED, CANCELLED

	}

}
