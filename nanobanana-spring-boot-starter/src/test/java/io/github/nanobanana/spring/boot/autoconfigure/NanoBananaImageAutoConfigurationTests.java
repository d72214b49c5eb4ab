package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the image model is there, and what it is made of.
 */
class NanoBananaImageAutoConfigurationTests {

	private static final String KEY = "sk-never-to-be-seen";

	private final ApplicationContextRunner unconfigured = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class));

	private final ApplicationContextRunner configured = this.unconfigured.withPropertyValues(
			"spring.ai.nanobanana.base-url=http://127.0.0.1:65535", "spring.ai.nanobanana.api-key=" + KEY);

	@Test
	void modelWhenKeyIsSetIsPresentAsFallback() {
		this.configured.run((context) -> {
			assertThat(context).hasSingleBean(ImageModel.class).hasSingleBean(NanoBananaImageModel.class);
			assertThat(context.getBeanFactory().getBeanDefinition("nanoBananaImageModel").isFallback()).isTrue();
		});
	}

	@Test
	void modelWhenSelectedIsPresentAndNoFallback() {
		this.configured.withPropertyValues("spring.ai.model.image=NanoBanana").run((context) -> {
			assertThat(context).hasSingleBean(NanoBananaImageModel.class);
			assertThat(context.getBeanFactory().getBeanDefinition("nanoBananaImageModel").isFallback()).isFalse();
		});
	}

	@Test
	void modelWhenNothingIsSetIsAbsentAndReportSaysWhy() {
		this.unconfigured.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class);
			assertThat(context).doesNotHaveBean(NanoBananaProperties.class);
			assertThat(report(context.getSourceApplicationContext()))
				.anyMatch((line) -> line.contains("spring.ai.model.image is not set, and neither is a key"));
		});
	}

	@Test
	void modelWhenKeyIsEmptyIsAbsent() {
		this.unconfigured
			.withPropertyValues("spring.ai.nanobanana.base-url=http://127.0.0.1:65535", "spring.ai.nanobanana.api-key=")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
	}

	@Test
	void modelWhenAnotherIsSelectedIsAbsentWhateverIsConfigured() {
		for (String other : List.of("openai", "none", "openai,nanobanana", "")) {
			this.configured
				.withPropertyValues("spring.ai.model.image=" + other, "spring.ai.nanobanana.image.n=none of it")
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
		}
	}

	@Test
	void modelWhenLibraryIsAbsentIsAbsent() {
		this.configured.withClassLoader(new FilteredClassLoader(NanoBananaImageModel.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("nanoBananaImageModel"));
	}

	@Test
	void modelWhenOnlyAnEndpointHasKeyIsPresent() {
		this.unconfigured
			.withPropertyValues("spring.ai.nanobanana.endpoints.a.base-url=http://127.0.0.1:65535",
					"spring.ai.nanobanana.endpoints.a.api-key=" + KEY)
			.run((context) -> assertThat(context).hasSingleBean(NanoBananaImageModel.class));
	}

	@Test
	void modelWhenOnlyAnEndpointBeanExistsIsPresent() {
		this.unconfigured.withUserConfiguration(OwnEndpoint.class)
			.run((context) -> assertThat(context.getBean(NanoBananaImageModel.class)).asString()
				.contains("own")
				.doesNotContain(KEY));
	}

	@Test
	void endpointBeanWhenEndpointsAreConfiguredIsAdded() {
		this.configured.withUserConfiguration(OwnEndpoint.class)
			.withPropertyValues("spring.ai.nanobanana.endpoints.more.base-url=http://127.0.0.1:65535")
			.run((context) -> assertThat(context.getBean(NanoBananaImageModel.class)).asString()
				.contains("default", "more", "own")
				.doesNotContain(KEY));
	}

	@Test
	void sharedKeyWhenThereAreOnlyNamedEndpointsIsEnough() {
		this.unconfigured
			.withPropertyValues("spring.ai.nanobanana.api-key=" + KEY,
					"spring.ai.nanobanana.endpoints.a.base-url=http://127.0.0.1:65535",
					"spring.ai.nanobanana.endpoints.b.base-url=http://127.0.0.1:65535")
			.run((context) -> assertThat(context.getBean(NanoBananaImageModel.class)).asString()
				.contains("a", "b")
				.doesNotContain("default"));
	}

	@Test
	void modelWhenSelectedAndUserHasImageModelStandsBesideIt() {
		this.configured.withUserConfiguration(OtherModel.class)
			.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> {
				assertThat(context.getBeanNamesForType(ImageModel.class)).hasSize(2);
				assertThat(context).hasSingleBean(NanoBananaImageModel.class);
			});
	}

	@Test
	void modelWhenContextIsLazyIsPresent() {
		this.configured
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).getBean(ImageModel.class).isNotNull());
	}

	@Test
	void modelWhenUserHasOneBacksOff() {
		this.configured.withUserConfiguration(OwnModel.class)
			.run((context) -> assertThat(context).hasSingleBean(NanoBananaImageModel.class).hasBean("ownModel"));
	}

	@Test
	void modelWhenUserHasOneAndSelectedWithoutKeyBacksOff() {
		this.unconfigured.withUserConfiguration(OwnModel.class)
			.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).hasNotFailed().hasBean("ownModel"));
	}

	@Test
	void modelWhenUserHasImageModelStandsBack() {
		this.configured.withUserConfiguration(OtherModel.class).run((context) -> {
			assertThat(context.getBean(ImageModel.class)).isSameAs(context.getBean("otherModel"));
			assertThat(context).hasSingleBean(NanoBananaImageModel.class);
		});
	}

	@Test
	void startWhenSelectedWithoutAnythingFailsWithBothProperties() {
		this.unconfigured.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class)
				.hasMessageContaining("spring.ai.nanobanana.base-url is not set")
				.hasMessageContaining("spring.ai.nanobanana.api-key is not set"));
	}

	@Test
	void startWhenKeyHasNoBaseUrlFails() {
		this.unconfigured.withPropertyValues("spring.ai.nanobanana.api-key=" + KEY)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring.ai.nanobanana.base-url is not set")
				.hasMessageNotContaining("api-key")
				.hasMessageNotContaining(KEY));
	}

	@Test
	void endpointBeanWhenNamedLikeAnotherFailsStart() {
		this.unconfigured.withUserConfiguration(OwnEndpoint.class)
			.withPropertyValues("spring.ai.nanobanana.endpoints.own.base-url=http://127.0.0.1:65535",
					"spring.ai.nanobanana.endpoints.own.api-key=" + KEY)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class)
				.hasMessageContaining("Two endpoints are named 'own'"));
	}

	@Test
	void customizersAreAppliedInOrderAfterProperties() {
		this.configured.withUserConfiguration(Customizers.class)
			.withPropertyValues("spring.ai.nanobanana.image.n=4")
			.run((context) -> {
				assertThat(context.getBean(NanoBananaImageModel.class).getDefaultOptions().getModel())
					.isEqualTo("last");
				assertThat(context.getBean(Customizers.class).calls).containsExactly("first", "last");
			});
	}

	@Test
	void builderIsNewForEachInjection() {
		this.configured.run((context) -> assertThat(context.getBean(NanoBananaImageModelBuilder.class))
			.isNotSameAs(context.getBean(NanoBananaImageModelBuilder.class)));
	}

	@Test
	void observationRegistryIsUsed() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.configured.withBean(TestObservationRegistry.class, () -> registry).run((context) -> {
			assertThat(context.getBean(NanoBananaImageModel.class)
				.stream(new ImagePrompt("a cat"))
				.materialize()
				.blockLast()).isNotNull();
			TestObservationRegistryAssert.assertThat(registry).hasObservationWithNameEqualTo("gen_ai.client.operation");
		});
	}

	@Test
	void keyIsInNoText() {
		this.configured
			.withPropertyValues("spring.ai.nanobanana.headers.X-Token=" + KEY,
					"spring.ai.nanobanana.endpoints.a.base-url=http://127.0.0.1:65535",
					"spring.ai.nanobanana.endpoints.a.api-key=" + KEY)
			.run((context) -> {
				assertThat(context.getBean(NanoBananaProperties.class)).asString()
					.contains("X-Token", "127.0.0.1", "a=")
					.doesNotContain(KEY);
				assertThat(context.getBean(NanoBananaImageModel.class)).asString().doesNotContain(KEY);
				assertThat(report(context.getSourceApplicationContext())).isNotEmpty()
					.noneMatch((line) -> line.contains(KEY));
			});
	}

	private static List<String> report(ConfigurableApplicationContext context) {
		List<String> lines = new ArrayList<>();
		ConditionEvaluationReport.get(context.getBeanFactory())
			.getConditionAndOutcomesBySource()
			.forEach((source, outcomes) -> outcomes
				.forEach((outcome) -> lines.add(source + " " + outcome.getOutcome().getMessage())));
		return lines;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpoint {

		@Bean
		NanoBananaEndpoint ownEndpoint() {
			return NanoBananaEndpoint.builder("own").baseUrl("http://127.0.0.1:65535").apiKey(() -> KEY).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnModel {

		@Bean
		NanoBananaImageModel ownModel() {
			return NanoBananaImageModel.builder().baseUrl("http://127.0.0.1:65535").apiKey(KEY).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherModel {

		@Bean
		ImageModel otherModel() {
			return (prompt) -> {
				throw new UnsupportedOperationException();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		NanoBananaImageModelBuilderCustomizer last() {
			return customizer("last");
		}

		@Bean
		@Order(1)
		NanoBananaImageModelBuilderCustomizer first() {
			return customizer("first");
		}

		private NanoBananaImageModelBuilderCustomizer customizer(String model) {
			return (builder) -> {
				this.calls.add(model);
				builder.defaultOptions(NanoBananaImageOptions.builder().model(model).build());
			};
		}

	}

}
