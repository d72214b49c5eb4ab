package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.RawRelay.Ending;

import static org.assertj.core.api.Assertions.assertThat;

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

	private static NanoBananaImageModel model(RawRelay relay, int maxConcurrentCalls) {
		return NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("raw")
				.baseUrl(relay.baseUrl())
				.apiKey("sk-test")
				.maxConcurrentCalls(maxConcurrentCalls)
				.build())
			.build();
	}

}
