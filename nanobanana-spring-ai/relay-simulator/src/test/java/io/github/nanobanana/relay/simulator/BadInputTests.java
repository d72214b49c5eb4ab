package io.github.nanobanana.relay.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What breaks careless servers. */
class BadInputTests {

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension();

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", "\"text\"", "null", "{\"model\":", "\u0000\u0001", "{\"a\":1}x" })
	void bodyWhenNoJsonObjectIsRefused(String body) {
		HttpResponse<byte[]> response = Fixtures.send(Fixtures.generation(extension.relay(), body));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Json.read(response.body()).at("/error/message").asString()).isNotBlank();
	}

	@Test
	void bodyWhenNestedDeeplyIsRefused() {
		String body = "[".repeat(100_000);
		assertThat(Fixtures.send(Fixtures.generation(extension.relay(), "{\"a\":" + body)).statusCode()).isEqualTo(400);
	}

	@Test
	void bodyWhenTooLargeGets413() {
		byte[] body = new byte[100 << 20];
		HttpRequest request = Fixtures.request(extension.relay(), "/v1/images/generations")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		HttpResponse<byte[]> response = Fixtures.send(request);
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(Json.read(response.body()).at("/error/code").asString()).isEqualTo("read_request_body_failed");
	}

	@Test
	void multipartWhenCutOffIsRefused() {
		Forms form = new Forms().text("model", "nano-banana-2");
		assertThat(Fixtures.send(form.unfinished(extension.relay())).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=zz" })
	void multipartWhenBoundaryIsWrongIsRefused(String contentType) {
		HttpRequest request = Fixtures.request(extension.relay(), "/v1/images/edits")
			.header("content-type", contentType)
			.POST(HttpRequest.BodyPublishers.ofString("--x\r\n\r\n"))
			.build();
		assertThat(Fixtures.send(request).statusCode()).isEqualTo(400);
	}

	@Test
	void headersWhenHugeAreRefused() {
		RawCall call = RawCall.send(extension.relay(),
				"GET /v1/models HTTP/1.1\r\nhost: x\r\nx-big: " + "a".repeat(100_000) + "\r\n\r\n", 2_000);
		assertThat(call.received()).startsWith("HTTP/1.1 4");
		assertThat(call.end()).isNotEqualTo(RawCall.End.SILENT);
	}

	@Test
	void requestWhenNoHttpIsRefused() {
		RawCall call = RawCall.send(extension.relay(), "hello\r\n\r\n", 2_000);
		assertThat(call.received()).startsWith("HTTP/1.1 4");
	}

	@Test
	void hostWhenStrangeDoesNotReachResultUrls() {
		String body = Fixtures.body("nano-banana-2", "");
		RawCall call = RawCall.send(extension.relay(),
				"POST /v1/images/generations HTTP/1.1\r\nhost: evil.example/\"x\r\nauthorization: Bearer sk-test\r\n"
						+ "connection: close\r\ncontent-length: " + body.length() + "\r\n\r\n" + body,
				2_000);
		assertThat(call.body()).contains("http://127.0.0.1:").doesNotContain("evil");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/v1/images/generations,404", "/v1/images/generation,404", "/images/generations,200",
			"/api/none,404", "/files/none.png,404", "/_simulator/none,404" })
	void pathWhenWrongAnswersAsNewApi(String path, int status) {
		HttpResponse<byte[]> response = Fixtures
			.send(Fixtures.post(extension.relay(), path, Fixtures.body("nano-banana-2", "")));
		assertThat(response.statusCode()).isEqualTo(status);
		String type = response.headers().firstValue("content-type").orElseThrow();
		assertThat(type).startsWith((status == 200) ? "text/html" : "application/json");
	}

	@Test
	void keyWhenSentTheGoogleWayCountsOnlyOnGooglePaths() {
		RelaySimulator relay = extension.relay();
		HttpRequest images = HttpRequest.newBuilder(URI.create(relay.baseUrl() + "/v1/images/generations"))
			.header("x-goog-api-key", relay.key())
			.POST(HttpRequest.BodyPublishers.ofString(Fixtures.body("nano-banana", "")))
			.build();
		HttpRequest models = HttpRequest.newBuilder(URI.create(relay.baseUrl() + "/v1beta/models?key=" + relay.key()))
			.build();
		assertThat(Fixtures.send(images).statusCode()).isEqualTo(401);
		assertThat(Fixtures.send(models).statusCode()).isEqualTo(200);
	}

	@Test
	void keyWhenSentWithDownloadIsReportedAsLeak() {
		RelaySimulator relay = extension.relay();
		String url = Fixtures.generate(relay, "nano-banana", "").at("/data/0/url").asString();
		Fixtures.download(url);
		assertThat(relay.keyLeaks()).isEmpty();
		Fixtures.send(Fixtures.get(relay, url.substring(relay.baseUrl().length())));
		assertThat(relay.keyLeaks()).hasSize(1);
	}

}
