package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the pool knows of one endpoint. Guarded by the pool's lock.
 */
final class EndpointState {

	/** Without any usable endpoint, each is tried again after this time. */
	static final Duration LAST_RESORT = Duration.ofSeconds(10);

	/** The same after an unknown outcome, which may have cost money. */
	static final Duration COSTLY_LAST_RESORT = Duration.ofSeconds(60);

	private static final double OVERDUE = 2.5;

	private Endpoint endpoint;

	private Account account;

	Duty duty = Duty.ON;

	final Ejection ejection;

	final Throttle throttle;

	final SlotCap cap;

	final ModelMasks masks = new ModelMasks();

	final ModelList list = new ModelList();

	final Tally tally = new Tally();

	final SuccessEstimate success = new SuccessEstimate();

	final Slowness slowness;

	final LossEstimate loss;

	final Set<PooledLease> inFlight = new HashSet<>();

	/** When the endpoint was last asked or last found unusable. */
	long lastTouched;

	/** The number of the last lease over the whole pool, 0 if there was none. */
	long lastLease;

	/** When the endpoint last delivered, or a moment long ago. */
	long lastSuccess;

	/** The probes in a row that did not reach the endpoint. */
	int missedProbes;

	@Nullable FailureClass lastFailure;

	EndpointState(Endpoint endpoint, Account account, Random random, long now) {
		this.endpoint = endpoint;
		this.account = account;
		this.ejection = new Ejection(now, random);
		this.throttle = new Throttle(now);
		this.cap = new SlotCap(endpoint.cap());
		this.slowness = new Slowness(now);
		this.loss = new LossEstimate(now);
		this.lastTouched = now;
		this.lastSuccess = now - Prober.LONG_AGO.toNanos();
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	Account account() {
		return this.account;
	}

	/** The configuration changed; what is known of the endpoint stays. */
	void configure(Endpoint endpoint, Account account) {
		this.endpoint = endpoint;
		this.account = account;
		this.cap.resize(endpoint.cap());
	}

	String id() {
		return this.endpoint.id();
	}

	int overdue(long now, TypicalTimes times) {
		int count = 0;
		CallProfile profile = null;
		long median = 0;
		for (PooledLease lease : this.inFlight) {
			if (!lease.profile().equals(profile)) {
				profile = lease.profile();
				median = times.median(profile);
			}
			if (median > 0 && now - lease.begun() > OVERDUE * median) {
				count++;
			}
		}
		return count;
	}

	boolean hasSlot() {
		return this.inFlight.size() < this.cap.now();
	}

	/** Room for a trial, whatever the cap has shrunk to. */
	boolean hasTrialSlot() {
		return this.duty == Duty.ON && this.inFlight.size() < this.endpoint.cap();
	}

	boolean trialIsDue(long now) {
		return hasTrialSlot() && this.ejection.trialIsDue(now, this.endpoint.probed());
	}

	boolean lacks(String model) {
		return this.list.lacks(this.endpoint.nameOf(model));
	}

	/** The time until a trial is allowed although nothing else is usable. */
	Duration lastResortLeft(long now) {
		Duration interval = (this.lastFailure == FailureClass.UNKNOWN) ? COSTLY_LAST_RESORT : LAST_RESORT;
		long left = this.lastTouched + interval.toNanos() - now;
		return Duration.ofNanos(Math.max(0, left));
	}

	/** The time until the endpoint can be asked, if it must be. */
	Duration retryLeft(long now, Duration obstacle) {
		Duration last = lastResortLeft(now);
		Duration throttled = this.throttle.left(now);
		Duration soonest = (last.compareTo(throttled) > 0) ? last : throttled;
		return (obstacle.isZero() || obstacle.compareTo(soonest) > 0) ? soonest : obstacle;
	}

	/** What stands in the way of a call of this model, the longest first. */
	@Nullable Obstacle obstacle(long now, String model) {
		if (this.duty != Duty.ON) {
			return obstacle(Obstacle.Reason.OFF_DUTY, Duration.ZERO, "was taken out of service");
		}
		return longer(longer(suspended(now), masked(now, model)), longer(throttled(now), ejected(now)));
	}

	private static @Nullable Obstacle longer(@Nullable Obstacle one, @Nullable Obstacle other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (other.lasts().compareTo(one.lasts()) >= 0) ? other : one;
	}

	private @Nullable Obstacle suspended(long now) {
		Duration left = this.account.left(now);
		return left.isZero() ? null : obstacle(Obstacle.Reason.SUSPENDED, left, this.account.cause().words());
	}

	private @Nullable Obstacle masked(long now, String model) {
		Duration left = this.masks.left(now, model);
		return left.isZero() ? null : obstacle(Obstacle.Reason.MODEL_NOT_SERVED, left, FailureCause.MODEL.words());
	}

	private @Nullable Obstacle throttled(long now) {
		Duration left = this.throttle.left(now);
		return left.isZero() ? null : obstacle(Obstacle.Reason.THROTTLED, left, FailureCause.RATE.words());
	}

	private @Nullable Obstacle ejected(long now) {
		if (!this.ejection.isEjected()) {
			return null;
		}
		String words = this.ejection.trialRuns() ? "a trial call is on the way" : "it failed repeatedly";
		return obstacle(Obstacle.Reason.EJECTED, this.ejection.left(now), words);
	}

	Obstacle obstacle(Obstacle.Reason reason, Duration lasts, String words) {
		return new Obstacle(this.endpoint.id(), reason, lasts, words);
	}

	EndpointStatus status() {
		if (this.duty != Duty.ON) {
			return (this.duty == Duty.DRAINING) ? EndpointStatus.DRAINING : EndpointStatus.DISABLED;
		}
		if (!this.ejection.isEjected()) {
			return EndpointStatus.OK;
		}
		return this.ejection.trialRuns() ? EndpointStatus.TRIAL : EndpointStatus.EJECTED;
	}

	EndpointSnapshot snapshot(long now, TypicalTimes times) {
		Duration suspended = this.account.left(now);
		return new EndpointSnapshot(this.endpoint.id(), this.endpoint.account(), this.endpoint.tier(), status(),
				this.inFlight.size(), overdue(now, times), this.cap.now(), this.success.at(now), this.slowness.at(now),
				this.ejection.times(), this.ejection.left(now), this.throttle.left(now), suspended,
				suspended.isZero() ? null : this.account.cause(), this.masks.models(now), this.list.size(),
				this.lastFailure, this.tally.counts());
	}

	String describe(long now) {
		Duration rest = List.of(this.account.left(now), this.throttle.left(now), this.ejection.left(now))
			.stream()
			.max(Comparator.naturalOrder())
			.orElseThrow();
		return "%s[%s, tier=%d, inFlight=%d, restMillis=%d, cap=%s, success=%s, slowness=%s]".formatted(
				this.endpoint.id(), status(), this.endpoint.tier(), this.inFlight.size(), rest.toMillis(), this.cap,
				this.success, this.slowness);
	}

	@Override
	public String toString() {
		return "%s[%s, %s, %s]".formatted(this.endpoint.id(), this.ejection, this.throttle, this.cap);
	}

}
