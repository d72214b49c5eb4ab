package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.spring.ai.RawRelay.Ending;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers that bend or break HTTP, byte for byte, over a pool of one connection: the
 * picture that is in them arrives, and the next call is none the worse.
 */
class WireTests {

	/** A key without the prefix that gives most keys away. */
	private static final String KEY = "0123456789abcdefABCDEF";

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

	@Test
	void callWhenEarlierAnswerLeftBytesBehindIsNotHarmed() {
		try (RawRelay relay = new RawRelay(Ending.KEEP, HEAD + "Content-Length: 20\r\n\r\n" + RawRelay.URL_ANSWER,
				RawRelay.json(RawRelay.URL_ANSWER)); NanoBananaImageModel model = model(relay)) {
			assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> call(model));
			assertThat(call(model).getResults()).hasSize(1);
		}
	}

	static Stream<String> indiscreet() {
		return Stream.of(RawRelay.json("x".repeat(100) + " " + KEY),
				RawRelay.reply("502 Bad", "Content-Type: text/html\r\n",
						"<title>" + "x ".repeat(92) + KEY + "</title>"),
				RawRelay.json(
						"{\"error\":{\"code\":\"" + KEY + "\",\"message\":\"" + KEY.toUpperCase(Locale.ROOT) + "\"}}"),
				RawRelay.reply("500 No", "X-Request-Id: " + KEY + "\r\n", "{}"),
				RawRelay.reply("302 Found", "Location: https://example.com/" + KEY + "\r\n", ""));
	}

	@ParameterizedTest
	@MethodSource("indiscreet")
	void callWhenRelayRepeatsPlainKeyAnywhereHidesIt(String reply) {
		try (RawRelay relay = new RawRelay(Ending.CLOSE, reply);
				NanoBananaImageModel model = NanoBananaImageModel.builder()
					.baseUrl(relay.baseUrl())
					.apiKey(KEY)
					.build()) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> call(model))
				.satisfies((ex) -> assertThat(ex.failure().toString().toLowerCase(Locale.ROOT))
					.doesNotContain(KEY.substring(0, 12).toLowerCase(Locale.ROOT)));
		}
	}

	static Stream<String> unusual() {
		String body = RawRelay.URL_ANSWER;
		String length = "Content-Length: " + body.length() + "\r\n";
		String chunk = Integer.toHexString(body.length()) + ";x=y\r\n" + body + "\r\n0\r\nX-Trailer: 1\r\n\r\n";
		String continued = "HTTP/1.1 100 Continue\r\n\r\n";
		return Stream.of(HEAD + length + length + "\r\n" + body,
				HEAD + length + "X-Policy: " + "p".repeat(20_000) + "\r\n\r\n" + body,
				"HTTP/1.1 104 Upload Resumption Supported\r\n\r\n" + RawRelay.json(body),
				continued + "HTTP/1.1 102 Processing\r\n\r\n" + continued
						+ "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + RawRelay.json(body),
				"HTTP/1.0 200 OK\r\n\r\n" + body, HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk,
				HEAD + length + "X Odd(): b\r\nX-Words: 余额\r\n\r\n" + body,
				RawRelay.json(body) + RawRelay.json("{\"data\":[]}"),
				RawRelay.reply("200 OK", "Content-Type: text/html\r\n", "\uFEFF\r\n" + body));
	}

	@ParameterizedTest
	@MethodSource("unusual")
	void callWhenAnswerIsUnusualHttpDeliversPicture(String reply) {
		try (RawRelay relay = new RawRelay(Ending.CLOSE, reply); NanoBananaImageModel model = model(relay)) {
			assertThat(call(model).getResults()).hasSize(1);
			assertThat(call(model).getResults()).hasSize(1);
			assertThat(relay.requests()).isEqualTo(2);
		}
	}

	static Stream<Arguments> endless() {
		String tooLong = HEAD + "Content-Length: 5000\r\n\r\n" + RawRelay.URL_ANSWER;
		String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(RawRelay.URL_ANSWER.length())
				+ "\r\n" + RawRelay.URL_ANSWER + "\r\n";
		return Stream.of(tooLong, chunked, HEAD + "\r\n" + RawRelay.URL_ANSWER)
			.flatMap((reply) -> Stream.of(Ending.CLOSE, Ending.RESET, Ending.HOLD)
				.map((ending) -> Arguments.arguments(ending, reply)));
	}

	@ParameterizedTest
	@MethodSource("endless")
	void callWhenWholeDocumentIsFollowedByTroubleDeliversPicture(Ending ending, String reply) {
		try (RawRelay relay = new RawRelay(ending, reply);
				NanoBananaImageModel model = model(relay, Duration.ofMillis(700))) {
			assertThat(call(model).getResults()).hasSize(1);
			assertThat(model).asString().contains("inFlight=0");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'error':{},'data':[{'url':'%s'}]}", "{'error':null,'data':[{'url':'%s'}]}",
			"{'error':'none','data':[{'url':'%s'}]}", "{'error':{'code':0,'message':''},'data':[{'url':'%s'}]}",
			"{'error':{'code':'model_not_found'},'data':[{'url':'%s'}]}", "{'success':false,'data':[{'url':'%s'}]}",
			"{'code':0,'message':'ok','data':{'url':'%s'}}", "{'code':200,'msg':'success','data':[{'url':'%s'}]}",
			"{'message':'success','url':'%s'}", "{'message':'success','image_urls':['%s']}",
			"{'msg':'success','output':['%s']}", "{'message':'ok','result':{'images':[{'url':'%s'}]}}" })
	void callWhenWordsOfErrorStandBesidePictureDeliversPicture(String body) {
		assertDelivered(body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'data':[{'url':'%s'},{'b64_json':'!!'}]}", "{'data':[{'b64_json':'!!'},{'url':'%s'}]}",
			"{'data':[{'url':'%s','b64_json':'N/A!'}]}", "{'data':[{'b64_json':'%s'}]}" })
	void callWhenBrokenBase64StandsBesidePictureDeliversPicture(String body) {
		assertDelivered(body);
	}

	private static void assertDelivered(String body) {
		String url = "https://cdn.example.com/1.png";
		try (RawRelay relay = new RawRelay(Ending.KEEP, RawRelay.json(body.replace('\'', '"').formatted(url)));
				NanoBananaImageModel model = model(relay)) {
			assertThat(call(model).getResults()).singleElement()
				.satisfies((result) -> assertThat(result.getOutput().getUrl()).isEqualTo(url));
			assertThat(relay.requests()).isEqualTo(1);
		}
	}

	private static ImageResponse call(NanoBananaImageModel model) {
		return model.call(new ImagePrompt("a cat"));
	}

	private static NanoBananaImageModel model(RawRelay relay) {
		return model(relay, Duration.ofSeconds(5));
	}

	private static NanoBananaImageModel model(RawRelay relay, Duration timeout) {
		return NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("raw")
				.baseUrl(relay.baseUrl())
				.apiKey("sk-test")
				.maxConcurrentCalls(1)
				.build())
			.defaultOptions(NanoBananaImageOptions.builder().timeout(timeout).build())
			.build();
	}

}
