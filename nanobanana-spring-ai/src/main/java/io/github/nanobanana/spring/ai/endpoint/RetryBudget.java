package io.github.nanobanana.spring.ai.endpoint;

import java.util.Locale;

/**
 * The failovers that a pool can afford, so that retries do not multiply the load when
 * much fails at once.
 */
final class RetryBudget {

	static final double MOST = 10;

	static final double PER_SUCCESS = 0.2;

	static final double PER_SECOND = 0.1;

	private double tokens = MOST;

	private long at;

	RetryBudget(long now) {
		this.at = now;
	}

	boolean has(long now) {
		return at(now) >= 1;
	}

	void take(long now) {
		this.tokens = at(now) - 1;
		this.at = now;
	}

	/** A further attempt need not be paid for, since the one before was never sent. */
	void refund(long now) {
		this.tokens = Math.min(MOST, at(now) + 1);
		this.at = now;
	}

	void succeeded(long now) {
		this.tokens = Math.min(MOST, at(now) + PER_SUCCESS);
		this.at = now;
	}

	double at(long now) {
		return Math.min(MOST, this.tokens + (now - this.at) / 1e9 * PER_SECOND);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "RetryBudget[%.1f]", this.tokens);
	}

}
