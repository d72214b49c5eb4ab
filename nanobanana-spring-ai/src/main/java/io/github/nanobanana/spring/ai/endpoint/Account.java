package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * What is known of one account's key, shared by its endpoints: after a rejection they are
 * left alone for {@link #SUSPENSION}, unless a call that began later succeeds.
 */
final class Account {

	static final Duration SUSPENSION = Duration.ofMinutes(5);

	private Deadline until;

	private long since;

	private FailureCause cause = FailureCause.OTHER;

	Account(long now) {
		this.until = new Deadline(now);
		this.since = now;
	}

	void suspend(long now, FailureCause why) {
		this.cause = why;
		this.since = now;
		this.until.extend(now, SUSPENSION);
	}

	void succeeded(long now, long begun) {
		if (begun - this.since > 0) {
			this.until = new Deadline(now);
		}
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
