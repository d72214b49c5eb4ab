package io.github.nanobanana.relay.simulator;

import java.time.Duration;

/**
 * When a misbehaviour strikes: which requests, how often, by which chance, how late. Zero
 * times means once when enqueued and without end otherwise.
 */
record Conditions(RequestFilter filter, int times, double probability, long seed, Duration delay) {

	static final Conditions NONE = new Conditions(RequestFilter.API, 0, 1, 0, Duration.ZERO);

	Conditions filter(RequestFilter value) {
		return new Conditions(value, this.times, this.probability, this.seed, this.delay);
	}

	Conditions times(int value) {
		if (value < 1) {
			throw new IllegalArgumentException("times must be at least 1, not " + value);
		}
		return new Conditions(this.filter, value, this.probability, this.seed, this.delay);
	}

	Conditions probability(double value, long start) {
		if (value < 0 || value > 1) {
			throw new IllegalArgumentException("probability must lie between 0 and 1, not " + value);
		}
		return new Conditions(this.filter, this.times, value, start, this.delay);
	}

	Conditions delay(Duration value) {
		return new Conditions(this.filter, this.times, this.probability, this.seed, value);
	}

	@Override
	public String toString() {
		return this.filter + (this.delay.isZero() ? "" : " after " + this.delay);
	}

}
