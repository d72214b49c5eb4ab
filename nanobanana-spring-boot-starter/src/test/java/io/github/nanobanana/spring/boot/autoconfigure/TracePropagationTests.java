package io.github.nanobanana.spring.boot.autoconfigure;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a relay is told of a trace in an application with Boot's own tracing.
 */
class TracePropagationTests {

	private static final String SWITCH = "spring.ai.nanobanana.trace-propagation=";

	private final RelaySimulator relay = RelaySimulator.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class,
				ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0",
				"management.tracing.sampling.probability=1.0");

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void relayWhenNothingIsSetIsToldNothing() {
		this.runner.run((context) -> draw(context.getBean(NanoBananaImageModel.class), context.getBean(Tracer.class)));
		assertThat(traceparent()).isNull();
	}

	@Test
	void relayWhenPropagationIsOffIsToldNothing() {
		this.runner.withPropertyValues(SWITCH + "false")
			.run((context) -> draw(context.getBean(NanoBananaImageModel.class), context.getBean(Tracer.class)));
		assertThat(traceparent()).isNull();
	}

	@Test
	void relayWhenPropagationIsOnIsToldTheTraceOfTheCaller() {
		this.runner.withPropertyValues(SWITCH + "true").run((context) -> {
			String traceId = draw(context.getBean(NanoBananaImageModel.class), context.getBean(Tracer.class));
			assertThat(traceparent()).startsWith("00-" + traceId + "-");
		});
	}

	@Test
	void propagationWhenOfAnEndpointThatIsNotThereIsAProblem() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
			.withPropertyValues(SWITCH + "true", "spring.ai.nanobanana.api-key=sk-secret",
					"spring.ai.nanobanana.endpoints.first.base-url=" + this.relay.baseUrl())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring.ai.nanobanana.trace-propagation"));
	}

	private String traceparent() {
		assertThat(this.relay.requests()).hasSize(1);
		return this.relay.requests().get(0).header("traceparent");
	}

	private static String draw(NanoBananaImageModel model, Tracer tracer) {
		Span page = tracer.nextSpan().name("page").start();
		try (Tracer.SpanInScope scope = tracer.withSpan(page)) {
			assertThat(scope).isNotNull();
			model.call(new ImagePrompt("a cat"));
		}
		finally {
			page.end();
		}
		return page.context().traceId();
	}

}
