package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageModel;
import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.RoutingImageModel;

/**
 * The router in front of this image model and another, if the property names another.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(NanoBananaRouterConfiguration.OnFallback.class)
final class NanoBananaRouterConfiguration {

	static final String BEAN = "nanoBananaRoutingImageModel";

	private static final String PROPERTY = Allowed.FALLBACK.under(NanoBananaImageProperties.CONFIG_PREFIX);

	@Bean(BEAN)
	@Primary
	@ConditionalOnMissingBean
	RoutingImageModel nanoBananaRoutingImageModel(NanoBananaImageModel primary, Environment environment,
			ListableBeanFactory beans) {
		String name = String.valueOf(name(environment)).strip();
		List<String> others = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ImageModel.class, true, false))
			.filter((other) -> !other.equals(BEAN) && !beans.isTypeMatch(other, NanoBananaImageModel.class))
			.toList();
		if (name.equals(BEAN) || !beans.containsBean(name) || !beans.isTypeMatch(name, ImageModel.class)
				|| beans.getBean(name) == primary) {
			throw new InvalidNanoBananaConfigurationException(List
				.of(new ConfigurationProblem(PROPERTY, Shown.value(name), reason(environment), allowed(others))));
		}
		return RoutingImageModel.builder().primary(primary).fallback(beans.getBean(name, ImageModel.class)).build();
	}

	private static String reason(Environment environment) {
		String selected = environment.getProperty(SpringAIModelProperties.IMAGE_MODEL);
		String none = "there is no other ImageModel of this name";
		return (selected != null)
				? none + "; " + SpringAIModelProperties.IMAGE_MODEL + " is " + Shown.value(selected)
						+ ", and Spring AI's other providers stay away then: remove it, or select the other provider"
				: none;
	}

	private static String allowed(List<String> others) {
		return Allowed.FALLBACK
				+ (others.isEmpty() ? "" : others.stream().collect(Collectors.joining(", ", ", here: ", "")));
	}

	private static @Nullable String name(Environment environment) {
		return Binder.get(environment).bind(PROPERTY, String.class).orElse(null);
	}

	/** Whether the property names a bean. */
	static boolean isWanted(Environment environment) {
		return Shown.isSet(name(environment));
	}

	static final class OnFallback extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean wanted = isWanted(context.getEnvironment());
			return new ConditionOutcome(wanted, ConditionMessage.forCondition("Router of image models")
				.because(PROPERTY + (wanted ? " is set" : " is not set")));
		}

	}

}
