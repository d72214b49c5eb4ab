package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.RawRelay.Ending;
import io.github.nanobanana.spring.ai.relay.KeyRejectedException;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Many calls at once do not stand in each other's way.
 */
class ManyCallersTests {

	@Test
	void callWhenCallersBlockEveryElasticThreadStillGetsThePictures() {
		int callers = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE;
		CountDownLatch all = new CountDownLatch(callers);
		Scheduler elastic = Schedulers.boundedElastic();
		try (RawRelay relay = new RawRelay(Ending.KEEP, RawRelay.json(RawRelay.URL_ANSWER));
				NanoBananaImageModel model = model(relay, 64)) {
			List<ImageResponse> responses = Flux.range(0, callers).flatMap((caller) -> Mono.fromCallable(() -> {
				all.countDown();
				all.await();
				return model.call(new ImagePrompt("a cat"));
			}).subscribeOn(elastic), callers).collectList().block(Duration.ofSeconds(20));
			assertThat(responses).hasSize(callers);
		}
	}

	@Test
	void callWhenMorePicturesThanConnectionsAreAskedForDeliversAll() {
		try (RawRelay relay = new RawRelay(Ending.KEEP, RawRelay.json(RawRelay.URL_ANSWER));
				NanoBananaImageModel model = model(relay, 1)) {
			assertThat(model.call(prompt(16)).getResults()).hasSize(16);
			assertThat(relay.requests()).isEqualTo(16);
		}
	}

	@Test
	void streamWhenSeveralFailEndsWithTheFirstAndTheOthersSuppressed() {
		try (RawRelay relay = new RawRelay(Ending.KEEP, RawRelay.reply("401 Unauthorized", "", ""));
				NanoBananaImageModel model = model(relay, 4)) {
			assertThatExceptionOfType(KeyRejectedException.class)
				.isThrownBy(() -> model.stream(prompt(3)).blockLast(Duration.ofSeconds(10)))
				.satisfies(
						(ex) -> assertThat(ex.getSuppressed()).filteredOn(RelayException.class::isInstance).hasSize(2));
		}
	}

	@Test
	void streamWhenCancelledClosesEveryConnectionAndSettlesEveryLease() throws InterruptedException {
		try (RawRelay relay = new RawRelay(Ending.HOLD, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\"");
				NanoBananaImageModel model = model(relay, 16)) {
			Disposable asked = model.stream(prompt(16)).subscribe();
			relay.awaitHeld();
			asked.dispose();
			relay.awaitAbandoned();
			assertThat(model).asString().contains("inFlight=0");
		}
	}

	@Test
	void callWhenInterruptedClosesTheConnectionAndKeepsTheFlag() throws Exception {
		try (RawRelay relay = new RawRelay(Ending.HOLD, ""); NanoBananaImageModel model = model(relay, 1)) {
			CompletableFuture<Boolean> flag = new CompletableFuture<>();
			Thread caller = new Thread(() -> {
				try {
					model.call(prompt(1));
				}
				catch (RuntimeException ex) {
					flag.complete(Thread.currentThread().isInterrupted());
				}
			});
			caller.start();
			relay.awaitHeld();
			caller.interrupt();
			relay.awaitAbandoned();
			assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
			assertThat(model).asString().contains("inFlight=0");
		}
	}

	@Test
	void callWhenModelIsClosedSendsNothing() {
		try (RawRelay relay = new RawRelay(Ending.KEEP, RawRelay.json(RawRelay.URL_ANSWER))) {
			NanoBananaImageModel model = model(relay, 1);
			model.close();
			model.close();
			assertThatIllegalStateException().isThrownBy(() -> model.call(prompt(1))).withMessageContaining("closed");
			assertThatIllegalStateException().isThrownBy(() -> model.stream(prompt(1)).blockLast());
			assertThat(relay.requests()).isZero();
		}
	}

	@Test
	void callWhenModelIsClosedMeanwhileStillDelivers() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		try (RawRelay relay = new RawRelay(Ending.KEEP, answer, RawRelay.json(RawRelay.URL_ANSWER))) {
			NanoBananaImageModel model = model(relay, 1);
			CompletableFuture<ImageResponse> response = model.stream(prompt(1)).single().toFuture();
			relay.awaitHeld();
			model.close();
			answer.countDown();
			assertThat(response.get(10, TimeUnit.SECONDS).getResults()).hasSize(1);
		}
	}

	private static ImagePrompt prompt(int n) {
		return new ImagePrompt("a cat", NanoBananaImageOptions.builder().n(n).build());
	}

	private static NanoBananaImageModel model(RawRelay relay, int maxConcurrentCalls) {
		return NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("raw")
				.baseUrl(relay.baseUrl())
				.apiKey("sk-test")
				.maxConcurrentCalls(maxConcurrentCalls)
				.build())
			.shutdownTimeout(Duration.ZERO)
			.build();
	}

}
