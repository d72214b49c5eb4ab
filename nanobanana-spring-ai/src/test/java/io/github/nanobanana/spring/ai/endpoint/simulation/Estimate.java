package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The mean of a measure over seeds, with half of its 95 % interval by Student's t. Seeds
 * without the event that is measured, such as no ejection, do not count.
 *
 * @param mean the mean, not a number if no seed counts
 * @param half half of the width of the interval
 * @param counted the seeds that count
 * @param seeds all seeds
 */
record Estimate(double mean, double half, int counted, int seeds) {

	static Estimate of(Measure measure, List<Run> runs) {
		double[] values = runs.stream().mapToDouble(measure::of).filter(Double::isFinite).toArray();
		int n = values.length;
		double sum = 0;
		for (double value : values) {
			sum += value;
		}
		double mean = sum / n;
		double squares = 0;
		for (double value : values) {
			squares += (value - mean) * (value - mean);
		}
		double half = (n < 2) ? 0 : student(n - 1) * StrictMath.sqrt(squares / (n - 1) / n);
		return new Estimate((n == 0) ? Double.NaN : mean, half, n, runs.size());
	}

	/** The 97.5th percentile of Student's t, by the expansion around the normal one. */
	static double student(int freedom) {
		double z = 1.959964;
		double cube = z * z * z;
		double fifth = cube * z * z;
		double seventh = fifth * z * z;
		return z + (cube + z) / (4 * freedom) + (5 * fifth + 16 * cube + 3 * z) / (96.0 * freedom * freedom)
				+ (3 * seventh + 19 * fifth + 17 * cube - 15 * z) / (384.0 * freedom * freedom * freedom);
	}

	static String text(double value, int decimals) {
		return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
	}

	String mean(int decimals) {
		return Double.isNaN(this.mean) ? "–" : text(this.mean, decimals);
	}

	/** With the interval, and with the seeds that count if these are not all. */
	String full(int decimals) {
		if (Double.isNaN(this.mean)) {
			return "–";
		}
		String some = (this.counted < this.seeds) ? " (" + this.counted + " of " + this.seeds + ")" : "";
		return text(this.mean, decimals) + " ±" + text(this.half, decimals) + some;
	}

}
