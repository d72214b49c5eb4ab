package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * The provider that an auto-configured model of Spring AI comes from, and the property
 * that selects among providers of its kind, as the condition of its auto-configuration
 * names them.
 *
 * @param selector the property, such as {@code spring.ai.model.image}
 * @param name what the property is set to for this provider, such as {@code openai}
 * @param source the auto-configuration
 */
record ModelProvider(String selector, String name, Class<?> source) {

	/**
	 * Returns the provider of a bean, or {@code null} if the bean is none of an
	 * auto-configured model.
	 */
	static @Nullable ModelProvider of(ConfigurableListableBeanFactory beans, String bean) {
		Class<?> source = source(beans, bean);
		if (source == null) {
			return null;
		}
		if (source == NanoBananaImageModelConfigurations.Otherwise.class) {
			return new ModelProvider(SpringAIModelProperties.IMAGE_MODEL, OnNanoBananaImageCondition.SELECTION, source);
		}
		return MergedAnnotations.from(source)
			.stream(ConditionalOnProperty.class)
			.flatMap((condition) -> of(condition, source))
			.findFirst()
			.orElse(null);
	}

	private static Stream<ModelProvider> of(MergedAnnotation<ConditionalOnProperty> condition, Class<?> source) {
		String prefix = condition.getString("prefix");
		String start = (prefix.isEmpty() || prefix.endsWith(".")) ? prefix : prefix + ".";
		return Arrays.stream(condition.getStringArray("name"))
			.map((name) -> start + name)
			.filter((name) -> name.startsWith(SpringAIModelProperties.MODEL_PREFIX + "."))
			.map((name) -> new ModelProvider(name, condition.getString("havingValue"), source));
	}

	private static @Nullable Class<?> source(ConfigurableListableBeanFactory beans, String bean) {
		String factory = beans.containsBeanDefinition(bean) ? beans.getMergedBeanDefinition(bean).getFactoryBeanName()
				: null;
		Class<?> type = (factory != null && beans.containsBeanDefinition(factory)) ? beans.getType(factory, false)
				: null;
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

	/** The line that selects this provider. */
	String line() {
		return line(this.selector, this.name);
	}

	static String line(String property, String value) {
		return "%n    %s: %s".formatted(property, value);
	}

}
