package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one model and the choice among them: the lowest tier that has a rested
 * endpoint, and in it the one with the fewest calls in flight for its weight. An endpoint
 * that failed rests for a while and is then used only when no other is left, so that a
 * pool of one always answers. Safe for use by many threads.
 */
public final class EndpointPool {

	/** How long an endpoint rests after a failure that it did not put a time to. */
	static final Duration REST = Duration.ofSeconds(10);

	/** The longest rest that an endpoint's own Retry-After can ask for. */
	static final Duration LONGEST_REST = Duration.ofMinutes(5);

	private final List<State> states;

	private final LongSupplier nanoClock;

	/**
	 * A pool over the given endpoints.
	 * @param endpoints at least one, with distinct names, in the order of preference
	 * @param nanoClock a clock in nanoseconds that only moves forward
	 */
	public EndpointPool(List<Endpoint> endpoints, LongSupplier nanoClock) {
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException("An endpoint pool needs at least one endpoint.");
		}
		Set<String> ids = new HashSet<>();
		this.states = new ArrayList<>(endpoints.size());
		for (Endpoint endpoint : endpoints) {
			if (!ids.add(endpoint.id())) {
				throw new IllegalArgumentException(
						"Two endpoints are named '%s': give each its own name.".formatted(endpoint.id()));
			}
			this.states.add(new State(endpoint, nanoClock.getAsLong()));
		}
		this.nanoClock = nanoClock;
	}

	/**
	 * Leases the best endpoint that is not excluded.
	 * @param excluded names of endpoints that this call has already tried
	 * @return a lease to settle, or empty when every endpoint is excluded
	 */
	public synchronized Optional<Lease> lease(Set<String> excluded) {
		long now = this.nanoClock.getAsLong();
		return this.states.stream()
			.filter((state) -> !excluded.contains(state.endpoint.id()))
			.min(Comparator.comparingLong((State state) -> state.restLeft(now))
				.thenComparingInt((state) -> state.endpoint.tier())
				.thenComparingDouble(State::load)
				.thenComparingLong((state) -> state.leases))
			.map(State::lease);
	}

	/**
	 * The names of the endpoints, in the order of preference.
	 * @return the names
	 */
	public List<String> ids() {
		return this.states.stream().map((state) -> state.endpoint.id()).toList();
	}

	@Override
	public synchronized String toString() {
		return "EndpointPool" + this.states;
	}

	private final class State {

		private final Endpoint endpoint;

		private int inFlight;

		private long leases;

		private long restUntil;

		State(Endpoint endpoint, long now) {
			this.endpoint = endpoint;
			this.restUntil = now;
		}

		long restLeft(long now) {
			return Math.max(0, this.restUntil - now);
		}

		double load() {
			return (this.inFlight + 1.0) / this.endpoint.weight();
		}

		Lease lease() {
			this.inFlight++;
			this.leases++;
			return new PooledLease(this);
		}

		void rest(Duration duration) {
			Duration bounded = (duration.compareTo(LONGEST_REST) < 0) ? duration : LONGEST_REST;
			long until = EndpointPool.this.nanoClock.getAsLong() + bounded.toNanos();
			if (until - this.restUntil > 0) {
				this.restUntil = until;
			}
		}

		@Override
		public String toString() {
			return "%s[tier=%d, inFlight=%d, restMillis=%d]".formatted(this.endpoint.id(), this.endpoint.tier(),
					this.inFlight, restLeft(EndpointPool.this.nanoClock.getAsLong()) / 1_000_000);
		}

	}

	private final class PooledLease implements Lease {

		private final State state;

		private final AtomicBoolean settled = new AtomicBoolean();

		PooledLease(State state) {
			this.state = state;
		}

		@Override
		public Endpoint endpoint() {
			return this.state.endpoint;
		}

		@Override
		public void succeeded() {
			settle(null);
		}

		@Override
		public void failed(FailureClass failureClass, @Nullable Duration retryAfter) {
			if (!failureClass.blamesEndpoint()) {
				settle(null);
			}
			else {
				settle((retryAfter != null) ? retryAfter : REST);
			}
		}

		@Override
		public void released() {
			settle(null);
		}

		private void settle(@Nullable Duration rest) {
			if (this.settled.compareAndSet(false, true)) {
				synchronized (EndpointPool.this) {
					this.state.inFlight--;
					if (rest != null) {
						this.state.rest(rest);
					}
				}
			}
		}

		@Override
		public String toString() {
			return "Lease[%s, settled=%s]".formatted(this.state.endpoint.id(), this.settled);
		}

	}

}
