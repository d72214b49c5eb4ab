package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Random;

/**
 * Whether an endpoint rests after failures, for how long, and what brings it back: when
 * the time is over, one single trial. There is no percentage cap; a pool without any
 * endpoint left asks for trials of its own.
 */
final class Ejection {

	static final Duration FIRST = Duration.ofSeconds(30);

	static final Duration LONGEST = Duration.ofMinutes(5);

	/** So much success makes one ejection forgotten. */
	static final Duration EASING = Duration.ofMinutes(5);

	/**
	 * The whole of the score at which an endpoint is ejected, divisible by both steps.
	 */
	private static final int FULL = 15;

	private static final int HARD = 5;

	private static final int SOFT = 3;

	private static final double JITTER = 0.2;

	private final Random random;

	private final Deadline until;

	private int score;

	private int times;

	private boolean ejected;

	private boolean trialRuns;

	/**
	 * The failure that led here; what could not be reached is probed before its trial.
	 */
	private FailureClass cause = FailureClass.UNKNOWN;

	private boolean reached;

	/** When the last ejection began: what started before it is old evidence. */
	private long since;

	private long easedAt;

	Ejection(long now, Random random) {
		this.random = random;
		this.until = new Deadline(now);
		this.since = now - 1;
		this.easedAt = now;
	}

	boolean isEjected() {
		return this.ejected;
	}

	boolean trialRuns() {
		return this.trialRuns;
	}

	/**
	 * Whether the next fresh call is to be sent as a trial.
	 * @param now the time
	 * @param probed whether a probe will tell when the endpoint can be reached again
	 */
	boolean trialIsDue(long now, boolean probed) {
		boolean reachable = this.reached || !probed || this.cause != FailureClass.NOT_SENT;
		return this.ejected && !this.trialRuns && reachable && (this.reached || this.until.isOver(now));
	}

	/**
	 * A probe got an answer. That ends the wait of an endpoint that could not be reached,
	 * and means nothing for one that answered and failed.
	 */
	boolean reached() {
		boolean news = this.ejected && this.cause == FailureClass.NOT_SENT && !this.reached;
		this.reached = this.reached || news;
		return news;
	}

	boolean awaitsProbe() {
		return this.ejected && this.cause == FailureClass.NOT_SENT;
	}

	/** Whether what a call begun then shows is news about the endpoint. */
	boolean counts(long begun) {
		return begun - this.since > 0;
	}

	Duration left(long now) {
		return (this.ejected && !this.reached) ? this.until.left(now) : Duration.ZERO;
	}

	int times() {
		return this.times;
	}

	void trialBegan() {
		this.trialRuns = true;
	}

	void trialEnded() {
		this.trialRuns = false;
	}

	/** Adds a failure and says whether the endpoint is to be ejected for it. */
	boolean failed(boolean hard) {
		this.score += hard ? HARD : SOFT;
		return this.score >= FULL;
	}

	void succeeded(long now) {
		this.score = 0;
		if (this.times > 0 && now - this.easedAt >= EASING.toNanos()) {
			this.times--;
			this.easedAt = now;
		}
	}

	void eject(long now, FailureClass why) {
		this.ejected = true;
		this.cause = why;
		this.reached = false;
		this.since = now;
		this.times++;
		this.until.extend(now, rest());
	}

	/** A trial failed while nothing else was usable: the rest begins anew, no longer. */
	void rearm(long now, FailureClass why) {
		this.cause = why;
		this.reached = false;
		if (this.until.isOver(now)) {
			this.until.extend(now, rest());
		}
	}

	void comeBack(long now) {
		this.ejected = false;
		this.score = 0;
		this.easedAt = now;
	}

	private Duration rest() {
		Duration base = FIRST.multipliedBy(1L << Math.min(10, Math.max(0, this.times - 1)));
		Duration bounded = (base.compareTo(LONGEST) < 0) ? base : LONGEST;
		double factor = 1 + JITTER * (2 * this.random.nextDouble() - 1);
		return Duration.ofNanos((long) (bounded.toNanos() * factor));
	}

	@Override
	public String toString() {
		return "Ejection[ejected=%s, times=%d, score=%d/%d, cause=%s]".formatted(this.ejected, this.times, this.score,
				FULL, this.cause);
	}

}
