package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Finds names of headers and of fields of the body that Spring Boot's binder would change
 * without a word: it drops an underscore, which most fields of relays have, unless the
 * name is in brackets.
 */
final class MapNameCheck {

	private static final List<String> MAPS = List.of(
			Allowed.EXTRA_BODY.under(NanoBananaImageProperties.CONFIG_PREFIX) + ".",
			Allowed.HEADERS.under(NanoBananaProperties.CONFIG_PREFIX) + ".");

	private static final Pattern ENDPOINT_HEADERS = Pattern
		.compile(Pattern.quote(NanoBananaProperties.CONFIG_PREFIX + ".endpoints.") + "[^.]+\\.headers\\.");

	private static final Pattern IN_BRACKETS = Pattern.compile("\\[[^\\]]*\\]");

	private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9.-]*");

	private MapNameCheck() {
	}

	static void run(Environment environment, ConfigurationProblems problems) {
		if (environment instanceof ConfigurableEnvironment configurable) {
			configurable.getPropertySources()
				.stream()
				.flatMap((source) -> (source instanceof EnumerablePropertySource<?> enumerable)
						? Stream.of(enumerable.getPropertyNames()) : Stream.empty())
				.filter(MapNameCheck::isChanged)
				.forEach((name) -> problems.add(new ConfigurationProblem(name, "not shown",
						"Spring Boot keeps only letters, digits and '-' of a name without brackets",
						"brackets around the name, such as \"[safety_level]\", within quotes in YAML")));
		}
	}

	private static boolean isChanged(String name) {
		return (MAPS.stream().anyMatch(name::startsWith) || ENDPOINT_HEADERS.matcher(name).lookingAt())
				&& !KEPT.matcher(IN_BRACKETS.matcher(name).replaceAll("")).matches();
	}

}
