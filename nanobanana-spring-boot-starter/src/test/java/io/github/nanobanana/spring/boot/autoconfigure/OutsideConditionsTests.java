package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.boot.autoconfigure.actuate.NanoBananaActuatorAutoConfiguration;
import io.github.nanobanana.spring.boot.autoconfigure.actuate.NanoBananaActuatorEndpoint;
import io.github.nanobanana.spring.boot.autoconfigure.health.NanoBananaHealthContributorAutoConfiguration;
import io.github.nanobanana.spring.boot.autoconfigure.health.NanoBananaHealthIndicator;
import io.github.nanobanana.spring.boot.autoconfigure.metrics.NanoBananaMetricsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When health, actuator endpoint and meters are there, and when not.
 */
class OutsideConditionsTests {

	private static final String METERS = "nanoBananaMeters";

	private static final String EXPOSED = "management.endpoints.web.exposure.include=nanobanana";

	private final ApplicationContextRunner without = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class,
				NanoBananaActuatorAutoConfiguration.class, NanoBananaHealthContributorAutoConfiguration.class,
				NanoBananaMetricsAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
		.withPropertyValues(EXPOSED);

	private final ApplicationContextRunner with = this.without.withPropertyValues(
			"spring.ai.nanobanana.base-url=http://127.0.0.1:65535", "spring.ai.nanobanana.api-key=sk-secret",
			"spring.ai.nanobanana.probe-interval=0");

	@Test
	void everythingWhenThereIsAModelIsThere() {
		this.with.run((context) -> {
			assertThat(context).hasSingleBean(NanoBananaHealthIndicator.class)
				.hasSingleBean(NanoBananaActuatorEndpoint.class)
				.hasBean(METERS);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("nanobanana"))
				.isInstanceOf(NanoBananaHealthIndicator.class);
			assertThat(context.getBean(MeterRegistry.class)
				.get("nanobanana.in.flight")
				.tags("name", "nanoBananaImageModel", "endpoint", "default")
				.gauge()
				.value()).isZero();
		});
	}

	@Test
	void everythingWhenThereIsNoModelIsAbsent() {
		this.without.run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(NanoBananaActuatorEndpoint.class)
				.doesNotHaveBean("nanobananaHealthContributor")
				.doesNotHaveBean(METERS);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("nanobanana")).isNull();
		});
	}

	@Test
	void healthWhenDisabledOrWithoutItsLibraryIsAbsent() {
		for (String property : new String[] { "management.health.nanobanana.enabled=false",
				"management.health.defaults.enabled=false" }) {
			this.with.withPropertyValues(property)
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean("nanobananaHealthContributor")
					.hasSingleBean(NanoBananaActuatorEndpoint.class));
		}
		alone(NanoBananaHealthContributorAutoConfiguration.class, HealthContributor.class,
				ConditionalOnEnabledHealthIndicator.class);
	}

	@Test
	void healthWhenApplicationHasItsOwnBacksOff() {
		this.with
			.withBean("nanobananaHealthIndicator", HealthContributor.class,
					() -> CompositeHealthContributor.fromMap(Map.of()))
			.run((context) -> assertThat(context).doesNotHaveBean("nanobananaHealthContributor"));
	}

	@Test
	void actuatorEndpointWhenNotExposedOrWithoutAccessOrWithoutItsLibraryIsAbsent() {
		for (String property : new String[] { "management.endpoints.web.exposure.include=health",
				"management.endpoint.nanobanana.access=NONE" }) {
			this.with.withPropertyValues(property)
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(NanoBananaActuatorEndpoint.class)
					.hasSingleBean(NanoBananaHealthIndicator.class));
		}
		alone(NanoBananaActuatorAutoConfiguration.class, WebEndpoint.class, ConditionalOnAvailableEndpoint.class);
	}

	@Test
	void metersWithoutRegistryOrWithoutItsLibraryAreAbsent() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class,
					NanoBananaMetricsAutoConfiguration.class))
			.withUserConfiguration(SeveralModels.class)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("one").doesNotHaveBean(METERS));
		alone(NanoBananaMetricsAutoConfiguration.class, MeterBinder.class);
	}

	/** Without its library, a configuration is not even looked into. */
	private void alone(Class<?> configuration, Class<?>... absent) {
		for (Class<?> library : absent) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, configuration))
				.withPropertyValues(EXPOSED, "spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
						"spring.ai.nanobanana.api-key=sk-secret")
				.withClassLoader(new FilteredClassLoader(library))
				.run((context) -> assertThat(context).hasNotFailed()
					.hasSingleBean(NanoBananaImageModel.class)
					.doesNotHaveBean(configuration));
		}
	}

	@Test
	void everythingWhenThereAreSeveralModelsTellsThemApart() {
		this.without.withUserConfiguration(SeveralModels.class).run((context) -> {
			HealthContributor health = context.getBean(HealthContributorRegistry.class).getContributor("nanobanana");
			assertThat(health).isInstanceOfSatisfying(CompositeHealthContributor.class, (composite) -> {
				assertThat(composite.getContributor("one")).isInstanceOf(NanoBananaHealthIndicator.class);
				assertThat(composite.getContributor("two")).isInstanceOf(NanoBananaHealthIndicator.class);
			});
			assertThat(context.getBean(NanoBananaActuatorEndpoint.class).models().models()).containsOnlyKeys("one",
					"two");
			assertThat(context.getBean(MeterRegistry.class).get("nanobanana.queue").gauges())
				.extracting((gauge) -> gauge.getId().getTag("name"))
				.containsExactlyInAnyOrder("one", "two");
		});
	}

	@Test
	void orderWhenSeveralModelsHaveTheEndpointHoldsForAll() {
		this.without.withUserConfiguration(SeveralModels.class).run((context) -> {
			NanoBananaActuatorEndpoint endpoint = context.getBean(NanoBananaActuatorEndpoint.class);
			endpoint.order(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT, NanoBananaActuatorEndpoint.Action.DISABLE);
			assertThat(endpoint.endpoint(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT).getBody().models().values())
				.hasSize(2)
				.allSatisfy((descriptor) -> assertThat(descriptor.state()).isEqualTo("disabled"));
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralModels {

		@Bean
		NanoBananaImageModel one() {
			return model();
		}

		@Bean
		NanoBananaImageModel two() {
			return model();
		}

		private static NanoBananaImageModel model() {
			return NanoBananaImageModel.builder().baseUrl("http://127.0.0.1:65535").apiKey("sk-secret").build();
		}

	}

}
