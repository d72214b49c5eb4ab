package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaEndpointSource;

/**
 * Matches if the image model is selected, or if nothing is selected and there is a key, a
 * source of keys, connection details, an endpoint bean or a source of endpoints, unless
 * its mode says otherwise. An application that has the starter only on its class path is
 * left alone.
 */
final class OnNanoBananaImageCondition extends SpringBootCondition implements ConfigurationCondition {

	static final String SELECTION = "nanobanana";

	private static final String MODE = Allowed.MODE.under(NanoBananaImageProperties.CONFIG_PREFIX);

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Nano Banana image model");
		NanoBananaImageMode mode = mode(context.getEnvironment());
		if (mode != NanoBananaImageMode.AUTO) {
			return new ConditionOutcome(mode == NanoBananaImageMode.ALWAYS,
					message.because("its mode is " + Shown.word(mode)));
		}
		String selected = context.getEnvironment().getProperty(SpringAIModelProperties.IMAGE_MODEL);
		if (selected != null) {
			return new ConditionOutcome(SELECTION.equalsIgnoreCase(selected),
					message.because(SpringAIModelProperties.IMAGE_MODEL + " is " + Shown.value(selected)));
		}
		if (endpointsMayExist(context.getBeanFactory())) {
			return ConditionOutcome.match(message
				.because("there is a bean of connection details, of an endpoint or of a source of endpoints"));
		}
		return (keysMayExist(context.getBeanFactory()) || hasKey(context.getEnvironment()))
				? ConditionOutcome.match(message.because("a key is set"))
				: ConditionOutcome.noMatch(message.because("%s is not set, and neither is a key: set %s and %s"
					.formatted(SpringAIModelProperties.IMAGE_MODEL,
							Allowed.BASE_URL.under(NanoBananaProperties.CONFIG_PREFIX),
							Allowed.API_KEY.under(NanoBananaProperties.CONFIG_PREFIX))));
	}

	/**
	 * A router needs the model whatever is selected. A mode that cannot be read keeps it
	 * too: the problem is to be shown, not hidden.
	 */
	private static NanoBananaImageMode mode(Environment environment) {
		if (NanoBananaRouterConfiguration.isWanted(environment)) {
			return (said(environment) == NanoBananaImageMode.OFF) ? NanoBananaImageMode.OFF
					: NanoBananaImageMode.ALWAYS;
		}
		return said(environment);
	}

	private static NanoBananaImageMode said(Environment environment) {
		try {
			return Binder.get(environment).bind(MODE, NanoBananaImageMode.class).orElse(NanoBananaImageMode.AUTO);
		}
		catch (BindException ex) {
			return NanoBananaImageMode.ALWAYS;
		}
	}

	/** A source may name no endpoint yet: the model waits for it. */
	static boolean endpointsMayExist(@Nullable BeanFactory beanFactory) {
		return beanFactory instanceof ListableBeanFactory beans && (exists(beans, NanoBananaConnectionDetails.class)
				|| exists(beans, NanoBananaEndpoint.class) || exists(beans, NanoBananaEndpointSource.class));
	}

	static boolean keysMayExist(@Nullable BeanFactory beanFactory) {
		return beanFactory instanceof ListableBeanFactory beans && exists(beans, NanoBananaApiKeySource.class);
	}

	/** The bean that tells the properties is ours and names nothing new. */
	private static boolean exists(ListableBeanFactory beans, Class<?> type) {
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false))
			.anyMatch((name) -> !beans.isTypeMatch(name, PropertiesNanoBananaConnectionDetails.class));
	}

	/** A key that cannot be read is a key too: its problem is to be shown, not hidden. */
	private static boolean hasKey(Environment environment) {
		ConfigurationProblems problems = new ConfigurationProblems();
		NanoBananaProperties properties = LenientBinding.relays(environment, problems);
		return Shown.isSet(properties.getApiKey())
				|| properties.getEndpoints().values().stream().anyMatch((endpoint) -> Shown.isSet(endpoint.getApiKey()))
				|| problems.all()
					.stream()
					.anyMatch((problem) -> problem.property().endsWith("." + Allowed.API_KEY.property()));
	}

}
