package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.EnumSet;
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
			Allowed.EXTRA_BODY);

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
		Allowed allowed = allowed(name);
		String value = SECRETS.contains(allowed) ? Shown.SECRET : shown(property, allowed);
		this.problems.add(new ConfigurationProblem(name.toString(), value, null,
				(allowed != null) ? allowed.toString() : "a value of type " + target.getType()));
		return null;
	}

	private static String shown(@Nullable ConfigurationProperty property, @Nullable Allowed allowed) {
		if (property == null) {
			return "not readable";
		}
		return (allowed == Allowed.BASE_URL) ? Shown.address(String.valueOf(property.getValue()))
				: Shown.value(property.getValue());
	}

	private static @Nullable Allowed allowed(ConfigurationPropertyName name) {
		Allowed last = Allowed.of(element(name, 1));
		return (last != null) ? last : Allowed.of(element(name, 2));
	}

	private static String element(ConfigurationPropertyName name, int fromEnd) {
		int index = name.getNumberOfElements() - fromEnd;
		return (index >= 0) ? name.getElement(index, Form.UNIFORM) : "";
	}

}
