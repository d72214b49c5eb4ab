package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds properties that Spring Boot would drop without a word: names with a slip in them
 * and names in the wrong place. What is like nothing known is left alone, since other
 * code may read it; so are environment variables, whose names are ambiguous. Values are
 * not shown: behind a wrong name there may be a key.
 */
final class UnknownPropertyCheck {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName
		.of(NanoBananaProperties.CONFIG_PREFIX);

	/** How the prefix begins however it is written. */
	private static final String FAMILY = "spring.";

	private static final String IMAGE = "image";

	/** A part of names in Spring AI 1. */
	private static final String OPTIONS = "options";

	private static final Map<String, Class<?>> ROOT = names(NanoBananaProperties.class);

	private static final Map<String, Class<?>> ENDPOINT = names(NanoBananaEndpointProperties.class);

	private static final Map<String, Class<?>> PICTURE = names(NanoBananaImageProperties.class);

	private final Environment environment;

	private final ConfigurationProblems problems;

	UnknownPropertyCheck(Environment environment, ConfigurationProblems problems) {
		this.environment = environment;
		this.problems = problems;
	}

	private static Map<String, Class<?>> names(Class<?> type) {
		Map<String, Class<?>> names = new LinkedHashMap<>();
		Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.filter((property) -> !property.getName().equals("class"))
			.forEach((property) -> names.put(DataObjectPropertyName.toDashedForm(property.getName()),
					property.getPropertyType()));
		return names;
	}

	void run() {
		if (!(this.environment instanceof ConfigurableEnvironment configurable)) {
			return;
		}
		for (PropertySource<?> source : configurable.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> listed
					&& !(source instanceof SystemEnvironmentPropertySource)
					&& !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				Arrays.stream(listed.getPropertyNames()).forEach(this::check);
			}
		}
	}

	private void check(String property) {
		if (!property.regionMatches(true, 0, FAMILY, 0, FAMILY.length())) {
			return;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		String meant = PREFIX.isAncestorOf(name) ? meantAtRoot(name, PREFIX.getNumberOfElements()) : null;
		if (meant != null) {
			this.problems.add(new ConfigurationProblem(property, "not shown, it may be a secret",
					"there is no such property", "did you mean " + PREFIX + "." + meant + "?"));
		}
	}

	private static @Nullable String meantAtRoot(ConfigurationPropertyName name, int at) {
		String element = element(name, at);
		if (element.equals(IMAGE)) {
			return meantForPictures(name, at + 1);
		}
		if (element.equals("endpoints")) {
			return (at + 2 < name.getNumberOfElements()) ? meantForEndpoint(name, at + 2) : null;
		}
		if (element.equals(OPTIONS)) {
			return meantForPictures(name, at);
		}
		Map<String, Class<?>> known = new LinkedHashMap<>(ROOT);
		known.put(IMAGE, Object.class);
		String elsewhere = known(PICTURE, element);
		return (elsewhere != null && known(known, element) == null) ? IMAGE + "." + elsewhere
				: meant("", known, name, at);
	}

	private static @Nullable String meantForEndpoint(ConfigurationPropertyName name, int at) {
		String elsewhere = known(ROOT, element(name, at));
		if (elsewhere != null && known(ENDPOINT, elsewhere) == null) {
			return elsewhere;
		}
		return meant("endpoints." + name.getElement(at - 1, Form.ORIGINAL) + ".", ENDPOINT, name, at);
	}

	private static @Nullable String meantForPictures(ConfigurationPropertyName name, int at) {
		if (at >= name.getNumberOfElements()) {
			return null;
		}
		if (element(name, at).equals(OPTIONS)) {
			String next = (at + 1 < name.getNumberOfElements()) ? known(PICTURE, element(name, at + 1)) : null;
			return (next != null) ? IMAGE + "." + next : null;
		}
		String elsewhere = known(ROOT, element(name, at));
		return (elsewhere != null && known(PICTURE, elsewhere) == null) ? elsewhere
				: meant(IMAGE + ".", PICTURE, name, at);
	}

	private static @Nullable String meant(String path, Map<String, Class<?>> known, ConfigurationPropertyName name,
			int at) {
		String element = element(name, at);
		String exact = known(known, element);
		if (exact == null) {
			String meant = Typo.meant(element, known.keySet().stream().map(Allowed::uniform).toList());
			return (meant != null) ? path + known(known, meant) : null;
		}
		Class<?> type = Objects.requireNonNull(known.get(exact));
		boolean nested = type == NanoBananaSslProperties.class || type == NanoBananaProxyProperties.class
				|| type == DialectSettingsProperties.class;
		return (nested && at + 1 < name.getNumberOfElements()) ? meant(path + exact + ".", names(type), name, at + 1)
				: null;
	}

	private static @Nullable String known(Map<String, Class<?>> names, String element) {
		String uniform = Allowed.uniform(element);
		return names.keySet().stream().filter((name) -> Allowed.uniform(name).equals(uniform)).findFirst().orElse(null);
	}

	private static String element(ConfigurationPropertyName name, int at) {
		return name.getElement(at, Form.UNIFORM);
	}

}
