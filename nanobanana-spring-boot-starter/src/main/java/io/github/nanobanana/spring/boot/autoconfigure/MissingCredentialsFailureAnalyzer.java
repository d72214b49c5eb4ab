package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a model of another provider that has no key and is only there because no
 * property selects a provider of its kind, and gives the lines that help. It leaves every
 * other failure to others, among them a missing bean and a property that cannot be bound,
 * whatever their texts speak of: which of several analyzers is asked first depends on the
 * order of jars.
 */
final class MissingCredentialsFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

	private static final Pattern CREDENTIALS = Pattern.compile("(?i)api.?key|credential");

	private static final Pattern MISSING = Pattern.compile(
			"(?i)must be|require|missing|not set|not found|not provided|empty|\\bno (\\w+ )?(api.?key|credential)");

	private static final String NONE = "none";

	private final BeanFactory beanFactory;

	private final Environment environment;

	MissingCredentialsFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
		if (!(this.beanFactory instanceof ConfigurableListableBeanFactory beans) || !isOfCredentials(cause)) {
			return null;
		}
		String bean = failedBean(cause);
		ModelProvider provider = (bean != null) ? ModelProvider.of(beans, bean) : null;
		if (bean == null || provider == null || this.environment.containsProperty(provider.selector())) {
			return null;
		}
		return new FailureAnalysis(description(bean, provider), action(beans, provider), cause);
	}

	private static boolean isOfCredentials(Throwable failure) {
		Throwable root = failure;
		for (Throwable next = failure; next != null; next = next.getCause()) {
			if (next instanceof BindException) {
				return false;
			}
			root = next;
		}
		String message = (root instanceof BeansException) ? null : root.getMessage();
		return message != null && CREDENTIALS.matcher(message).find() && MISSING.matcher(message).find();
	}

	/** The one at the end of the chain of beans that need each other. */
	private static @Nullable String failedBean(BeanCreationException outermost) {
		String bean = null;
		for (Throwable failure = outermost; failure != null; failure = failure.getCause()) {
			if (failure instanceof BeanCreationException creation && creation.getBeanName() != null) {
				bean = creation.getBeanName();
			}
		}
		return bean;
	}

	private static String description(String bean, ModelProvider provider) {
		return "The model '%s' of Spring AI's provider '%s' has no usable key or other credentials.%n%nIt is set up only because %s is not set."
			.formatted(bean, provider.name(), provider.selector());
	}

	private String action(ConfigurableListableBeanFactory beans, ModelProvider failed) {
		String own = SpringAIModelProperties.IMAGE_MODEL.equals(failed.selector())
				? OnNanoBananaImageCondition.SELECTION : NONE;
		String goal = own.equals(NONE) ? "If that model is not wanted" : "If pictures are to come from Nano Banana";
		String others = others(beans, failed);
		return "To keep that model, set %s.%n%n%s, add to application.yml or application.properties:%n%s%n%s"
			.formatted(key(failed), goal, ModelProvider.line(failed.selector(), own), others);
	}

	/** What else the provider sets up for the same reason, and would fail over next. */
	private String others(ConfigurableListableBeanFactory beans, ModelProvider failed) {
		TreeSet<String> selectors = Stream.of(beans.getBeanDefinitionNames())
			.map((bean) -> ModelProvider.of(beans, bean))
			.filter((other) -> other != null && other.name().equals(failed.name()))
			.map(ModelProvider::selector)
			.filter((selector) -> !selector.equals(failed.selector()) && !this.environment.containsProperty(selector))
			.collect(Collectors.toCollection(TreeSet::new));
		String lines = selectors.stream()
			.map((selector) -> ModelProvider.line(selector,
					SpringAIModelProperties.IMAGE_MODEL.equals(selector) ? OnNanoBananaImageCondition.SELECTION : NONE))
			.collect(Collectors.joining());
		return lines.isEmpty() ? ""
				: "%nFurther models of '%s' are set up for the same reason. The same lines for those that have no key either:%n%s%n"
					.formatted(failed.name(), lines);
	}

	private static String key(ModelProvider provider) {
		return provider.name().equals("openai") ? "spring.ai.openai.api-key" : "the key of " + provider.name();
	}

}
