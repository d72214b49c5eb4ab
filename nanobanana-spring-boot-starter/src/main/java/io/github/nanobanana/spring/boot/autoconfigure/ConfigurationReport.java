package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * The text that a person reads when the application does not start: every property that
 * is missing or wrong with its value, where that came from, what is allowed, and the
 * lines to add.
 */
final class ConfigurationReport {

	private static final String ITEM = "%n%n    Property: %s%n    Value: %s%s%s%n    Allowed: %s";

	private final Environment environment;

	private final List<ConfigurationProblem> problems;

	ConfigurationReport(Environment environment, List<ConfigurationProblem> problems) {
		this.environment = environment;
		this.problems = problems;
	}

	FailureAnalysis analysis(Throwable cause) {
		return new FailureAnalysis(description(), action(), cause);
	}

	private String description() {
		int count = this.problems.size();
		return this.problems.stream()
			.map(this::item)
			.collect(Collectors.joining("", "The Nano Banana image model cannot be set up, since "
					+ ((count == 1) ? "a property is" : count + " properties are") + " missing or wrong:", ""));
	}

	private String item(ConfigurationProblem problem) {
		return ITEM.formatted(problem.property(), problem.value(), line("Origin", origin(problem.property())),
				line("Reason", problem.reason()), problem.allowed());
	}

	private static String line(String label, @Nullable String text) {
		return (text != null) ? "%n    %s: %s".formatted(label, text) : "";
	}

	private @Nullable String origin(String property) {
		String origin = origin(ConfigurationPropertyName.adapt(property, '.'));
		// A key with a dot may stand there without brackets
		return (origin != null) ? origin
				: origin(ConfigurationPropertyName.adapt(property.replace('[', '.').replace("]", ""), '.'));
	}

	private @Nullable String origin(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null && found.getOrigin() != null) {
				return found.getOrigin().toString();
			}
		}
		return null;
	}

	private String action() {
		String lines = this.problems.stream()
			.filter(ConfigurationProblem::isMissing)
			.map((problem) -> "%n    %s: %s".formatted(problem.property(), example(problem)))
			.collect(Collectors.joining());
		String correct = this.problems.stream().allMatch(ConfigurationProblem::isMissing) ? ""
				: "Correct the properties above.%n%n".formatted();
		String add = lines.isEmpty() ? ""
				: "Add to application.yml or application.properties, with the values of your relay:%n%s%n%n"
					.formatted(lines);
		return correct + add + "To start without this image model, set "
				+ Allowed.MODE.under(NanoBananaImageProperties.CONFIG_PREFIX) + " to off.";
	}

	private static String example(ConfigurationProblem problem) {
		return problem.property().endsWith(Allowed.API_KEY.property()) ? "${NANOBANANA_API_KEY}"
				: "https://api.example.com";
	}

}
