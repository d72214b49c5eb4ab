package io.github.nanobanana.spring.ai;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.model.ApiKey;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.relay.EndpointUnreachableException;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.InvalidRelayRequestException;
import io.github.nanobanana.spring.ai.relay.KeyRejectedException;
import io.github.nanobanana.spring.ai.relay.ModelNotServedException;
import io.github.nanobanana.spring.ai.relay.PictureRefusedException;
import io.github.nanobanana.spring.ai.relay.RateLimitedException;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;
import io.github.nanobanana.spring.ai.relay.WrongBaseUrlException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every way in which a relay fails, on real sockets: the type, the judgement, one
 * sentence that says what to change, and never the key.
 */
class FailureTests {

	private static final String KEY = "sk-very-secret-0123456789";

	private final RelaySimulator relay = RelaySimulator.builder().key(KEY).start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	static Stream<Arguments> misbehaviours() {
		Class<?> unknown = UnknownOutcomeException.class;
		Class<?> late = RelayException.class;
		return Stream.of(arguments(Misbehaviour.resetAfterRequest(), FailureKind.NO_ANSWER, unknown),
				arguments(Misbehaviour.closeAfterRequest(), FailureKind.NO_ANSWER, unknown),
				arguments(Misbehaviour.hang(), FailureKind.NO_ANSWER, unknown),
				arguments(Misbehaviour.resetAfterHead(), FailureKind.ANSWER_CUT, unknown),
				arguments(Misbehaviour.hangAfterHead(), FailureKind.ANSWER_CUT, unknown),
				arguments(Misbehaviour.resetBodyAfter(20), FailureKind.ANSWER_CUT, unknown),
				arguments(Misbehaviour.closeBodyAfter(20), FailureKind.ANSWER_CUT, unknown),
				arguments(Misbehaviour.stallBodyAfter(20), FailureKind.ANSWER_CUT, unknown),
				arguments(Misbehaviour.truncatedJson(), FailureKind.ANSWER_UNREADABLE, unknown),
				arguments(Misbehaviour.garbage(), FailureKind.ANSWER_UNREADABLE, unknown),
				arguments(Misbehaviour.oversizedBody(200_000_000), FailureKind.ANSWER_TOO_LARGE, unknown),
				arguments(Misbehaviour.gatewayPage(504), FailureKind.GATEWAY_TIMEOUT, unknown),
				arguments(Misbehaviour.gatewayPage(524), FailureKind.GATEWAY_TIMEOUT, unknown),
				arguments(Misbehaviour.status(408), FailureKind.GATEWAY_TIMEOUT, unknown),
				arguments(Misbehaviour.gatewayPage(502), FailureKind.FAILED_EARLY, late),
				arguments(Misbehaviour.status(500), FailureKind.FAILED_EARLY, late),
				arguments(Misbehaviour.errorUnderOk(), FailureKind.FAILED_LATE, late),
				arguments(Misbehaviour.consolePage(), FailureKind.WRONG_BASE_URL, WrongBaseUrlException.class),
				arguments(Misbehaviour.answer(302, Map.of("location", "https://elsewhere.example/?t=1"), new byte[0]),
						FailureKind.WRONG_BASE_URL, WrongBaseUrlException.class),
				arguments(Misbehaviour.emptyTooManyRequests(), FailureKind.RATE_LIMITED, RateLimitedException.class),
				arguments(Misbehaviour.rateLimited(Duration.ofSeconds(7)), FailureKind.RATE_LIMITED,
						RateLimitedException.class),
				arguments(Misbehaviour.status(403, "insufficient_user_quota", "用户额度不足"), FailureKind.QUOTA_EXHAUSTED,
						KeyRejectedException.class),
				arguments(Misbehaviour.status(403, "access_denied", "ip not allowed"), FailureKind.ACCESS_DENIED,
						KeyRejectedException.class),
				arguments(Misbehaviour.status(500, "sensitive_words_detected", "no"), FailureKind.PROMPT_REFUSED,
						PictureRefusedException.class),
				arguments(Misbehaviour.status(500, "invalid_request", "bad size"), FailureKind.INVALID_REQUEST,
						InvalidRelayRequestException.class),
				arguments(
						Misbehaviour.status(500, "convert_request_failed",
								"not supported model for image generation, only imagen models are supported"),
						FailureKind.MODEL_NOT_SERVED, ModelNotServedException.class),
				arguments(Misbehaviour.status(413), FailureKind.REQUEST_TOO_LARGE, InvalidRelayRequestException.class),
				arguments(Misbehaviour.refusal(), FailureKind.PICTURE_REFUSED, PictureRefusedException.class));
	}

	@ParameterizedTest
	@MethodSource("misbehaviours")
	void callWhenRelayMisbehavesSaysWhatToChange(Misbehaviour misbehaviour, FailureKind kind, Class<?> type) {
		this.relay.enqueue(misbehaviour);
		RelayException failed = fail(this.relay.baseUrl(), KEY, "a cat");
		assertThat(failed).isInstanceOf(type);
		assertThat(failed.failure().kind()).isEqualTo(kind);
		assertThat(failed).hasMessageStartingWith("Endpoint 'default' (" + this.relay.baseUrl() + ") ")
			.hasMessageContaining(kind.advice());
		assertThat(failed.getMessage().contains("may have been charged")).isEqualTo(failed.mayHaveBeenCharged());
		assertThat(this.relay.requests().size()).isLessThanOrEqualTo(1);
	}

	@Test
	void callWhenConnectionIsResetAtOnceIsUnknownUnlessNothingWasSent() {
		this.relay.enqueue(Misbehaviour.resetOnAccept());
		RelayException failed = fail(this.relay.baseUrl(), KEY, "a cat");
		assertThat(failed.failure().kind()).isIn(FailureKind.NO_ANSWER, FailureKind.UNREACHABLE);
		assertThat(this.relay.ledger().charges()).isZero();
	}

	@Test
	void callWhenHostRefusesSaysThatItIsUnreachable() throws Exception {
		int free;
		try (ServerSocket socket = new ServerSocket(0)) {
			free = socket.getLocalPort();
		}
		RelayException failed = fail("http://127.0.0.1:" + free, KEY, "a cat");
		assertThat(failed).isInstanceOf(EndpointUnreachableException.class).hasMessageContaining("connection refused");
		assertThat(failed.mayHaveBeenCharged()).isFalse();
	}

	@Test
	void callWhenHostIsUnknownSaysThatItIsUnreachable() {
		assertThat(fail("https://no-such-host.invalid", KEY, "a cat")).isInstanceOf(EndpointUnreachableException.class)
			.hasMessageContaining("the host name is unknown");
	}

	@Test
	void callWhenServerSpeaksNoTlsSaysSo() {
		String https = this.relay.baseUrl().replace("http:", "https:");
		assertThat(fail(https, KEY, "a cat")).isInstanceOf(EndpointUnreachableException.class)
			.hasMessageContaining("TLS failed");
	}

	@Test
	void callWhenKeySourceFailsForOnePictureDeliversTheOthers() {
		AtomicInteger asked = new AtomicInteger();
		ApiKey source = () -> {
			if (asked.incrementAndGet() == 2) {
				throw new IllegalStateException("the vault is sealed");
			}
			return KEY;
		};
		try (NanoBananaImageModel model = NanoBananaImageModel.builder()
			.baseUrl(this.relay.baseUrl())
			.apiKey(source)
			.build()) {
			ImageResponse response = model
				.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().n(3).build()));
			assertThat(response.getResults()).hasSize(2);
			assertThat(((NanoBananaImageResponseMetadata) response.getMetadata()).getFailures()).singleElement()
				.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.KEY_UNAVAILABLE))
				.satisfies((failure) -> assertThat(failure.sentence()).contains("the vault is sealed"))
				.satisfies((failure) -> assertThat(failure.mayHaveBeenCharged()).isFalse());
		}
	}

	@Test
	void callWhenKeySourceHangsEndsInTimeAndSoDoesTheSource() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		ApiKey source = () -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
				Thread.currentThread().interrupt();
			}
			return KEY;
		};
		try (NanoBananaImageModel model = NanoBananaImageModel.builder()
			.baseUrl(this.relay.baseUrl())
			.apiKey(source)
			.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofMillis(200)).build())
			.build()) {
			assertThatExceptionOfType(KeyRejectedException.class)
				.isThrownBy(() -> Mono.fromCallable(() -> model.call(new ImagePrompt("a cat")))
					.subscribeOn(Schedulers.boundedElastic())
					.block(Duration.ofSeconds(10)))
				.withMessageContaining("has no API key or headers to send");
			assertThat(model).asString().contains("inFlight=0");
			assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void callWhenItsTimeIsOverClosesItsConnectionAndGivesItsPlaceBack() {
		this.relay.enqueue(Misbehaviour.hang());
		NanoBananaEndpoint only = NanoBananaEndpoint.builder("only")
			.baseUrl(this.relay.baseUrl())
			.apiKey(KEY)
			.maxConcurrentCalls(1)
			.probed(false)
			.build();
		try (NanoBananaImageModel model = NanoBananaImageModel.builder().endpoint(only).build()) {
			assertThatExceptionOfType(UnknownOutcomeException.class)
				.isThrownBy(() -> model.call(within(Duration.ofMillis(300))));
			await().atMost(Duration.ofSeconds(10)).until(() -> this.relay.openConnections() == 0);
			assertThat(model.call(within(Duration.ofSeconds(30))).getResults()).hasSize(1);
		}
	}

	private static ImagePrompt within(Duration timeout) {
		return new ImagePrompt("a cat", NanoBananaImageOptions.builder().timeout(timeout).build());
	}

	@Test
	void callWhenFieldCannotBeWrittenSaysSoBeforeSending() {
		Object broken = new Object() {
			@SuppressWarnings("unused")
			public String getValue() {
				throw new IllegalStateException("no value");
			}
		};
		try (NanoBananaImageModel model = model(this.relay.baseUrl(), KEY)) {
			NanoBananaImageOptions options = NanoBananaImageOptions.builder().extraBody(Map.of("x", broken)).build();
			assertThatExceptionOfType(InvalidRelayRequestException.class)
				.isThrownBy(() -> model.call(new ImagePrompt("a cat", options)))
				.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isFalse());
			assertThat(model).asString().contains("inFlight=0").contains("restMillis=0");
		}
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void callWhenKeyIsWrongSaysSo() {
		assertThat(fail(this.relay.baseUrl(), "sk-wrong-9876543210", "a cat")).isInstanceOf(KeyRejectedException.class)
			.hasMessageContaining("check that the API key is complete");
	}

	@Test
	void callWhenRelayRepeatsTheKeyHidesIt() {
		this.relay.enqueue(Misbehaviour.status(401, "invalid_api_key",
				"Incorrect API key provided: " + KEY + " (also seen: sk-abcdef123456, Bearer xyz987)"));
		assertThat(fail(this.relay.baseUrl(), KEY, "a cat").getMessage()).contains("Incorrect API key provided")
			.doesNotContain("0123456789", "abcdef", "xyz987");
	}

	@Test
	void callWhenRelayRepeatsThePromptHidesIt() {
		String prompt = "a portrait of Anna Sokolova in her kitchen, by morning light";
		byte[] page = ("upstream failed for \"" + prompt.toUpperCase(Locale.ROOT) + "\"").getBytes();
		for (Misbehaviour repeating : new Misbehaviour[] {
				Misbehaviour.status(400, "prompt_blocked", "not allowed: " + prompt),
				Misbehaviour.answer(502, Map.of(), page),
				Misbehaviour.status(400, "bad: " + prompt, "not allowed: " + prompt.substring(14)) }) {
			this.relay.enqueue(repeating);
			RelayException failed = fail(this.relay.baseUrl(), KEY, prompt);
			assertThat(failed.getMessage()).contains("…").doesNotContainIgnoringCase("anna").doesNotContain("kitchen");
			assertThat(failed.failure().toString()).doesNotContainIgnoringCase("anna");
		}
	}

	@Test
	void callWhenModelIsUnknownSaysWhereToLook() {
		try (NanoBananaImageModel model = model(this.relay.baseUrl(), KEY)) {
			assertThatExceptionOfType(ModelNotServedException.class)
				.isThrownBy(() -> model
					.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().model("no-such-model").build())))
				.withMessageContaining("/v1/models")
				.satisfies((ex) -> assertThat(ex.failure().requestId()).isNotBlank());
		}
	}

	@Test
	void callWhenPromptIsBlockedQuotesTheRelay() {
		RelayException failed = fail(this.relay.baseUrl(), KEY, "a cat " + RelaySimulator.BLOCKED);
		assertThat(failed).isInstanceOf(PictureRefusedException.class).hasMessageContaining("reword the prompt");
		assertThat(failed.mayHaveBeenCharged()).isFalse();
		assertThat(this.relay.ledger().charges()).isZero();
	}

	@Test
	void callWhenRateIsLimitedUntilDateReadsTheWait() {
		this.relay.enqueue(Misbehaviour.rateLimited(Instant.now().plusSeconds(90)));
		assertThat(fail(this.relay.baseUrl(), KEY, "a cat").failure().retryAfter()).isBetween(Duration.ofSeconds(60),
				Duration.ofSeconds(91));
	}

	@Test
	void callWhenRelaySendsProcessingKeepAlivesStillGetsThePicture() {
		this.relay.enqueue(Misbehaviour.processing(3, Duration.ofMillis(50)));
		try (NanoBananaImageModel model = model(this.relay.baseUrl(), KEY)) {
			assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
		}
	}

	@Test
	void callWhenServerErrorIsLateAndFailedCallsAreFreeIsNotSaidToBeCharged() {
		this.relay.enqueue(Misbehaviour.errorUnderOk());
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("free")
			.baseUrl(this.relay.baseUrl())
			.apiKey(KEY)
			.failedCalls(FailedCalls.FREE)
			.build();
		try (NanoBananaImageModel model = NanoBananaImageModel.builder().endpoint(endpoint).build()) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> model.call(new ImagePrompt("a cat")))
				.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isFalse());
		}
	}

	private RelayException fail(String baseUrl, String key, String prompt) {
		try (NanoBananaImageModel model = model(baseUrl, key)) {
			model.call(new ImagePrompt(prompt));
			throw new AssertionError("A picture came.");
		}
		catch (RelayException ex) {
			for (Throwable part = ex; part != null; part = part.getCause()) {
				assertThat(String.valueOf(part.getMessage())).doesNotContain(key);
			}
			assertThat(ex.failure().toString()).doesNotContain(key);
			assertThat(ex.getMessage()).doesNotContain("\n").hasSizeLessThan(900);
			return ex;
		}
	}

	private static NanoBananaImageModel model(String baseUrl, String key) {
		return NanoBananaImageModel.builder()
			.baseUrl(baseUrl)
			.apiKey(key)
			.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofSeconds(2)).build())
			.build();
	}

}
