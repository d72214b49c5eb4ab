package io.github.nanobanana.spring.boot.autoconfigure;

import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.model.image.observation.autoconfigure.ImageObservationAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prompts are written down only where {@code spring.ai.image.observations.log-prompt}
 * says so; keys never are.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogPromptTests {

	private static final String PROMPT = "a cat that nobody may hear of";

	private static final String KEY = "sk-never-to-be-seen";

	private static final String SWITCH = "spring.ai.image.observations.log-prompt=";

	private final RelaySimulator relay = RelaySimulator.builder().key(KEY).start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class,
				ObservationAutoConfiguration.class, ImageObservationAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.api-key=" + KEY, "spring.ai.nanobanana.probe-interval=0");

	@AfterEach
	void close() {
		this.relay.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void promptWhenNothingIsSetIsNotWrittenDown(boolean traced, CapturedOutput output) {
		runner(traced).run((context) -> draw(context.getBean(NanoBananaImageModel.class)));
		assertThat(output.getAll()).doesNotContain(PROMPT, KEY);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void promptWhenSwitchedOffIsNotWrittenDown(boolean traced, CapturedOutput output) {
		runner(traced).withPropertyValues(SWITCH + "false")
			.run((context) -> draw(context.getBean(NanoBananaImageModel.class)));
		assertThat(output.getAll()).doesNotContain(PROMPT, KEY);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void promptWhenSwitchedOnIsWrittenDownOncePerImage(boolean traced, CapturedOutput output) {
		runner(traced).withPropertyValues(SWITCH + "true")
			.run((context) -> draw(context.getBean(NanoBananaImageModel.class)));
		assertThat(output.getAll().split(PROMPT, -1)).hasSize(3 + 1);
		assertThat(output).doesNotContain(KEY);
	}

	/** Spring AI has another configuration for applications with a tracer. */
	private ApplicationContextRunner runner(boolean traced) {
		return traced
				? this.runner.withConfiguration(AutoConfigurations.of(MicrometerTracingAutoConfiguration.class,
						OpenTelemetryTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class))
				: this.runner.withClassLoader(new FilteredClassLoader(Tracer.class));
	}

	/** By call, by stream, and once with a failure. */
	private void draw(NanoBananaImageModel model) {
		ImagePrompt prompt = new ImagePrompt(PROMPT);
		model.call(prompt);
		model.stream(prompt).blockLast();
		this.relay.enqueue(Misbehaviour.status(401, "", "bad key"));
		assertThat(model.stream(prompt).materialize().blockLast().hasError()).isTrue();
	}

}
