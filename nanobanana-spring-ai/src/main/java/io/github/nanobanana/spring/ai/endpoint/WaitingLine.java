package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one line of a pool, first come first served: whoever came earlier is offered first
 * what there is. Guarded by the pool's lock.
 */
final class WaitingLine {

	private final AdmissionSettings settings;

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	WaitingLine(AdmissionSettings settings) {
		this.settings = settings;
	}

	int size() {
		return this.waiters.size();
	}

	boolean isFull() {
		return this.waiters.size() >= this.settings.places();
	}

	/**
	 * How long a call may wait: its deadline must leave the time that such a call takes.
	 */
	Duration bound(LeaseRequest request, long median) {
		Duration left = request.timeLeft().minusNanos(median);
		if (left.isNegative()) {
			return Duration.ZERO;
		}
		return (left.compareTo(this.settings.longestWait()) < 0) ? left : this.settings.longestWait();
	}

	/** Whether those ahead alone take longer than the bound, by what is typical. */
	boolean isHopeless(Duration bound, long median, int slots) {
		return bound.isZero() || this.waiters.size() * (double) median / Math.max(1, slots) > bound.toNanos();
	}

	void add(Waiter waiter) {
		this.waiters.add(waiter);
	}

	void remove(Waiter waiter) {
		this.waiters.remove(waiter);
	}

	/**
	 * Offers everyone in line what there is. Whoever asks for the same as somebody ahead
	 * who got nothing gets nothing either.
	 * @param now the time
	 * @param desk leases, or says why not
	 * @param answered is told who leaves the line, and with what
	 * @return the time until the line must be looked at again though nothing happens;
	 * without meaning while nobody waits
	 */
	Duration serve(long now, Function<LeaseRequest, LeaseAnswer> desk, BiConsumer<Waiter, LeaseAnswer> answered) {
		Duration next = this.settings.longestWait();
		Map<CallProfile, NoLease> refused = new HashMap<>();
		for (Iterator<Waiter> line = this.waiters.iterator(); line.hasNext();) {
			Waiter waiter = line.next();
			Duration left = waiter.waitLeft(now);
			LeaseAnswer answer = ask(waiter.requestAt(now), desk, refused);
			if (answer instanceof NoLease none && !left.isZero() && none.isWorthWaiting(left)) {
				next = least(next, least(left, none.changesIn()));
				continue;
			}
			line.remove();
			answered.accept(waiter, (answer instanceof NoLease none && left.isZero())
					? none.because(NoLease.Why.WAIT_TOO_LONG) : answer);
		}
		return next;
	}

	private static LeaseAnswer ask(LeaseRequest request, Function<LeaseRequest, LeaseAnswer> desk,
			Map<CallProfile, NoLease> refused) {
		NoLease known = request.first() ? refused.get(request.profile()) : null;
		if (known != null) {
			return known;
		}
		LeaseAnswer answer = desk.apply(request);
		if (answer instanceof NoLease none && request.first()) {
			refused.put(request.profile(), none);
		}
		return answer;
	}

	private static Duration least(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	@Override
	public String toString() {
		return "WaitingLine[%d of %d]".formatted(this.waiters.size(), this.settings.places());
	}

}
