package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.NoEndpointException;
import io.github.nanobanana.spring.ai.relay.RateLimitedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A router whose first model is closed while calls wait in its line: nobody waits for
 * them any more, and none is bought elsewhere.
 */
@Timeout(30)
class RouterClosingTests {

	private final RelaySimulator relay = RelaySimulator.start();

	private final NanoBananaImageModel first = NanoBananaImageModel.builder()
		.endpoints(List.of(NanoBananaEndpoint.builder("only")
			.baseUrl(this.relay.baseUrl())
			.apiKey(this.relay.key())
			.maxConcurrentCalls(1)
			.build()))
		.build();

	private final List<ImagePrompt> bought = new ArrayList<>();

	private final ImageModel second = (prompt) -> {
		this.bought.add(prompt);
		return new ImageResponse(List.of());
	};

	private final RoutingImageModel router = RoutingImageModel.builder()
		.primary(this.first)
		.fallback(this.second)
		.build();

	private final ExecutorService callers = Executors.newFixedThreadPool(2);

	@AfterEach
	void close() {
		this.callers.shutdownNow();
		this.first.close();
		this.relay.close();
	}

	@Test
	void callWhenItsModelClosesWhileItWaitsInLineIsNotBoughtElsewhere() throws Exception {
		this.relay.enqueue(Misbehaviour.delay(Duration.ofSeconds(2)));
		Future<ImageResponse> underWay = this.callers.submit(() -> this.router.call(new ImagePrompt("a cat")));
		await(() -> !this.relay.requests().isEmpty());
		Future<ImageResponse> inLine = this.callers.submit(() -> this.router.call(new ImagePrompt("a dog")));
		await(() -> this.first.endpoints().snapshot().waiting() == 1);
		CompletableFuture<Void> closed = this.first.closeLater().toFuture();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> inLine.get(10, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(NoEndpointException.class,
					(ex) -> assertThat(RoutingImageModel.isFree(ex)).isFalse())
			.withMessageContaining("the model is being closed");
		assertThat(underWay.get(10, TimeUnit.SECONDS).getResults()).hasSize(1);
		closed.get(10, TimeUnit.SECONDS);
		assertThat(this.bought).isEmpty();
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void callWhenItsModelClosesBeforeAnotherEndpointIsAskedIsNotBoughtElsewhere() throws Exception {
		NanoBananaEndpoint next = NanoBananaEndpoint.builder("next")
			.baseUrl(this.relay.baseUrl())
			.apiKey(this.relay.key())
			.tier(1)
			.build();
		this.first.endpoints().put(next);
		this.relay.enqueue(Misbehaviour.emptyTooManyRequests().after(Duration.ofSeconds(1)));
		Future<ImageResponse> underWay = this.callers.submit(() -> this.router.call(new ImagePrompt("a cat")));
		await(() -> !this.relay.requests().isEmpty());
		CompletableFuture<Void> closed = this.first.closeLater().toFuture();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> underWay.get(10, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOf(NoEndpointException.class)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasAtLeastOneElementOfType(RateLimitedException.class));
		closed.get(10, TimeUnit.SECONDS);
		assertThat(this.bought).isEmpty();
		assertThat(this.relay.ledger().charges()).isZero();
	}

	private static void await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			Thread.onSpinWait();
		}
	}

}
