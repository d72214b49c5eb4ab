package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads from an application: the series by name, with all values that
 * their labels have.
 */
final class Scrape {

	private static final Pattern SERIES = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	private final Map<String, Map<String, Set<String>>> series = new TreeMap<>();

	Scrape(String text) {
		SERIES.matcher(text).results().forEach((line) -> {
			Map<String, Set<String>> labels = this.series.computeIfAbsent(line.group(1), (name) -> new TreeMap<>());
			if (line.group(2) != null) {
				Matcher label = LABEL.matcher(line.group(2));
				while (label.find()) {
					labels.computeIfAbsent(label.group(1), (name) -> new TreeSet<>()).add(label.group(2));
				}
			}
		});
	}

	Set<String> names() {
		return this.series.keySet();
	}

	/** The labels of a metric; Prometheus adds job and instance. */
	Set<String> labels(String metric) {
		Set<String> labels = new TreeSet<>(this.series.get(metric).keySet());
		labels.addAll(Set.of("job", "instance"));
		return labels;
	}

	Set<String> values(String metric, String label) {
		return this.series.get(metric).getOrDefault(label, Set.of());
	}

	@Override
	public String toString() {
		return this.series.toString();
	}

}
