package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.image.ImagePrompt;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What the properties of endpoints and of all of them together do on the wire.
 */
class PoolPropertiesTests {

	private final RelaySimulator relay = RelaySimulator.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.api-key=" + this.relay.key());

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void endpointWhenPathAndIntervalAreSetIsProbedThere() {
		this.runner
			.withPropertyValues("spring.ai.nanobanana.probe-path=/v1/models?free=1",
					"spring.ai.nanobanana.probe-interval=1", "spring.ai.nanobanana.probe-timeout=10s")
			.run((context) -> {
				context.getBean(NanoBananaImageModel.class);
				RecordedRequest probe = this.relay.takeRequest(Duration.ofSeconds(30));
				assertThat(probe.path()).startsWith("/v1/models");
				assertThat(this.relay.ledger().charges()).isZero();
			});
	}

	@Test
	void idempotencyHeaderAndAccountWhenSetAreUsed() {
		this.runner
			.withPropertyValues("spring.ai.nanobanana.idempotency-header=Idempotency-Key",
					"spring.ai.nanobanana.account=shared", "spring.ai.nanobanana.probe-path=none",
					"spring.ai.nanobanana.endpoints.more.base-url=" + this.relay.baseUrl(),
					"spring.ai.nanobanana.endpoints.more.account=shared",
					"spring.ai.nanobanana.endpoints.more.probe-path=NONE")
			.run((context) -> {
				NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
				assertThat(model.endpoints().snapshot().endpoints()).extracting(EndpointSnapshot::account)
					.containsExactly("shared", "shared");
				this.relay.enqueue(Misbehaviour.status(400, "", "no"));
				assertThat(catchCall(model)).isNotNull();
				assertThat(this.relay.requests()).hasSize(1)
					.allSatisfy((request) -> assertThat(request.header("idempotency-key")).isNotBlank());
			});
	}

	@Test
	void placesInLineWhenNoneAreLeftRefuseCalls() {
		this.runner
			.withPropertyValues("spring.ai.nanobanana.max-waiting-calls=0", "spring.ai.nanobanana.max-wait=1s",
					"spring.ai.nanobanana.max-concurrent-calls=1", "spring.ai.nanobanana.probe-interval=0",
					"spring.ai.nanobanana.shutdown-timeout=0")
			.run((context) -> {
				NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
				this.relay.always(Misbehaviour.hang());
				model.stream(new ImagePrompt("a cat")).subscribe((picture) -> {
				}, (failed) -> {
				});
				this.relay.takeRequest(Duration.ofSeconds(30));
				assertThat(catchCall(model)).hasMessageContaining("every place in the line is taken");
			});
	}

	@Test
	@Timeout(25)
	void closeWhenShutdownTimeoutIsZeroDoesNotWaitForCalls() {
		this.runner
			.withPropertyValues("spring.ai.nanobanana.shutdown-timeout=0", "spring.ai.nanobanana.probe-interval=0")
			.run((context) -> {
				this.relay.always(Misbehaviour.hang());
				context.getBean(NanoBananaImageModel.class).stream(new ImagePrompt("a cat")).subscribe((picture) -> {
				}, (failed) -> {
				});
				this.relay.takeRequest(Duration.ofSeconds(20));
			});
	}

	private static Throwable catchCall(NanoBananaImageModel model) {
		return catchThrowable(() -> model.call(new ImagePrompt("a cat")));
	}

}
