package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a model makes when it is built, and what only when it is used.
 */
class LazyPictureEngineTests {

	private static final ImagePrompt PROMPT = new ImagePrompt("a cat");

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void buildMakesNothingUntilTheFirstCall() {
		try (NanoBananaImageModel model = builder().probes(ProbeSettings.defaults().withInterval(Duration.ZERO))
			.build()) {
			assertThat(model).hasToString("NanoBananaImageModel[not in use yet: [default]]");
			assertThat(model.call(PROMPT).getResults()).hasSize(1);
			assertThat(model.toString()).doesNotContain("not in use");
		}
	}

	@Test
	void buildWhenEndpointsAreProbedNeedsNoCallToBeginWithIt() {
		ProbeSettings often = ProbeSettings.defaults().withInterval(Duration.ofSeconds(1));
		try (NanoBananaImageModel model = builder().probes(often).build()) {
			assertThat(this.relay.takeRequest(Duration.ofSeconds(30)).path()).isEqualTo("/v1/models");
			assertThat(model.toString()).doesNotContain("not in use");
		}
	}

	@Test
	void buildKeepsWhatTheBuilderSaidThen() {
		NanoBananaImageModelBuilder builder = builder();
		try (NanoBananaImageModel model = builder.build()) {
			builder
				.endpoint(NanoBananaEndpoint.builder("more").baseUrl("http://127.0.0.1:1").apiKey("sk-more").build());
			assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName).containsExactly("default");
		}
	}

	@Test
	void buildWhenTwoEndpointsShareANameRefusesAtOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder()
				.endpoint(NanoBananaEndpoint.builder("default").baseUrl("http://127.0.0.1:1").apiKey("sk-more").build())
				.build())
			.withMessage("Two endpoints are named 'default': give each its own name.");
	}

	@Test
	void streamOnAnEventLoopHasTheEngineMadeElsewhere() {
		BlockingQueue<String> makers = new LinkedBlockingQueue<>();
		try (NanoBananaImageModel model = builder().timer(new ReadingScheduler(makers)).build()) {
			assertThat(Flux.defer(() -> model.stream(PROMPT)).subscribeOn(Schedulers.parallel()).collectList().block())
				.hasSize(1);
			assertThat(makers.poll()).startsWith("boundedElastic");
		}
	}

	@Test
	void closeBeforeTheFirstCallRefusesIt() {
		NanoBananaImageModel model = builder().build();
		model.close();
		assertThatIllegalStateException().isThrownBy(() -> model.call(PROMPT)).withMessageContaining("closed");
		assertThat(this.relay.requests()).isEmpty();
		assertThat(model.endpoints().list()).hasSize(1);
	}

	/** Tells on which thread its clock is read. */
	private record ReadingScheduler(BlockingQueue<String> readers) implements Scheduler {

		@Override
		public long now(TimeUnit unit) {
			this.readers.add(Thread.currentThread().getName());
			return Schedulers.parallel().now(unit);
		}

		@Override
		public Disposable schedule(Runnable task) {
			return Schedulers.parallel().schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return Schedulers.parallel().schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return Schedulers.parallel().createWorker();
		}

	}

	private NanoBananaImageModelBuilder builder() {
		return NanoBananaImageModel.builder().baseUrl(this.relay.baseUrl()).apiKey(this.relay.key());
	}

}
