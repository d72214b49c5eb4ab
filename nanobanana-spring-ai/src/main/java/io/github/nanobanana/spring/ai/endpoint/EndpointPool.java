package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one model and the choice among them. An endpoint that fails repeatedly
 * is ejected for a while and comes back through one trial call; one that asks to be left
 * alone is left alone; one whose key was rejected waits together with the others of its
 * account. When none is usable, callers are told at once, and one call at a time finds
 * out who is back. Safe for use by many threads.
 */
public final class EndpointPool {

	private final List<EndpointState> states = new ArrayList<>();

	private final LongSupplier nanoClock;

	private final StateListener listener;

	private final TypicalTimes times = new TypicalTimes();

	private final RetryBudget budget;

	private final Picker picker;

	private final Judge judge;

	private final Queue<StateChange> changes = new ArrayDeque<>();

	private long leases;

	/**
	 * A pool over the given endpoints.
	 * @param endpoints at least one, with distinct names, in the order of preference
	 * @param nanoClock a clock in nanoseconds that only moves forward
	 * @param random spreads the ends of rests; guarded by the pool's lock
	 * @param listener is told what happens to endpoints
	 */
	public EndpointPool(List<Endpoint> endpoints, LongSupplier nanoClock, Random random, StateListener listener) {
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException("An endpoint pool needs at least one endpoint.");
		}
		this.nanoClock = nanoClock;
		this.listener = listener;
		long now = nanoClock.getAsLong();
		Set<String> ids = new HashSet<>();
		Map<String, Account> accounts = new HashMap<>();
		for (Endpoint endpoint : endpoints) {
			if (!ids.add(endpoint.id())) {
				throw new IllegalArgumentException(
						"Two endpoints are named '%s': give each its own name.".formatted(endpoint.id()));
			}
			Account account = accounts.computeIfAbsent(endpoint.account(), (key) -> new Account(now));
			this.states.add(new EndpointState(endpoint, account, random, now));
		}
		this.budget = new RetryBudget(now);
		this.picker = new Picker(this.states, this.times);
		this.judge = new Judge(this.times, this.budget, this.changes::add);
	}

	/**
	 * Leases the best endpoint for a call. The first attempt of a call is sent to an
	 * endpoint whose trial is due; further attempts spend one token of the retry budget
	 * each and are refused when the time left is less than such a call typically takes.
	 * @param request what the call is and what it has tried
	 * @return a lease to settle, or the reasons why there is none
	 */
	public LeaseAnswer lease(LeaseRequest request) {
		LeaseAnswer answer;
		synchronized (this) {
			long now = this.nanoClock.getAsLong();
			answer = request.first() ? first(request, now) : further(request, now);
		}
		tell();
		return answer;
	}

	private LeaseAnswer first(LeaseRequest request, long now) {
		EndpointState trial = this.picker.trial(request, now);
		if (trial != null) {
			boolean alone = this.picker.noneWell(request, now);
			trial.ejection.trialBegan();
			this.changes.add(new StateChange(trial.endpoint.id(), StateChange.Type.TRIAL_STARTED, Duration.ZERO,
					"is asked again after its rest"));
			return lease(trial, request, alone ? PooledLease.Mode.LONE_TRIAL : PooledLease.Mode.TRIAL, now);
		}
		EndpointState best = this.picker.best(request, now);
		if (best != null) {
			return lease(best, request, PooledLease.Mode.REGULAR, now);
		}
		EndpointState last = this.picker.lastResort(request, now);
		return (last != null) ? lease(last, request, PooledLease.Mode.LAST_RESORT, now) : none(request, now, null);
	}

	private LeaseAnswer further(LeaseRequest request, long now) {
		if (request.timeLeft().toNanos() <= this.times.median(request.profile())) {
			return none(request, now, "the time left is less than a call takes");
		}
		if (!this.budget.has(now)) {
			return none(request, now, "the budget for further attempts is used up");
		}
		EndpointState best = this.picker.best(request, now);
		if (best == null) {
			return none(request, now, null);
		}
		this.budget.take(now);
		return lease(best, request, PooledLease.Mode.REGULAR, now);
	}

	private Lease lease(EndpointState state, LeaseRequest request, PooledLease.Mode mode, long now) {
		PooledLease lease = new PooledLease(state, request.profile(), mode, now, this::settle);
		state.inFlight.add(lease);
		state.lastLease = ++this.leases;
		state.lastTouched = now;
		return lease;
	}

	private NoLease none(LeaseRequest request, long now, @Nullable String noRetry) {
		return NoLease.of(this.states.stream().map((state) -> obstacle(state, request, now, noRetry)).toList());
	}

	private Obstacle obstacle(EndpointState state, LeaseRequest request, long now, @Nullable String noRetry) {
		if (request.tried().contains(state.endpoint.id())) {
			return state.obstacle(Obstacle.Reason.TRIED, Duration.ZERO, "was tried in this call");
		}
		Obstacle obstacle = state.obstacle(now, request.profile().model());
		if (obstacle != null) {
			return state.obstacle(obstacle.reason(), state.retryLeft(now, obstacle.lasts()), obstacle.words());
		}
		return (noRetry != null) ? state.obstacle(Obstacle.Reason.NO_RETRY, Duration.ZERO, noRetry)
				: state.obstacle(Obstacle.Reason.FULL, Duration.ZERO, "as many calls as allowed are under way");
	}

	private void settle(Settlement settlement) {
		synchronized (this) {
			this.judge.settle(settlement, this.nanoClock.getAsLong());
		}
		tell();
	}

	private void tell() {
		List<StateChange> happened;
		synchronized (this) {
			if (this.changes.isEmpty()) {
				return;
			}
			happened = List.copyOf(this.changes);
			this.changes.clear();
		}
		happened.forEach(this.listener::changed);
	}

	/**
	 * The names of the endpoints, in the order of preference.
	 * @return the names
	 */
	public List<String> ids() {
		return this.states.stream().map((state) -> state.endpoint.id()).toList();
	}

	/**
	 * The state of all endpoints at this moment.
	 * @return an immutable copy
	 */
	public synchronized PoolSnapshot snapshot() {
		long now = this.nanoClock.getAsLong();
		return new PoolSnapshot(this.states.stream().map((state) -> state.snapshot(now, this.times)).toList(),
				this.budget.at(now));
	}

	@Override
	public synchronized String toString() {
		long now = this.nanoClock.getAsLong();
		return this.states.stream()
			.map((state) -> state.describe(now))
			.collect(Collectors.joining(", ", "EndpointPool[", "]"));
	}

}
