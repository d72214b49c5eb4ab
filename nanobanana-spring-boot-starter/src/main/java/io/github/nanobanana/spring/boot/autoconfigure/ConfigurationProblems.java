package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

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
			add(new ConfigurationProblem(allowed.under(prefix), Shown.value(value), null, allowed.toString()));
		}
	}

	/**
	 * Adds a problem if the library refuses what is attempted, with its reason.
	 */
	void attempt(String property, String shownValue, Object allowed, Runnable attempt) {
		try {
			attempt.run();
		}
		catch (IllegalArgumentException ex) {
			add(new ConfigurationProblem(property, shownValue, ex.getMessage(), allowed.toString()));
		}
	}

	/**
	 * Adds a problem if a placeholder without a value is left in a text.
	 */
	void checkPlaceholder(String property, @Nullable String text, Allowed allowed) {
		ConfigurationProblem problem = ConfigurationProblem.placeholder(property, text, allowed);
		if (problem != null) {
			add(problem);
		}
	}

	/**
	 * Whether a problem of the property is known, however its name is written.
	 */
	boolean isNoted(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		return this.problems.keySet()
			.stream()
			.anyMatch((noted) -> ConfigurationPropertyName.adapt(noted, '.').equals(name));
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
