package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Finds names of models that stand without brackets and would not arrive as they are
 * written: Spring Boot makes {@code a/b} an {@code ab} then, and the entry would never be
 * found.
 */
final class BareKeyCheck {

	private static final String ENDPOINT = "(?:endpoints(?:\\.[^.\\[]+|\\.?\\[[^\\]]+])\\.)?";

	private static final Pattern ENTRY = Pattern.compile(Pattern.quote(NanoBananaProperties.CONFIG_PREFIX) + "\\."
			+ ENDPOINT + "(models|families|prices)\\.([^\\[]+)");

	private static final Pattern KEPT = Pattern.compile("[\\w.-]+");

	private static final Map<String, Allowed> ALLOWED = Map.of("models", Allowed.MODELS, "families", Allowed.FAMILIES,
			"prices", Allowed.PRICES);

	private final Environment environment;

	private final ConfigurationProblems problems;

	BareKeyCheck(Environment environment, ConfigurationProblems problems) {
		this.environment = environment;
		this.problems = problems;
	}

	void run() {
		if (!(this.environment instanceof ConfigurableEnvironment configurable)) {
			return;
		}
		for (PropertySource<?> source : configurable.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> listed
					&& !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				for (String name : listed.getPropertyNames()) {
					check(name, listed);
				}
			}
		}
	}

	private void check(String name, PropertySource<?> source) {
		Matcher entry = ENTRY.matcher(name);
		if (entry.matches() && !KEPT.matcher(entry.group(2)).matches()) {
			this.problems.add(new ConfigurationProblem(name, Shown.value(source.getProperty(name)),
					"without brackets the name loses what is no letter, digit, dot, hyphen or underscore",
					"the name in brackets, [" + entry.group(2) + "], in YAML within quotes; "
							+ ALLOWED.get(entry.group(1))));
		}
	}

}
