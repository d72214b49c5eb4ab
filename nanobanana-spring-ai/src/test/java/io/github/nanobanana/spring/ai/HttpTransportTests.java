package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.image.HttpProxy;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What an application may change about the client of an endpoint, and what it cannot.
 */
class HttpTransportTests {

	private final RelaySimulator relay = RelaySimulator.start();

	private final RelaySimulator other = RelaySimulator.start();

	@AfterEach
	void close() {
		this.relay.close();
		this.other.close();
	}

	@Test
	void customizerWhenItFollowsRedirectsDoesNotSendThePostOn() {
		this.relay.always(Misbehaviour.answer(307, Map.of("Location", this.other.baseUrl() + "/v1/images/generations"),
				new byte[0]));
		List<UnaryOperator<HttpClient>> ways = List.of((client) -> client.followRedirect(true),
				(client) -> client.followRedirect((request, response) -> true));
		for (UnaryOperator<HttpClient> following : ways) {
			try (NanoBananaImageModel model = model(following)) {
				assertThat(failure(model).failure().status()).isEqualTo(307);
			}
		}
		assertThat(this.relay.requests()).hasSize(2);
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void customizerWhenItRetriesDoesNotSendThePostAgain() {
		this.relay.always(Misbehaviour.resetAfterRequest().charged());
		AtomicInteger connections = new AtomicInteger();
		try (NanoBananaImageModel model = model((client) -> client.disableRetry(false)
			.mapConnect(
					(connection) -> connection.doOnSubscribe((ignored) -> connections.incrementAndGet()).retry(3)))) {
			RelayException failed = failure(model);
			assertThat(failed.mayHaveBeenCharged()).isTrue();
			assertThat(failed.failure().kind()).isEqualTo(FailureKind.NO_ANSWER);
		}
		assertThat(connections).hasValueGreaterThan(0);
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void customizerWhenItAuthenticatesDoesNotSendThePostAgain() {
		this.relay.always(Misbehaviour.status(401));
		try (NanoBananaImageModel model = model(
				(client) -> client.httpAuthentication((request, response) -> response.status().code() == 401,
						(request, address) -> request.header("X-Signed", "again")))) {
			RelayException failed = failure(model);
			assertThat(failed.failure().kind()).isEqualTo(FailureKind.KEY_REJECTED);
			assertThat(failed.mayHaveBeenCharged()).isFalse();
		}
		assertThat(this.relay.requests()).hasSize(1);
	}

	@Test
	void customizerWhenItSpeaksAnotherWayIsNotFollowed() {
		try (NanoBananaImageModel model = model((client) -> client.keepAlive(false)
			.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1)
			.compress(true))) {
			picture(model);
			picture(model);
		}
		assertThat(this.relay.requests()).hasSize(2).allSatisfy((request) -> {
			assertThat(request.header("connection")).isNull();
			assertThat(request.header("accept-encoding")).isNull();
			assertThat(request.header("upgrade")).isNull();
		});
	}

	@Test
	void customizerWhenItSetsHeadersKeepsLengthAndKey() {
		try (NanoBananaImageModel model = model((client) -> client.headers((headers) -> headers.set("X-Tenant", "blue")
			.set("Content-Length", "1")
			.set("Transfer-Encoding", "chunked")
			.set("Authorization", "Bearer wrong")))) {
			picture(model);
		}
		RecordedRequest request = this.relay.requests().get(0);
		assertThat(request.header("x-tenant")).isEqualTo("blue");
		assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.body().length));
		assertThat(request.header("transfer-encoding")).isNull();
	}

	@Test
	void customizerWhenPicturesAreFetchedFromTheRelayIsAskedOnceForThemAll() {
		AtomicInteger asked = new AtomicInteger();
		try (NanoBananaImageModel model = fetching((client) -> {
			asked.incrementAndGet();
			return client;
		})) {
			fetchPicture(model);
			int forTheFirst = asked.get();
			fetchPicture(model);
			fetchPicture(model);
			assertThat(asked).hasValue(forTheFirst);
		}
	}

	@Test
	@SuppressWarnings("NullAway")
	void customizerWhenItFailsForThePictureLeavesItsAddress() {
		List<UnaryOperator<HttpClient>> failures = List.of((client) -> null, (client) -> {
			throw new IllegalStateException("sk-secret");
		});
		for (UnaryOperator<HttpClient> failure : failures) {
			AtomicBoolean failing = new AtomicBoolean();
			try (NanoBananaImageModel model = fetching((client) -> failing.get() ? failure.apply(client)
					: client.doOnRequest((request, connection) -> failing.set(true)))) {
				ImageResponse response = model.call(new ImagePrompt("a cat"));
				assertThat(response.getResult().getOutput().getUrl()).startsWith(this.relay.baseUrl());
				assertThat(((NanoBananaImageResponseMetadata) response.getMetadata()).getNotes()).singleElement()
					.asString()
					.startsWith("The picture was made but could not be fetched")
					.doesNotContain("sk-secret");
			}
		}
	}

	@Test
	void headersWhenAskedForChangeWithEachRequest() {
		AtomicInteger asked = new AtomicInteger();
		try (NanoBananaImageModel model = endpointModel((endpoint) -> endpoint.header("X-Token", "fixed")
			.headers(() -> Map.of("X-Token", "token-" + asked.incrementAndGet(), "Content-Length", "1")))) {
			picture(model);
			picture(model);
		}
		assertThat(this.relay.requests()).extracting((request) -> request.header("x-token"))
			.containsExactly("token-1", "token-2");
	}

	@Test
	@SuppressWarnings("NullAway")
	void headersWhenTheyCannotBeHadSendNothingAndAskElsewhere() {
		List<Supplier<Map<String, String>>> sources = List.of(() -> {
			throw new IllegalStateException("The token sk-secret is no token.");
		}, () -> null, () -> Collections.singletonMap("X-Token", null),
				() -> Map.of("X-Token", "a\r\nX-Other: sk-secret"));
		for (Supplier<Map<String, String>> source : sources) {
			NanoBananaEndpoint broken = endpoint("first", this.relay).headers(source).build();
			try (NanoBananaImageModel model = quiet(List.of(broken, endpoint("second", this.other).tier(1).build()))) {
				NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) model
					.call(new ImagePrompt("a cat"))
					.getResult()
					.getMetadata();
				assertThat(metadata.endpoint()).isEqualTo("second");
				assertThat(metadata.earlierFailures()).singleElement().satisfies((failure) -> {
					assertThat(failure.kind()).isEqualTo(FailureKind.KEY_UNAVAILABLE);
					assertThat(failure.mayHaveBeenCharged()).isFalse();
					assertThat(failure.toString() + failure.sentence()).doesNotContain("sk-secret");
				});
			}
		}
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void headersWhenTheyCannotBeHadSayOnlyWhatFailed() {
		try (NanoBananaImageModel model = endpointModel((endpoint) -> endpoint.headers(() -> {
			throw new IllegalStateException("The token sk-secret is no token.");
		}))) {
			assertThat(failure(model))
				.hasMessageContaining("its current headers could not be had (IllegalStateException)")
				.hasStackTraceContaining(getClass().getName())
				.satisfies((failed) -> assertThat(causes(failed)).hasSizeGreaterThan(1)
					.noneMatch((cause) -> cause.toString().contains("sk-secret")));
		}
	}

	@Test
	void readTimeoutWhenRelayIsSilentEndsTheCallAsUnknown() {
		this.relay.always(Misbehaviour.hang());
		try (NanoBananaImageModel model = quiet(List.of(endpoint("default", this.relay)
			.transport(HttpTransport.direct().withReadTimeout(Duration.ofMillis(200)))
			.build(), endpoint("second", this.other).tier(1).build()))) {
			RelayException failed = failure(model);
			assertThat(failed.failure().kind()).isEqualTo(FailureKind.NO_ANSWER);
			assertThat(failed).hasMessageContaining("silent for longer than the read timeout");
		}
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void proxyWhenNotUsableIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> HttpProxy.of(HttpProxy.Type.HTTP, " ", 1));
		assertThatIllegalArgumentException().isThrownBy(() -> HttpProxy.of(HttpProxy.Type.HTTP, "proxy", 65536));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HttpProxy(HttpProxy.Type.SOCKS5, "proxy", 1080, "me", null));
		assertThat(new HttpProxy(HttpProxy.Type.HTTP, "proxy", 3128, "me", "sk-secret").toString()).contains("proxy")
			.doesNotContain("sk-secret", "me,");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HttpTransport.direct().withReadTimeout(Duration.ofNanos(1)));
	}

	private NanoBananaImageModel model(UnaryOperator<HttpClient> customizer) {
		return endpointModel((endpoint) -> endpoint.transport(HttpTransport.direct().withCustomizer(customizer)));
	}

	private NanoBananaImageModel fetching(UnaryOperator<HttpClient> customizer) {
		return NanoBananaImageModel.builder()
			.endpoint(endpoint("default", this.relay).transport(HttpTransport.direct().withCustomizer(customizer))
				.build())
			.probes(new ProbeSettings(Duration.ZERO, Duration.ofSeconds(1)))
			.delivery(PictureDelivery.EAGER)
			.defaultOptions(NanoBananaImageOptions.builder().responseFormat("url").build())
			.build();
	}

	private static void fetchPicture(NanoBananaImageModel model) {
		ImageGeneration made = model.call(new ImagePrompt("a cat")).getResult();
		assertThat(((NanoBananaImageGenerationMetadata) made.getMetadata()).bytes()).isPositive();
	}

	private NanoBananaImageModel endpointModel(Consumer<NanoBananaEndpoint.Builder> settings) {
		NanoBananaEndpoint.Builder endpoint = endpoint("default", this.relay);
		settings.accept(endpoint);
		return quiet(List.of(endpoint.build()));
	}

	private static NanoBananaImageModel quiet(List<NanoBananaEndpoint> endpoints) {
		return NanoBananaImageModel.builder()
			.endpoints(endpoints)
			.probes(new ProbeSettings(Duration.ZERO, Duration.ofSeconds(1)))
			.build();
	}

	private static NanoBananaEndpoint.Builder endpoint(String name, RelaySimulator relay) {
		return NanoBananaEndpoint.builder(name).baseUrl(relay.baseUrl()).apiKey(relay.key());
	}

	private static List<Throwable> causes(Throwable thrown) {
		List<Throwable> causes = new ArrayList<>();
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			causes.add(cause);
		}
		return causes;
	}

	private static void picture(NanoBananaImageModel model) {
		assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
	}

	private static RelayException failure(NanoBananaImageModel model) {
		return catchThrowableOfType(RelayException.class, () -> model.call(new ImagePrompt("a cat")));
	}

}
