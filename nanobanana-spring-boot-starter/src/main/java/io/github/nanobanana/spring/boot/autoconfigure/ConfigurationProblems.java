package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with the configuration, the first problem of each
 * property, so that one start shows all of it.
 */
final class ConfigurationProblems {

	private final Map<String, ConfigurationProblem> problems = new LinkedHashMap<>();

	void add(ConfigurationProblem problem) {
		this.problems.putIfAbsent(problem.property(), problem);
	}

	/**
	 * Adds a problem unless the value is left out or allowed.
	 */
	<T> void check(String prefix, Allowed allowed, @Nullable T value, Predicate<T> isAllowed) {
		if (value != null && !isAllowed.test(value)) {
			add(new ConfigurationProblem(allowed.under(prefix), Shown.value(value), allowed.toString()));
		}
	}

	/**
	 * Adds a problem in the words of the library, if it refuses what is attempted.
	 */
	void attempt(String property, String shownValue, Runnable attempt) {
		try {
			attempt.run();
		}
		catch (IllegalArgumentException ex) {
			add(new ConfigurationProblem(property, shownValue, String.valueOf(ex.getMessage())));
		}
	}

	boolean isEmpty() {
		return this.problems.isEmpty();
	}

	List<ConfigurationProblem> all() {
		return List.copyOf(this.problems.values());
	}

	/**
	 * Ends the start of the application if there is a problem.
	 */
	void refuse() {
		if (!this.problems.isEmpty()) {
			throw new InvalidNanoBananaConfigurationException(all());
		}
	}

	@Override
	public String toString() {
		return this.problems.values().toString();
	}

}
