package io.github.nanobanana.samples.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What one process found: named numbers, or the first line of what went wrong.
 *
 * @param values the numbers by name
 * @param failure why there are none, or {@code null}
 */
record Figures(Map<String, Double> values, @Nullable String failure) {

	private static final String VALUE = "@ ";

	private static final String FAILURE = "! ";

	private static final int LONGEST = 90;

	static Figures failed(String why) {
		return new Figures(Map.of(), why);
	}

	/** Says one number, in the process that measured it. */
	static void say(String name, double value) {
		System.out.println(VALUE + name + " " + value);
	}

	/** Says why there is no number, in the process that could not measure it. */
	static void sayFailure(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		System.out.println(FAILURE + root.getClass().getSimpleName() + ": " + root.getMessage());
	}

	static Figures read(List<String> lines, int exit) {
		Map<String, Double> values = new TreeMap<>();
		String failure = null;
		for (String line : lines) {
			if (line.startsWith(VALUE)) {
				String[] parts = line.substring(VALUE.length()).split(" ");
				values.put(parts[0], Double.valueOf(parts[1]));
			}
			else if (failure == null && line.startsWith(FAILURE)) {
				failure = line.substring(FAILURE.length());
			}
			else if (failure == null && (line.contains("OutOfMemoryError") || line.startsWith("Exception in thread"))) {
				failure = line.replaceFirst("^.*?(?=[A-Za-z.]*Error)", "");
			}
		}
		if (failure == null && (exit != 0 || values.isEmpty())) {
			failure = "ended with status " + exit;
		}
		return new Figures(values, (failure != null) ? shortened(failure) : null);
	}

	private static String shortened(String text) {
		String plain = text.replace('|', '/').replace('`', '\'').strip();
		return (plain.length() > LONGEST) ? plain.substring(0, LONGEST) + "..." : plain;
	}

	double get(String name) {
		return this.values.getOrDefault(name, Double.NaN);
	}

	boolean succeeded() {
		return this.failure == null;
	}

}
