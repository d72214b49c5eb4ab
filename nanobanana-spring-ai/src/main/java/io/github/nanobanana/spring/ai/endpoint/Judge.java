package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the end of a call means for its endpoint: the one place where outcomes become
 * state. A rejection never counts as illness where its cause says what to do; an error
 * never makes an endpoint look fast.
 */
final class Judge {

	/** So many probes in a row without a connection count as what they look like. */
	private static final int MISSED_PROBES = 2;

	/** So many times of what is typical is time enough. */
	private static final int FAIR = 2;

	/** So long is time enough while nothing is known. */
	private static final Duration FAIR_WHEN_UNKNOWN = Duration.ofSeconds(60);

	private final TypicalTimes times;

	private final RetryBudget budget;

	private final Consumer<StateChange> changes;

	Judge(TypicalTimes times, RetryBudget budget, Consumer<StateChange> changes) {
		this.times = times;
		this.budget = budget;
		this.changes = changes;
	}

	void settle(Settlement settlement, long now) {
		PooledLease lease = settlement.lease();
		EndpointState state = lease.state();
		state.inFlight.remove(lease);
		if (lease.mode() == PooledLease.Mode.TRIAL || lease.mode() == PooledLease.Mode.LONE_TRIAL) {
			state.ejection.trialEnded();
		}
		switch (settlement.result()) {
			case SUCCESS -> succeeded(lease, state, now);
			case FAILURE -> failed(settlement, state, now);
			case RELEASE -> state.tally.released();
		}
	}

	private void succeeded(PooledLease lease, EndpointState state, long now) {
		long elapsed = now - lease.begun();
		this.times.add(lease.profile(), elapsed);
		this.budget.succeeded(now);
		state.tally.succeeded();
		state.lastSuccess = now;
		state.missedProbes = 0;
		state.list.delivered(state.endpoint().nameOf(lease.profile().model()));
		if (state.account().succeeded(now, lease.begun())) {
			tell(state, StateChange.Type.RESUMED, Duration.ZERO, "delivered, so its account takes calls again");
		}
		state.masks.remove(lease.profile().model());
		if (state.ejection.isEjected()) {
			if (lease.trial()) {
				comeBack(state, lease.mode() != PooledLease.Mode.TRIAL, now);
			}
			return;
		}
		state.success.add(now, true);
		state.loss.succeeded(now);
		long median = this.times.median(lease.profile());
		if (median > 0) {
			state.slowness.add(now, (double) elapsed / median);
		}
		state.throttle.succeeded();
		state.cap.succeeded();
		if (state.ejection.counts(lease.begun())) {
			state.ejection.succeeded(now);
		}
	}

	private void comeBack(EndpointState state, boolean alone, long now) {
		state.ejection.comeBack(now);
		state.success.add(now, true);
		state.loss.returned(now);
		state.cap.returned(alone);
		state.throttle.succeeded();
		tell(state, StateChange.Type.RETURNED, Duration.ZERO, "delivered again and takes calls");
	}

	private void failed(Settlement settlement, EndpointState state, long now) {
		FailureClass failureClass = Objects.requireNonNull(settlement.failureClass());
		state.tally.failed(failureClass);
		if (failureClass == FailureClass.UNSUITABLE) {
			this.budget.refund(now);
		}
		if (failureClass == FailureClass.REJECTED && settlement.cause() != FailureCause.OTHER
				&& settlement.cause() != FailureCause.TIME) {
			rejected(settlement, state, now);
		}
		else if (failureClass.blamesEndpoint() && !wasHurried(settlement, failureClass, now)) {
			state.lastFailure = failureClass;
			blame(settlement.lease(), failureClass, state, now);
		}
	}

	/**
	 * Whether the call's own time was over before the endpoint had a fair chance. That is
	 * the caller's doing, and tells nothing of the endpoint.
	 */
	private boolean wasHurried(Settlement settlement, FailureClass failureClass, long now) {
		if (settlement.cause() != FailureCause.TIME) {
			return false;
		}
		long median = this.times.median(settlement.lease().profile());
		long fair = (median > 0) ? FAIR * median : FAIR_WHEN_UNKNOWN.toNanos();
		return failureClass == FailureClass.NOT_SENT || now - settlement.lease().begun() < fair;
	}

	private void rejected(Settlement settlement, EndpointState state, long now) {
		FailureCause cause = settlement.cause();
		state.lastTouched = now;
		state.lastFailure = FailureClass.REJECTED;
		switch (cause) {
			case KEY, QUOTA -> {
				boolean news = state.account().left(now).isZero();
				state.account().suspend(now, cause);
				tellOnce(news, state, StateChange.Type.SUSPENDED, state.account().left(now), cause.words());
			}
			case MODEL -> {
				String model = settlement.lease().profile().model();
				boolean news = state.masks.left(now, model).isZero();
				state.masks.add(now, model);
				tellOnce(news, state, StateChange.Type.MODEL_MASKED, state.masks.left(now, model),
						"does not serve the model '" + model + "'");
			}
			case RATE -> {
				boolean news = state.throttle.left(now).isZero();
				state.throttle.asked(now, settlement.lease().begun(), settlement.retryAfter());
				state.cap.saturated(state.inFlight.size());
				tellOnce(news, state, StateChange.Type.THROTTLED, state.throttle.left(now), cause.words());
			}
			case TIME, OTHER -> throw new IllegalStateException("Judged by its class.");
		}
	}

	private void blame(PooledLease lease, FailureClass failureClass, EndpointState state, long now) {
		boolean news = state.ejection.counts(lease.begun());
		if (news && !failureClass.permitsAnotherEndpoint(lease.endpoint().failedCalls())) {
			state.loss.lost(now);
		}
		if (state.ejection.isEjected()) {
			if (lease.mode() == PooledLease.Mode.TRIAL) {
				eject(state, now, failureClass, "failed its trial: " + failureClass.words());
			}
			else if (lease.trial()) {
				state.ejection.rearm(now, failureClass);
			}
			return;
		}
		long median = this.times.median(lease.profile());
		if (failureClass == FailureClass.UNKNOWN && median > 0) {
			state.slowness.addAtLeast(now, (double) (now - lease.begun()) / median);
		}
		if (news) {
			state.success.add(now, false);
			boolean hard = failureClass != FailureClass.FAST_FAILURE && failureClass != FailureClass.LATE_FAILURE;
			if (state.ejection.failed(hard) || state.success.isPoor(now)) {
				eject(state, now, failureClass, "failed repeatedly; the last time " + failureClass.words());
			}
		}
	}

	private void eject(EndpointState state, long now, FailureClass cause, String words) {
		state.ejection.eject(now, cause);
		state.tally.ejected(cause);
		state.success.clear();
		state.lastTouched = now;
		tell(state, StateChange.Type.EJECTED, state.ejection.left(now), words);
	}

	/**
	 * What a probe means. It can begin a rest and end the wait for a connection, and
	 * never clears what calls have caused.
	 */
	void probed(EndpointState state, ProbeResult result, long now) {
		if (result.finding() != ProbeResult.Finding.UNREACHABLE) {
			state.missedProbes = 0;
			if (state.ejection.reached()) {
				tell(state, StateChange.Type.REACHED, Duration.ZERO, "can be reached again; its trial call is due");
			}
		}
		switch (result.finding()) {
			case PASSED -> {
				state.list.told(result.models());
				if (state.account().acceptedByProbe(now)) {
					tell(state, StateChange.Type.RESUMED, Duration.ZERO, "takes its key again");
				}
			}
			case KEY_REJECTED -> {
				if (state.account().suspendedByProbe(now)) {
					tell(state, StateChange.Type.SUSPENDED, state.account().left(now), "was probed: " + result.words());
				}
			}
			case UNREACHABLE -> missed(state, result, now);
			case ILL -> {
				if (!state.ejection.isEjected() && state.ejection.failed(false)) {
					eject(state, now, FailureClass.FAST_FAILURE,
							"failed repeatedly, last when probed: " + result.words());
				}
			}
			case REACHED -> {
			}
		}
	}

	private void missed(EndpointState state, ProbeResult result, long now) {
		state.missedProbes++;
		if (state.missedProbes >= MISSED_PROBES && !state.ejection.isEjected()) {
			state.lastFailure = FailureClass.NOT_SENT;
			eject(state, now, FailureClass.NOT_SENT,
					"was probed " + state.missedProbes + " times in a row without success: " + result.words());
		}
	}

	/** Calls that were under way together bring the same news. */
	private void tellOnce(boolean news, EndpointState state, StateChange.Type type, Duration lasts, String words) {
		if (news) {
			tell(state, type, lasts, words);
		}
	}

	private void tell(EndpointState state, StateChange.Type type, Duration lasts, String words) {
		this.changes.accept(new StateChange(state.id(), type, lasts, words));
	}

	@Override
	public String toString() {
		return "Judge[%s, %s]".formatted(this.times, this.budget);
	}

}
