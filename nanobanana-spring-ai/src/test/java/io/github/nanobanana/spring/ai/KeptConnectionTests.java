package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;

import io.github.nanobanana.spring.ai.RawRelay.Ending;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A connection carries another call where the answer before it leaves no doubt, and never
 * otherwise: each call gets its own answer, whatever a relay leaves behind.
 */
class KeptConnectionTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	/** More than there are threads to read answers on. */
	private static final int READERS = 64;

	private static final String FIRST = address("first");

	private static final String SECOND = json(address("second"));

	private static final String JSON = "Content-Type: application/json\r\nConnection: keep-alive\r\n";

	private final ImagePrompt prompt = new ImagePrompt("a cat");

	/** Connections that were given back and are there for another call. */
	private final Semaphore kept = new Semaphore(0);

	@Test
	void callWhenTheOneBeforeWentWellUsesItsConnection() throws Exception {
		try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), SECOND);
				NanoBananaImageModel model = model(relay, LONG)) {
			assertThat(url(model)).endsWith("first.png");
			awaitKept();
			assertThat(url(model)).endsWith("second.png");
			awaitKept();
			assertThat(model.stream(this.prompt).map(KeptConnectionTests::url).blockFirst()).endsWith("second.png");
			assertThat(relay.connections()).isEqualTo(1);
			assertThat(relay.heads()).noneMatch((head) -> head.toLowerCase(Locale.ROOT).contains("connection:"));
		}
	}

	@ParameterizedTest
	@MethodSource
	void callWhenTheAnswerBeforeWasExactUsesItsConnection(String answer) throws Exception {
		try (RawRelay relay = new RawRelay(Ending.KEEP, answer, SECOND);
				NanoBananaImageModel model = model(relay, LONG)) {
			assertThat(url(model)).endsWith("first.png");
			awaitKept();
			assertThat(url(model)).endsWith("second.png");
			assertThat(relay.connections()).isEqualTo(1);
		}
	}

	static Stream<String> callWhenTheAnswerBeforeWasExactUsesItsConnection() {
		String text = "{\"created\":1,\"data\":[{\"revised_prompt\":\"\\\"}]{\\\\\",\"url\":\"https://a.example/first.png\"}]}";
		return Stream.of(json(text), json(" \r\n" + FIRST + "\n"), json("[" + FIRST + "]"), chunked(FIRST),
				RawRelay.reply("201 Created", JSON + "Keep-Alive: timeout=60\r\n", FIRST));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void callWhenTheAnswerBeforeWasNotExactHasANewConnection(String what, String answer) {
		try (RawRelay relay = new RawRelay(Ending.KEEP, answer, SECOND);
				NanoBananaImageModel model = model(relay, LONG)) {
			outcome(model);
			assertThat(url(model)).endsWith("second.png");
			assertThat(relay.requests()).isEqualTo(2);
			assertThat(relay.connections()).isEqualTo(2);
			Awaitility.await().untilAsserted(() -> assertThat(relay.openConnections()).isLessThan(2));
		}
	}

	static Stream<Arguments> callWhenTheAnswerBeforeWasNotExactHasANewConnection() {
		String whole = json(FIRST);
		String wide = "{\"text\":\"香蕉\",\"data\":[{\"url\":\"https://a.example/first.png\"}]}";
		return Stream.of(Arguments.of("it says so", RawRelay.reply("200 OK", "Connection: close\r\n", FIRST)),
				Arguments.of("it says nothing", RawRelay.json(FIRST)),
				Arguments.of("too short a time",
						RawRelay.reply("200 OK", JSON + "Keep-Alive: timeout=0, max=100\r\n", FIRST)),
				Arguments.of("an error", RawRelay.reply("400 Bad Request", JSON, "{\"error\":{}}")),
				Arguments.of("an error that is said under 200", json("{\"error\":{\"message\":\"busy\"}} .")),
				Arguments.of("length counted in characters",
						"HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: " + wide.length() + "\r\n\r\n" + wide),
				Arguments.of("words behind the document", json(FIRST + " done")),
				Arguments.of("two documents", json(FIRST + FIRST)),
				Arguments.of("a bracket too many", json(FIRST + "}")),
				Arguments.of("a page", RawRelay.reply("200 OK", "Connection: keep-alive\r\n", "<html></html>")),
				Arguments.of("no body", json("")),
				Arguments.of("a long document", json(FIRST.replace("{\"data", " ".repeat(20_000) + "{\"data"))),
				Arguments.of("another answer behind it", whole + json(address("stray"))),
				Arguments.of("the beginning of another", whole + "HTTP/1.1 200 OK\r\nContent-"),
				Arguments.of("a few letters behind it", whole + "]}"),
				Arguments.of("a line break behind it", whole + "\r\n"),
				Arguments.of("letters behind the last chunk", chunked(FIRST) + "]}"),
				Arguments.of("the last chunk twice", chunked(FIRST) + "0\r\n\r\n"),
				Arguments.of("another chunked answer", chunked(FIRST) + chunked(address("stray"))),
				Arguments.of("both said", RawRelay.reply("200 OK", JSON + "Connection: close\r\n", FIRST)),
				Arguments.of("trailers", chunked(FIRST).replaceAll("\r\n$", "X-Cost: 1\r\n\r\n")),
				Arguments.of("news on the way", "HTTP/1.1 100 Continue\r\n\r\n" + whole));
	}

	@Test
	void callWhenSomethingArrivesAfterTheAnswerBeforeHasANewConnection() throws Exception {
		try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), SECOND);
				NanoBananaImageModel model = model(relay, LONG)) {
			url(model);
			awaitKept();
			assertThat(relay.openConnections()).isEqualTo(1);
			relay.send("HTTP/1.1 408 Request Timeout\r\n");
			Awaitility.await().untilAsserted(() -> assertThat(relay.openConnections()).isZero());
			assertThat(url(model)).endsWith("second.png");
			assertThat(relay.connections()).isEqualTo(2);
		}
	}

	@Test
	void connectionWhenIdleForLongerIsClosed() throws Exception {
		try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), SECOND);
				NanoBananaImageModel model = model(relay, Duration.ofMillis(50))) {
			url(model);
			awaitKept();
			Awaitility.await().untilAsserted(() -> assertThat(relay.openConnections()).isZero());
			assertThat(url(model)).endsWith("second.png");
			assertThat(relay.connections()).isEqualTo(2);
		}
	}

	@Test
	void connectionWhenIdleForHalfOfWhatTheRelayAllowsIsNotUsed() throws Exception {
		String answer = RawRelay.reply("200 OK", JSON + "Keep-Alive: timeout=1\r\n", FIRST);
		try (RawRelay relay = new RawRelay(Ending.KEEP, answer, SECOND);
				NanoBananaImageModel model = model(relay, LONG)) {
			url(model);
			awaitKept();
			Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> true);
			assertThat(url(model)).endsWith("second.png");
			assertThat(relay.connections()).isEqualTo(2);
		}
	}

	@Test
	void connectionsWhenTheModelIsIdleAreClosedOnRequest() throws Exception {
		try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), SECOND);
				NanoBananaImageModel model = model(relay, LONG)) {
			url(model);
			awaitKept();
			assertThat(relay.openConnections()).isEqualTo(1);
			model.whenIdle().block();
			Awaitility.await().untilAsserted(() -> assertThat(relay.openConnections()).isZero());
			assertThat(url(model)).endsWith("second.png");
		}
	}

	@Test
	void callWhenNothingIsKeptHasANewConnection() {
		try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), SECOND);
				NanoBananaImageModel model = model(relay, Duration.ZERO)) {
			url(model);
			url(model);
			assertThat(this.kept.availablePermits()).isZero();
			assertThat(relay.connections()).isEqualTo(2);
			assertThat(relay.heads()).allMatch((head) -> head.toLowerCase(Locale.ROOT).contains("connection: close"));
		}
	}

	/** It counts as sent: nobody knows whether the relay has read it. */
	@Test
	void callWhenTheRelayClosesTheConnectionIsNotRepeated() throws Exception {
		try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), RawRelay.HANG_UP);
				NanoBananaImageModel model = model(relay, LONG)) {
			url(model);
			awaitKept();
			RelayException failed = catchThrowableOfType(RelayException.class, () -> url(model));
			assertThat(failed.failure().kind()).isEqualTo(FailureKind.NO_ANSWER);
			assertThat(failed.mayHaveBeenCharged()).isTrue();
			assertThat(relay.requests()).isEqualTo(2);
			assertThat(relay.connections()).isEqualTo(1);
		}
	}

	/**
	 * The first call's answer has arrived and its connection carries the second, but
	 * nobody has had the time to read that answer yet.
	 */
	@Test
	void callWhenTheOneBeforeIsCancelledKeepsTheConnection() throws Exception {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		try (RawRelay other = new RawRelay(Ending.KEEP, SECOND); NanoBananaImageModel waiting = waiting(other, busy)) {
			Disposable readers = Flux.range(0, READERS)
				.flatMap((call) -> waiting.stream(this.prompt), READERS)
				.subscribe();
			try (RawRelay relay = new RawRelay(Ending.KEEP, json(FIRST), SECOND);
					NanoBananaImageModel model = model(relay, LONG)) {
				relay.hold(2, answer);
				Disposable first = model.stream(this.prompt).subscribe();
				awaitKept();
				CompletableFuture<String> second = model.stream(this.prompt)
					.next()
					.map(KeptConnectionTests::url)
					.toFuture();
				Awaitility.await().until(() -> relay.requests() == 2);
				first.dispose();
				answer.countDown();
				busy.countDown();
				assertThat(second.get(20, TimeUnit.SECONDS)).endsWith("second.png");
				assertThat(relay.connections()).isEqualTo(1);
			}
			readers.dispose();
		}
		finally {
			busy.countDown();
		}
	}

	/** A model whose calls keep all threads that read answers waiting for their key. */
	private static NanoBananaImageModel waiting(RawRelay relay, CountDownLatch until) {
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("waiting").baseUrl(relay.baseUrl()).apiKey(() -> {
			try {
				until.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return "sk-test";
		}).maxConcurrentCalls(READERS).build();
		return NanoBananaImageModel.builder().endpoint(endpoint).build();
	}

	@Test
	void keepAliveWhenOutOfBoundsIsRefused() {
		NanoBananaEndpoint.Builder endpoint = NanoBananaEndpoint.builder("main")
			.baseUrl("https://relay.example.com")
			.apiKey("sk-test");
		for (Duration wrong : new Duration[] { Duration.ofMillis(-1), Duration.ofMillis(9), Duration.ofSeconds(61) }) {
			assertThatIllegalArgumentException().isThrownBy(endpoint.keepAlive(wrong)::build)
				.withMessage("Endpoint 'main' keeps idle connections for %s: use 0, or 10 ms to 1 min.", wrong);
		}
	}

	private static String address(String name) {
		return "{\"data\":[{\"url\":\"https://a.example/%s.png\"}]}".formatted(name);
	}

	private static String json(String body) {
		return RawRelay.reply("200 OK", JSON, body);
	}

	private static String chunked(String body) {
		return "HTTP/1.1 200 OK\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
				+ "\r\n" + body + "\r\n0\r\n\r\n";
	}

	private NanoBananaImageModel model(RawRelay relay, Duration keepAlive) {
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("raw")
			.baseUrl(relay.baseUrl())
			.apiKey("sk-test")
			.keepAlive(keepAlive)
			.probed(false)
			.transport(HttpTransport.direct().withCustomizer((client) -> client.observe(this::observe)))
			.build();
		return NanoBananaImageModel.builder().endpoint(endpoint).build();
	}

	private void observe(Connection connection, ConnectionObserver.State state) {
		if (state == ConnectionObserver.State.RELEASED) {
			this.kept.release();
		}
	}

	/** An answer may be there before its connection has been given back. */
	private void awaitKept() throws InterruptedException {
		assertThat(this.kept.tryAcquire(20, TimeUnit.SECONDS)).as("a connection was kept").isTrue();
	}

	private String url(NanoBananaImageModel model) {
		return url(model.call(this.prompt));
	}

	private static String url(ImageResponse response) {
		return String.valueOf(response.getResult().getOutput().getUrl());
	}

	private Object outcome(NanoBananaImageModel model) {
		try {
			return url(model);
		}
		catch (RelayException ex) {
			return ex;
		}
	}

}
