package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * What is known of one account's key, shared by its endpoints: after a rejection they are
 * left alone for {@link #SUSPENSION}, unless a call that began later succeeds. What a
 * probe caused, a probe may end; what a call caused, only a call.
 */
final class Account {

	static final Duration SUSPENSION = Duration.ofMinutes(5);

	private Deadline until;

	private long since;

	private FailureCause cause = FailureCause.OTHER;

	private boolean byProbe;

	/** No probe may speak against the key again before a call has. */
	private boolean probesDoubted;

	Account(long now) {
		this.until = new Deadline(now);
		this.since = now;
	}

	void suspend(long now, FailureCause why) {
		this.cause = why;
		this.since = now;
		this.byProbe = false;
		this.probesDoubted = false;
		this.until.extend(now, SUSPENSION);
	}

	/**
	 * A probe was told that the key is not accepted. Some relays refuse their list to
	 * keys that may draw, so this is believed once, until a call has shown what is true.
	 */
	boolean suspendedByProbe(long now) {
		if (this.probesDoubted || !left(now).isZero()) {
			return false;
		}
		suspend(now, FailureCause.KEY);
		this.byProbe = true;
		this.probesDoubted = true;
		return true;
	}

	/** A probe's key was accepted: ends what an earlier probe began. */
	boolean acceptedByProbe(long now) {
		this.probesDoubted = false;
		if (!this.byProbe) {
			return false;
		}
		this.byProbe = false;
		boolean ends = !left(now).isZero();
		this.until = new Deadline(now);
		return ends;
	}

	/** A call succeeded; says whether that ends a suspension. */
	boolean succeeded(long now, long begun) {
		if (begun - this.since <= 0) {
			return false;
		}
		boolean ends = !left(now).isZero();
		this.until = new Deadline(now);
		this.byProbe = false;
		return ends;
	}

	Duration left(long now) {
		return this.until.left(now);
	}

	FailureCause cause() {
		return this.cause;
	}

	@Override
	public String toString() {
		return "Account[" + this.cause + "]";
	}

}
