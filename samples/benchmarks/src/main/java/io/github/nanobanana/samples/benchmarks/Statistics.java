package io.github.nanobanana.samples.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The arithmetic of the report.
 */
final class Statistics {

	private Statistics() {
	}

	/** The middle value, or the mean of the two in the middle; NaN of nothing. */
	static double median(Collection<Double> values) {
		if (values.isEmpty()) {
			return Double.NaN;
		}
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/** Two digits below ten, one below a hundred, none above. */
	static String number(double value) {
		if (Double.isNaN(value)) {
			return "-";
		}
		double size = Math.abs(value);
		int digits = (size < 10) ? 2 : (size < 100) ? 1 : 0;
		return String.format(Locale.ROOT, "%,." + digits + "f", value);
	}

}
