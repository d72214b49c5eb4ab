package io.github.nanobanana.spring.boot.autoconfigure;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application's bean that names and tags the observations of attempts.
 */
class AttemptConventionTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withBean(TestObservationRegistry.class, () -> this.registry)
		.withPropertyValues("spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
				"spring.ai.nanobanana.api-key=sk-secret", "spring.ai.nanobanana.probe-interval=0");

	@Test
	void attemptWhenThereIsAConventionIsTaggedByIt() {
		this.runner.withBean(OwnConvention.class).run((context) -> {
			draw(context.getBean(NanoBananaImageModel.class));
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("own.attempt")
				.that()
				.hasLowCardinalityKeyValue("relay", "default");
		});
	}

	@Test
	void attemptWhenThereIsNoConventionIsTaggedAsDocumented() {
		this.runner.run((context) -> {
			draw(context.getBean(NanoBananaImageModel.class));
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("nanobanana.attempt")
				.that()
				.hasLowCardinalityKeyValue("nanobanana.endpoint", "default");
		});
	}

	private static void draw(NanoBananaImageModel model) {
		assertThat(model.stream(new ImagePrompt("a cat")).materialize().blockLast()).isNotNull();
	}

	static final class OwnConvention implements GlobalObservationConvention<AttemptObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof AttemptObservationContext;
		}

		@Override
		public String getName() {
			return "own.attempt";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
			return KeyValues.of("relay", context.getEndpoint());
		}

	}

}
