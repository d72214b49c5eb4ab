package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

/**
 * Binds properties of which some cannot be read: each of those is noted and left out, so
 * that the ones after it are looked at too.
 */
final class LenientBinding implements BindHandler {

	/** What could not be taken apart may hold a secret anywhere. */
	private static final Set<Allowed> SECRETS = EnumSet.of(Allowed.API_KEY, Allowed.HEADERS, Allowed.ENDPOINTS,
			Allowed.EXTRA_BODY, Allowed.PROXY, Allowed.HOST, Allowed.USERNAME, Allowed.PASSWORD);

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName
		.of(NanoBananaProperties.CONFIG_PREFIX);

	private static final String ANY = "a value of type ";

	private final ConfigurationProblems problems;

	private LenientBinding(ConfigurationProblems problems) {
		this.problems = problems;
	}

	static NanoBananaProperties relays(Environment environment, ConfigurationProblems problems) {
		return bind(environment, NanoBananaProperties.CONFIG_PREFIX, NanoBananaProperties.class, problems);
	}

	static NanoBananaImageProperties image(Environment environment, ConfigurationProblems problems) {
		return bind(environment, NanoBananaImageProperties.CONFIG_PREFIX, NanoBananaImageProperties.class, problems);
	}

	private static <T> T bind(Environment environment, String prefix, Class<T> type, ConfigurationProblems problems) {
		BindHandler handler = new LenientBinding(problems);
		return Objects.requireNonNull(Binder.get(environment).bindOrCreate(prefix, Bindable.of(type), handler));
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) {
		ConfigurationProperty property = context.getConfigurationProperty();
		List<String> path = path(name);
		Allowed allowed = allowed(path);
		DialectSetting setting = (allowed == Allowed.DIALECT_SETTINGS) ? DialectSetting.of(path.get(path.size() - 1))
				: null;
		String value = SECRETS.contains(allowed) ? Shown.SECRET : shown(property, allowed);
		Object words = (setting != null) ? setting : Objects.requireNonNullElse(allowed, ANY + target.getType());
		this.problems.add(new ConfigurationProblem(name.toString(), value, null, words.toString()));
		return null;
	}

	/** What belongs to TLS or a proxy has its word at the end of the name. */
	private static @Nullable Allowed allowed(List<String> path) {
		Allowed first = Allowed.of(path.get(0));
		boolean nested = (first == Allowed.SSL || first == Allowed.PROXY) && path.size() > 1;
		return nested ? Allowed.of(path.get(1)) : first;
	}

	private static String shown(@Nullable ConfigurationProperty property, @Nullable Allowed allowed) {
		if (property == null) {
			return "not readable";
		}
		return (allowed == Allowed.BASE_URL) ? Shown.address(String.valueOf(property.getValue()))
				: Shown.value(property.getValue());
	}

	/** The name from the property on, without what says which endpoint it is. */
	private static List<String> path(ConfigurationPropertyName name) {
		List<String> path = new ArrayList<>();
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			path.add(name.getElement(i, Form.UNIFORM));
		}
		String first = path.isEmpty() ? "" : path.get(0);
		int skipped = switch (first) {
			case "endpoints" -> (path.size() > 2) ? 2 : 0;
			case "image" -> (path.size() > 1) ? 1 : 0;
			default -> 0;
		};
		return path.isEmpty() ? List.of("") : path.subList(skipped, path.size());
	}

}
