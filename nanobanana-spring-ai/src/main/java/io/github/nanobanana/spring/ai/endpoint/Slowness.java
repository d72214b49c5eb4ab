package io.github.nanobanana.spring.ai.endpoint;

import java.util.Locale;

/**
 * How slow an endpoint is beside the median of all: 1 is average, 2 takes twice as long.
 * A moving average of logarithms, which forgets towards 1 when nothing is heard.
 */
final class Slowness {

	private static final double GAIN = 0.2;

	private static final double LEAST = 0.5;

	private static final double MOST = 4;

	private double logarithm;

	private long at;

	Slowness(long now) {
		this.at = now;
	}

	/** A success that took so many times the median. */
	void add(long now, double ratio) {
		double faded = faded(now);
		this.logarithm = faded + GAIN * (StrictMath.log(Math.max(1e-3, ratio)) - faded);
		this.at = now;
	}

	/** An unknown outcome: it can make an endpoint look slow, never fast. */
	void addAtLeast(long now, double ratio) {
		add(now, Math.max(ratio, StrictMath.exp(faded(now))));
	}

	double at(long now) {
		return Math.min(MOST, Math.max(LEAST, StrictMath.exp(faded(now))));
	}

	private double faded(long now) {
		return this.logarithm * StrictMath.exp(-(now - this.at) / SuccessEstimate.FADING_NANOS);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%.2f", StrictMath.exp(this.logarithm));
	}

}
