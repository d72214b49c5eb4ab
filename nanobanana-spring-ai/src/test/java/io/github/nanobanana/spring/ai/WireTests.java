package io.github.nanobanana.spring.ai;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.spring.ai.RawRelay.Ending;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers that bend or break HTTP, byte for byte, over a pool of one connection: the
 * picture that is in them arrives, and the next call is none the worse.
 */
class WireTests {

	private static final String HEAD = "HTTP/1.1 200 OK\r\n";

	@Test
	void callWhenAnswerIsAnnouncedTooLargeGivesItsConnectionBack() {
		try (RawRelay relay = new RawRelay(Ending.KEEP, HEAD + "Content-Length: 200000000\r\n\r\n",
				RawRelay.json(RawRelay.URL_ANSWER)); NanoBananaImageModel model = model(relay)) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> call(model))
				.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.ANSWER_TOO_LARGE));
			assertThat(call(model).getResults()).hasSize(1);
		}
	}

	private static ImageResponse call(NanoBananaImageModel model) {
		return model.call(new ImagePrompt("a cat"));
	}

	private static NanoBananaImageModel model(RawRelay relay) {
		return NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("raw")
				.baseUrl(relay.baseUrl())
				.apiKey("sk-test")
				.maxConcurrentCalls(1)
				.build())
			.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofSeconds(5)).build())
			.build();
	}

}
