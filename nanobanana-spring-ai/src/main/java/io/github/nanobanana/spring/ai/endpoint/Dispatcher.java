package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Leases an endpoint to a call, or says why not, without any waiting. Guarded by the
 * pool's lock.
 */
final class Dispatcher {

	private final Roster roster;

	private final TypicalTimes times;

	private final RetryBudget budget;

	private final Picker picker;

	private final Consumer<StateChange> changes;

	private final Consumer<Settlement> settle;

	private long leases;

	private long failovers;

	Dispatcher(Roster roster, TypicalTimes times, RetryBudget budget, Consumer<StateChange> changes,
			Consumer<Settlement> settle) {
		this.roster = roster;
		this.times = times;
		this.budget = budget;
		this.picker = new Picker(roster, times);
		this.changes = changes;
		this.settle = settle;
	}

	LeaseAnswer answer(LeaseRequest request, long now) {
		return request.first() ? first(request, now) : further(request, now);
	}

	private LeaseAnswer first(LeaseRequest request, long now) {
		EndpointState trial = this.picker.trial(request, now);
		if (trial != null) {
			boolean alone = this.picker.noneWell(request, now);
			trial.ejection.trialBegan();
			this.changes.accept(new StateChange(trial.id(), StateChange.Type.TRIAL_STARTED, Duration.ZERO,
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
		this.failovers++;
		return lease(best, request, PooledLease.Mode.REGULAR, now);
	}

	private Lease lease(EndpointState state, LeaseRequest request, PooledLease.Mode mode, long now) {
		PooledLease lease = new PooledLease(state, request.profile(), mode, now, this.settle);
		state.inFlight.add(lease);
		state.lastLease = ++this.leases;
		state.lastTouched = now;
		return lease;
	}

	private NoLease none(LeaseRequest request, long now, @Nullable String noRetry) {
		boolean allOut = this.picker.noneWell(request, now);
		return NoLease
			.of(this.roster.states().stream().map((state) -> obstacle(state, request, allOut, now, noRetry)).toList());
	}

	/**
	 * When all are out, an endpoint may be asked as a last resort before its rest is
	 * over.
	 */
	private Obstacle obstacle(EndpointState state, LeaseRequest request, boolean allOut, long now,
			@Nullable String noRetry) {
		if (request.tried().contains(state.id())) {
			return state.obstacle(Obstacle.Reason.TRIED, Duration.ZERO, "was tried in this call");
		}
		Obstacle obstacle = state.obstacle(now, request.profile().model());
		if (obstacle != null) {
			return (!allOut || obstacle.reason() == Obstacle.Reason.OFF_DUTY) ? obstacle
					: state.obstacle(obstacle.reason(), state.retryLeft(now, obstacle.lasts()), obstacle.words());
		}
		return (noRetry != null) ? state.obstacle(Obstacle.Reason.NO_RETRY, Duration.ZERO, noRetry)
				: state.obstacle(Obstacle.Reason.FULL, Duration.ZERO, "as many calls as allowed are under way");
	}

	/** The calls that all endpoints that are well take at once. */
	int slots(LeaseRequest request, long now) {
		return this.picker.slots(request, now);
	}

	long failovers() {
		return this.failovers;
	}

	@Override
	public String toString() {
		return "Dispatcher[" + this.picker + "]";
	}

}
