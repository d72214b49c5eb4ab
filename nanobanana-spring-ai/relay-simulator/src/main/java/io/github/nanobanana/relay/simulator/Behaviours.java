package io.github.nanobanana.relay.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The misbehaviours in force. Enqueued ones strike first and in order, then the standing
 * ones, newest first. Thread-safe.
 */
final class Behaviours {

	private static final int MAX_COUNTED = 10_000;

	private final Deque<Armed> queue = new ArrayDeque<>();

	private final Deque<Armed> standing = new ArrayDeque<>();

	private final Map<Misbehaviour, Integer> strikes = new IdentityHashMap<>();

	synchronized void enqueue(Misbehaviour misbehaviour) {
		this.queue.addLast(new Armed(misbehaviour, Math.max(1, misbehaviour.conditions().times())));
	}

	synchronized void always(Misbehaviour misbehaviour) {
		int times = misbehaviour.conditions().times();
		this.standing.addFirst(new Armed(misbehaviour, (times == 0) ? Integer.MAX_VALUE : times));
	}

	synchronized void clear() {
		this.queue.clear();
		this.standing.clear();
	}

	/** The misbehaviour for a new connection, used up by this call. */
	@Nullable Misbehaviour onAccept() {
		return next((armed) -> armed.moment() == Moment.BEFORE_ACCEPT);
	}

	/** The misbehaviour for this request, used up by this call. */
	@Nullable Misbehaviour onRequest(Exchange exchange) {
		return next((armed) -> armed.moment() != Moment.BEFORE_ACCEPT && armed.conditions().filter().matches(exchange));
	}

	/** How often this very misbehaviour has struck, the copies that refine it aside. */
	synchronized int strikes(Misbehaviour misbehaviour) {
		return this.strikes.getOrDefault(misbehaviour, 0);
	}

	synchronized void struck(Misbehaviour misbehaviour) {
		if (this.strikes.size() < MAX_COUNTED || this.strikes.containsKey(misbehaviour)) {
			this.strikes.merge(misbehaviour, 1, Integer::sum);
		}
	}

	synchronized void forgetStrikes() {
		this.strikes.clear();
	}

	synchronized List<Misbehaviour> all() {
		List<Misbehaviour> all = new ArrayList<>();
		this.queue.forEach((armed) -> all.add(armed.misbehaviour));
		this.standing.forEach((armed) -> all.add(armed.misbehaviour));
		return all;
	}

	private synchronized @Nullable Misbehaviour next(Predicate<Misbehaviour> filter) {
		Misbehaviour first = next(this.queue, filter);
		Misbehaviour found = (first != null) ? first : next(this.standing, filter);
		if (found != null) {
			struck(found);
		}
		return found;
	}

	private static @Nullable Misbehaviour next(Collection<Armed> candidates, Predicate<Misbehaviour> filter) {
		Iterator<Armed> iterator = candidates.iterator();
		while (iterator.hasNext()) {
			Armed armed = iterator.next();
			if (filter.test(armed.misbehaviour) && armed.strikes()) {
				if (armed.remaining == 0) {
					iterator.remove();
				}
				return armed.misbehaviour;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return "Behaviours" + all();
	}

	private static final class Armed {

		private final Misbehaviour misbehaviour;

		private final Random chance;

		private int remaining;

		Armed(Misbehaviour misbehaviour, int remaining) {
			this.misbehaviour = misbehaviour;
			this.chance = new Random(misbehaviour.conditions().seed());
			this.remaining = remaining;
		}

		boolean strikes() {
			double probability = this.misbehaviour.conditions().probability();
			if (probability < 1 && this.chance.nextDouble() >= probability) {
				return false;
			}
			if (this.remaining != Integer.MAX_VALUE) {
				this.remaining--;
			}
			return true;
		}

	}

}
