package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.model.ApiKey;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The failures that the analyzer takes for a missing key, and those that it leaves to
 * Spring Boot's analyzers even if it is asked before them.
 */
class MissingCredentialsFailureAnalyzerTests {

	private static final String BEAN = "otherImageModel";

	@ParameterizedTest
	@ValueSource(strings = { "At least one credential source must be specified", "API key is required",
			"No API key provided", "no usable credentials", "apiKey not set" })
	void analysisWhenTheKeyIsMissingSaysSo(String message) {
		FailureAnalysis analysis = analyze(
				new BeanCreationException(BEAN, "failed", new IllegalStateException(message)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains(BEAN, "has no usable key");
		assertThat(analysis.getAction()).startsWith("To keep that model, set the key of other.");
	}

	static Stream<Throwable> others() {
		NoSuchBeanDefinitionException noBean = new NoSuchBeanDefinitionException(ApiKey.class,
				"expected at least 1 bean, and a credential is required");
		return Stream.of(noBean, new UnsatisfiedDependencyException(null, BEAN, "apiKey", noBean), unbound(),
				new IllegalStateException("No route to the host that checks the api-key"));
	}

	private static BindException unbound() {
		Binder binder = new Binder(
				new MapConfigurationPropertySource(Map.of("spring.ai.other.retries", "api-key-required")));
		return catchThrowableOfType(BindException.class, () -> binder.bind("spring.ai.other.retries", Integer.class));
	}

	@ParameterizedTest
	@MethodSource("others")
	void analysisWhenSomethingElseFailsIsLeftToOthers(Throwable failure) {
		assertThat(analyze(new BeanCreationException(BEAN, "failed", failure))).isNull();
	}

	@Test
	void analysisWhenTheKeyIsMissingInABoundConstructorIsStillOurs() {
		assertThat(analyze(new UnsatisfiedDependencyException(null, "user", "images",
				new BeanCreationException(BEAN, "failed", new IllegalArgumentException("apiKey must not be empty")))))
			.isNotNull();
	}

	private static FailureAnalysis analyze(BeanCreationException failure) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
				OtherImageAutoConfiguration.class)) {
			return new MissingCredentialsFailureAnalyzer(context.getBeanFactory(), context.getEnvironment())
				.analyze(failure);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "spring.ai.model.image", havingValue = "other", matchIfMissing = true)
	static class OtherImageAutoConfiguration {

		@Bean
		@Lazy
		ImageModel otherImageModel() {
			throw new IllegalStateException("never asked for");
		}

	}

}
