package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.model.ApiKey;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pictures that a relay makes as tasks, whatever comes between the submission and the
 * picture: one submission, then looks until the end is known.
 */
@Timeout(20)
class TaskTests {

	private static final String SUBMITTED = RawRelay.json("{\"task_id\":\"t 1\"}");

	private static final String RUNNING = RawRelay.json("{\"data\":{\"status\":\"IN_PROGRESS\"}}");

	private static final String DONE = RawRelay
		.json("{\"data\":{\"status\":\"SUCCESS\",\"data\":" + RawRelay.URL_ANSWER + "}}");

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "{\"data\":null}", "{\"data\":[]}", "\"later\"",
			"{\"error\":{\"message\":\"busy\"}}", "{\"code\":500,\"message\":\"task not found yet\"}",
			"{\"success\":false,\"message\":\"no\"}", "{\"data\":{\"status\":\"SOMETHING_NEW\"}}",
			"{\"data\":{\"status", "<html>gateway</html>", "" })
	void callWhenLookTellsNothingLooksAgain(String nothing) {
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, RawRelay.json(nothing), DONE)) {
			assertThat(call(relay, 1).getResults()).hasSize(1);
			assertOneSubmission(relay);
			assertThat(relay.heads()).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found",
			"429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway", "504 Gateway Timeout",
			"302 Found" })
	void callWhenLookIsRefusedLooksAgain(String status) {
		String refused = RawRelay.reply(status, "Content-Type: application/json\r\n",
				"{\"error\":{\"code\":\"insufficient_user_quota\",\"message\":\"no\"}}");
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, refused, refused, DONE)) {
			assertThat(call(relay, 1).getResults()).hasSize(1);
			assertOneSubmission(relay);
		}
	}

	@Test
	void callWhenLooksAreHugeOrCutLooksAgain() {
		String huge = "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n{";
		String cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\"";
		try (RawRelay relay = new RawRelay(RawRelay.Ending.RESET, SUBMITTED, huge, cut, "", "HTTP/1.1", DONE)) {
			assertThat(call(relay, 1).getResults()).hasSize(1);
			assertOneSubmission(relay);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"task_id\":\"t1\",\"status\":\"success\"}",
			"{\"data\":{\"task_id\":\"t1\",\"status\":\"succeeded\",\"message\":\"submitted\"}}" })
	void callWhenSubmissionSucceededLooksForThePicture(String submitted) {
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, RawRelay.json(submitted), RUNNING, DONE)) {
			assertThat(call(relay, 1).getResults()).hasSize(1);
			assertOneSubmission(relay);
		}
	}

	@Test
	void callWhenTaskEndsWithoutPictureSaysSo() {
		assertFails(FailureKind.NO_PICTURE, SUBMITTED, RawRelay.json("{\"data\":{\"status\":\"SUCCESS\"}}"));
		assertFails(FailureKind.FAILED_LATE, SUBMITTED,
				RawRelay.json("{\"data\":{\"status\":\"FAILURE\",\"fail_reason\":\"upstream error\"}}"));
		assertFails(FailureKind.PROMPT_REFUSED, SUBMITTED,
				RawRelay.json("{\"data\":{\"status\":\"FAILURE\",\"fail_reason\":\"input_moderation\"}}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"SUCCESS\",\"data\":" + RawRelay.URL_ANSWER, "\"FAILURE\"", "\"SUCCESS\"" })
	void callWhenTaskEndsNamesTheRequestThatWasCharged(String status) {
		String submitted = RawRelay.reply("200 OK", "X-Request-Id: charged\r\n", "{\"task_id\":\"t1\"}");
		String ended = RawRelay.reply("200 OK", "X-Request-Id: look\r\n", "{\"data\":{\"status\":" + status + "}}");
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, submitted, ended);
				NanoBananaImageModel model = model(relay, Duration.ofSeconds(20))) {
			String requestId = model.stream(new ImagePrompt("a cat"))
				.map((response) -> (NanoBananaImageGenerationMetadata) response.getResult().getMetadata())
				.mapNotNull(NanoBananaImageGenerationMetadata::requestId)
				.onErrorResume(RelayException.class, (ex) -> Mono.justOrEmpty(ex.failure().requestId()))
				.blockLast();
			assertThat(requestId).isEqualTo("charged");
		}
	}

	@Test
	void callWhenKeyChangesLooksWithTheNewOne() {
		AtomicInteger asked = new AtomicInteger();
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, RUNNING, DONE);
				NanoBananaImageModel model = hasty(relay,
						(endpoint) -> endpoint.apiKey((ApiKey) () -> "sk-number-" + asked.incrementAndGet()))) {
			assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
			assertThat(relay.heads()).satisfiesExactly((post) -> assertThat(post).contains("Bearer sk-number-1\r\n"),
					(look) -> assertThat(look).contains("Bearer sk-number-2\r\n"),
					(look) -> assertThat(look).contains("Bearer sk-number-3\r\n"));
		}
	}

	@Test
	void callWhenKeyCannotBeHadAgainLooksWithTheLastOne() {
		AtomicInteger asked = new AtomicInteger();
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, RUNNING, DONE);
				NanoBananaImageModel model = hasty(relay, (endpoint) -> endpoint.apiKey((ApiKey) () -> {
					if (asked.incrementAndGet() > 1) {
						throw new IllegalStateException("the vault is sealed");
					}
					return "sk-first";
				}))) {
			assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
			assertThat(relay.heads()).hasSize(3).allMatch((head) -> head.contains("Bearer sk-first\r\n"));
			assertThat(asked).hasValue(3);
		}
	}

	@Test
	void callWhenHeadersOfLooksBlockAsksWhereItMay() {
		AtomicInteger refused = new AtomicInteger();
		AtomicInteger asked = new AtomicInteger();
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, DONE);
				NanoBananaImageModel model = builder(relay, Duration.ofSeconds(15),
						(endpoint) -> endpoint.headers(() -> {
							if (Schedulers.isInNonBlockingThread()) {
								refused.incrementAndGet();
							}
							return Map.of("X-Token", "token-" + asked.incrementAndGet());
						}))
					.build()) {
			assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
			assertThat(relay.heads()).hasSize(2).last().asString().containsIgnoringCase("x-token: token-2");
			assertThat(refused).hasValue(0);
		}
	}

	@Test
	void callWhenTaskOutlastsTheTimeIsUnknown() {
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, RUNNING);
				NanoBananaImageModel model = model(relay, Duration.ofSeconds(3))) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> model.call(new ImagePrompt("a cat")))
				.withMessageContaining("its task t 1 is still at work")
				.withMessageContaining("may have been charged")
				.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.NO_ANSWER));
			assertOneSubmission(relay);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../admin", "https://evil.example/?a=b#c", "a b+c%2F", "图像\\u0000\\r\\nX: y", "?x",
			"\\ud800" })
	void callWhenTaskIdIsHostileStaysOnThePath(String id) {
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, RawRelay.json("{\"task_id\":\"" + id + "\"}"), DONE)) {
			assertThat(call(relay, 1).getResults()).hasSize(1);
			assertOneSubmission(relay);
			assertThat(relay.heads().get(1)).matches("(?s)GET /v1/images/tasks/[^/? ]+ HTTP/1.1\r\n.*")
				.doesNotContain("X: y");
		}
	}

	@Test
	void callWhenLooksAreManyKeepsTheStackFlat() {
		List<String> replies = new ArrayList<>(Collections.nCopies(2000, RUNNING));
		replies.add(0, SUBMITTED);
		replies.add(DONE);
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, replies.toArray(String[]::new))) {
			assertThat(call(relay, 1).getResults()).hasSize(1);
			assertThat(relay.heads()).hasSize(2002);
		}
	}

	@Test
	void callWhenConnectionsAreFewServesSeveralTasks() {
		String atWork = RawRelay.json("{\"task_id\":\"t1\",\"status\":\"IN_PROGRESS\"}");
		String[] replies = Collections.nCopies(13, atWork).toArray(String[]::new);
		replies[12] = DONE;
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, replies)) {
			assertThat(call(relay, 4).getResults()).hasSize(4);
			assertThat(relay.heads().stream().filter((head) -> head.startsWith("POST"))).hasSize(4);
		}
	}

	@Test
	void closeWhenTaskIsAtWorkStillDeliversThePicture() throws InterruptedException {
		CountDownLatch closed = new CountDownLatch(1);
		CountDownLatch looked = new CountDownLatch(1);
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, SUBMITTED, RUNNING, DONE)) {
			NanoBananaImageModel model = builder(relay, Duration.ofSeconds(15)).timer(new Hasty(() -> {
				looked.countDown();
				await(closed);
			})).build();
			List<ImageResponse> arrived = new ArrayList<>();
			CountDownLatch ended = new CountDownLatch(1);
			model.stream(new ImagePrompt("a cat")).doFinally((signal) -> ended.countDown()).subscribe(arrived::add);
			await(looked);
			model.close();
			closed.countDown();
			await(ended);
			assertThat(arrived).hasSize(1);
		}
	}

	@Test
	void streamWhenCancelledLooksNoMore() throws InterruptedException {
		try (RawRelay relay = new RawRelay(RawRelay.Ending.HOLD, SUBMITTED, "HTTP/1.1 200 OK\r\n");
				NanoBananaImageModel model = model(relay, Duration.ofSeconds(60))) {
			Disposable call = model.stream(new ImagePrompt("a cat")).subscribe();
			while (relay.requests() < 2 && !Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			call.dispose();
			relay.awaitAbandoned();
			assertThat(relay.heads()).hasSize(2);
			assertThat(model).asString().contains("inFlight=0");
		}
	}

	private static void assertFails(FailureKind kind, String... replies) {
		try (RawRelay relay = new RawRelay(RawRelay.Ending.KEEP, replies)) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> call(relay, 1))
				.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(kind));
			assertOneSubmission(relay);
		}
	}

	private static void assertOneSubmission(RawRelay relay) {
		assertThat(relay.heads()).first().asString().startsWith("POST /v1/images/generations?async=true HTTP/1.1");
		assertThat(relay.heads()).filteredOn((head) -> head.startsWith("POST")).hasSize(1);
		assertThat(relay.heads()).filteredOn((head) -> head.startsWith("GET"))
			.allSatisfy((head) -> assertThat(head).containsIgnoringCase("authorization: Bearer sk-")
				.doesNotContainIgnoringCase("content-length", "transfer-encoding", "content-type"));
	}

	private static ImageResponse call(RawRelay relay, int n) {
		try (NanoBananaImageModel model = model(relay, Duration.ofSeconds(15))) {
			return model.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().n(n).build()));
		}
	}

	private static NanoBananaImageModel model(RawRelay relay, Duration timeout) {
		return builder(relay, timeout).timer(new Hasty(() -> {
		})).build();
	}

	private static NanoBananaImageModel hasty(RawRelay relay, Consumer<NanoBananaEndpoint.Builder> settings) {
		return builder(relay, Duration.ofSeconds(15), settings).timer(new Hasty(() -> {
		})).build();
	}

	private static NanoBananaImageModelBuilder builder(RawRelay relay, Duration timeout) {
		return builder(relay, timeout, (endpoint) -> {
		});
	}

	private static NanoBananaImageModelBuilder builder(RawRelay relay, Duration timeout,
			Consumer<NanoBananaEndpoint.Builder> settings) {
		NanoBananaEndpoint.Builder endpoint = NanoBananaEndpoint.builder("tasks")
			.baseUrl(relay.baseUrl())
			.apiKey("sk-0123456789")
			.maxConcurrentCalls(1)
			.dialect(new GptBestDialect(ImagesSettings.gptBest().mutate().async(true).build()));
		settings.accept(endpoint);
		return NanoBananaImageModel.builder()
			.endpoint(endpoint.build())
			.probes(ProbeSettings.defaults().withInterval(Duration.ZERO))
			.shutdownTimeout(Duration.ofMillis(2500))
			.defaultOptions(NanoBananaImageOptions.builder().timeout(timeout).build());
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Runs the wait between looks at once, and all longer waits in their time. */
	private record Hasty(Runnable beforeLook) implements Scheduler {

		@Override
		public Disposable schedule(Runnable task) {
			return Schedulers.boundedElastic().schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			if (unit.toMillis(delay) > 2000) {
				return Schedulers.parallel().schedule(task, delay, unit);
			}
			return schedule(() -> {
				this.beforeLook.run();
				task.run();
			});
		}

		@Override
		public Worker createWorker() {
			return Schedulers.parallel().createWorker();
		}

	}

}
