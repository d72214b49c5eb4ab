package io.github.nanobanana.spring.ai;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.image.HttpProxy;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Somebody takes the connection and says nothing: none of the steps that follow may
 * outlast the connect timeout.
 */
@Timeout(60)
class ConnectTimeoutTests {

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

	/** Well below the 10 s that Reactor Netty gives a proxy and TLS. */
	private static final Duration SOON = Duration.ofSeconds(6);

	@Test
	void callWhenTlsIsNotAnsweredEndsInTime() {
		try (RawRelay silent = silent()) {
			assertThat(failure("https://127.0.0.1:" + port(silent), HttpTransport.direct())).contains("TLS failed");
		}
	}

	@Test
	void callWhenCustomizerBringsItsOwnTlsEndsInTime() {
		try (RawRelay silent = silent()) {
			HttpTransport secured = HttpTransport.direct().withCustomizer((client) -> client.secure());
			assertThat(failure("https://127.0.0.1:" + port(silent), secured)).contains("TLS failed");
		}
	}

	@Test
	void callWhenProxyDoesNotAnswerEndsInTime() {
		try (RawRelay silent = silent()) {
			HttpTransport proxied = HttpTransport.direct()
				.withProxy(HttpProxy.of(HttpProxy.Type.HTTP, "127.0.0.1", port(silent)));
			assertThat(failure("http://relay.example", proxied)).contains("the proxy made no connection");
			assertThat(silent.heads()).singleElement().asString().startsWith("CONNECT relay.example:80");
		}
	}

	private static RawRelay silent() {
		return new RawRelay(RawRelay.Ending.KEEP, new CountDownLatch(1), "");
	}

	private static int port(RawRelay relay) {
		return URI.create(relay.baseUrl()).getPort();
	}

	private static String failure(String baseUrl, HttpTransport transport) {
		try (NanoBananaImageModel model = NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("default")
				.baseUrl(baseUrl)
				.apiKey("sk-test")
				.transport(transport)
				.connectTimeout(CONNECT_TIMEOUT)
				.build())
			.probes(ProbeSettings.defaults().withInterval(Duration.ZERO))
			.build()) {
			RelayException failed = catchThrowableOfType(RelayException.class,
					() -> model.call(new ImagePrompt("a cat")));
			assertThat(failed.failure().kind()).isEqualTo(FailureKind.UNREACHABLE);
			assertThat(failed.mayHaveBeenCharged()).isFalse();
			assertThat(failed.failure().elapsed()).isLessThan(SOON);
			return String.valueOf(failed.getMessage());
		}
	}

}
