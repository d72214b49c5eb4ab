package io.github.nanobanana.samples.playground;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who is let in, what is taken, and what is never given out, over plain HTTP.
 */
class RequestGuardTests {

	private static final String KEY = "sk-a-secret-that-no-page-may-see";

	private static final String ORDER = """
			{"prompt":"a cat","count":1}""";

	@TempDir
	static Path folder;

	private static RelaySimulator relay;

	private static RunningPlayground app;

	private static PageClient page;

	private static final StringBuilder feed = new StringBuilder();

	@BeforeAll
	static void start() {
		relay = RelaySimulator.builder().key(KEY).sketches(true).start();
		app = RunningPlayground.start(folder, RunningPlayground.endpoint("only", relay, 4).toArray(String[]::new));
		page = new PageClient(HttpClient.newHttpClient(), app.url());
		page.follow((name, data) -> {
			synchronized (feed) {
				feed.append(data);
			}
		});
		page.token();
	}

	@AfterAll
	static void stop() {
		app.close();
		relay.close();
	}

	@Test
	void orderWhenFromThePageIsTaken() {
		assertThat(page.post("api/runs", ORDER, Map.of()).statusCode()).isEqualTo(202);
	}

	@Test
	void orderWhenTheTokenIsMissingOrWrongIsRefused() {
		assertThat(page.post("api/runs", ORDER, Map.of(PageToken.HEADER, "")).statusCode()).isEqualTo(403);
		assertThat(page.post("api/runs", ORDER, Map.of(PageToken.HEADER, "0".repeat(48))).statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example" })
	void orderWhenFromAnotherOriginIsRefused(String origin) {
		assertThat(page.post("api/runs", ORDER, Map.of("Origin", origin)).statusCode()).isEqualTo(403);
	}

	@Test
	void orderWhenWithoutAnOriginIsRefused() {
		HttpRequest request = HttpRequest.newBuilder(page.uri("api/runs"))
			.header("Content-Type", "application/json")
			.header(PageToken.HEADER, page.token())
			.POST(BodyPublishers.ofString(ORDER))
			.build();
		assertThat(page.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
	}

	@Test
	void requestWhenTheBrowserSaysItIsFromAnotherSiteIsRefused() {
		assertThat(page.post("api/runs", ORDER, Map.of("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
		assertThat(page.post("api/runs", ORDER, Map.of("Sec-Fetch-Site", "same-site")).statusCode()).isEqualTo(403);
		assertThat(status("api/pictures", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors")).isEqualTo(403);
		assertThat(
				status("", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"))
			.as("a link may lead here")
			.isEqualTo(200);
		assertThat(status("", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"))
			.as("a frame may not")
			.isEqualTo(403);
	}

	private static int status(String path, String... headers) {
		return page.get(path, BodyHandlers.discarding(), headers).statusCode();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "127.0.0.1.evil.example", "evil.example:80", "" })
	void requestWhenItNamesAnotherHostIsRefused(String host) throws IOException {
		assertThat(raw("GET /api/pictures HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
			.containsPattern("^HTTP/1.1 4(21|00) ");
		assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + app.port() + "\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 200 ");
	}

	private static String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", app.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			socket.getInputStream().transferTo(answer);
			return answer.toString(StandardCharsets.UTF_8);
		}
	}

	@Test
	void serverListensOnTheLoopbackAddressAlone() throws IOException {
		assertThat(app.bean(Environment.class).getProperty("server.address")).isEqualTo("127.0.0.1");
		for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
			for (InetAddress address : Collections.list(network.getInetAddresses())) {
				if (!address.isLoopbackAddress() && address instanceof Inet4Address) {
					assertThatExceptionOfType(IOException.class)
						.isThrownBy(() -> new Socket(address, app.port()).close());
				}
			}
		}
	}

	@Test
	void actuatorWhenOrderedFromElsewhereIsRefused() {
		String path = "actuator/nanobanana/only";
		String order = """
				{"action":"disable"}""";
		assertThat(page.post(path, order, Map.of("Origin", "https://evil.example")).statusCode()).isEqualTo(403);
		assertThat(page.get(path, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "page/app.js", "api/pictures", "api/nothing-here", "actuator/health" })
	void answerWhateverItIsForbidsTheBrowserWhatThePageDoesNotNeed(String path) {
		HttpResponse<String> answer = page.get(path, BodyHandlers.ofString());
		String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
		assertThat(policy)
			.contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'",
					"require-trusted-types-for 'script'")
			.doesNotContain("unsafe", "http:", "https:", "*");
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
		assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5c..%5cx", "x.png",
			"20260101T000000Z-aaaaaaaaaaaa", "....//", "C:" })
	void pictureWhenTheIdIsNoneIsNotFound(String id) {
		for (String path : List.of("api/pictures/%s", "api/pictures/%s/content", "api/pictures/%s/preview",
				"api/references/%s", "api/references/%s/content", "page/%s")) {
			assertThat(status(path.formatted(id))).isBetween(400, 404);
		}
	}

	@Test
	void uploadWhenItIsNoPictureIsRefusedByItsContent() throws IOException {
		for (String content : List.of("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
				"<!doctype html><script>1</script>", "GIF89a", "")) {
			HttpResponse<String> answer = page.post("api/references", content, Map.of("Content-Type", "image/png"));
			assertThat(answer.statusCode()).isEqualTo(422);
			assertThat(answer.body()).contains("message");
		}
		try (Stream<Path> files = Files.list(folder.resolve("references"))) {
			assertThat(files.filter((file) -> file.toString().endsWith(".part"))).isEmpty();
		}
	}

	@Test
	void bodyWhenTooLargeIsRefused() {
		String large = "{\"prompt\":\"" + "x".repeat((int) RequestGuard.MAX_JSON) + "\",\"count\":1}";
		assertThat(page.post("api/runs", large, Map.of()).statusCode()).isEqualTo(413);
		HttpRequest chunked = HttpRequest.newBuilder(page.uri("api/references"))
			.header("Origin", page.origin())
			.header(PageToken.HEADER, page.token())
			.POST(BodyPublishers
				.ofInputStream(() -> new SequenceInputStream(new ByteArrayInputStream(new byte[20 << 20]),
						new ByteArrayInputStream(new byte[1]))))
			.build();
		assertThat(page.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(422);
	}

	@Test
	void orderWhenItCannotBeAskedSaysWhy() {
		assertThat(page.post("api/runs", "{\"prompt\":\" \",\"count\":1}", Map.of()).body())
			.contains("prompt must have");
		assertThat(page.post("api/runs", "{\"prompt\":\"x\",\"count\":9}", Map.of()).body()).contains("1 to 8");
		assertThat(page.post("api/runs", "{\"prompt\":\"x\",\"count\":1,\"ratio\":\"wide\"}", Map.of()).statusCode())
			.isEqualTo(422);
		assertThat(page.post("api/runs", "{", Map.of()).statusCode()).isEqualTo(400);
	}

	@Test
	void pictureWhenDownloadedIsAnAttachmentOfTheTypeSeenInItsBytesAndTheKeyIsNowhere() {
		AtomicReference<JsonNode> arrived = new AtomicReference<>();
		PageClient other = new PageClient(HttpClient.newHttpClient(), app.url());
		other.follow((name, data) -> {
			if (name.equals("picture") && data.path("prompt").asString().equals("a download")) {
				arrived.set(data);
			}
		});
		other.token();
		other.start(Map.of("prompt", "a download", "count", 1));
		Waiting.until("the picture", () -> arrived.get() != null);
		String id = arrived.get().path("id").asString();
		HttpResponse<byte[]> shown = page.get("api/pictures/" + id + "/content", BodyHandlers.ofByteArray());
		assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
		assertThat(shown.headers().firstValue("Content-Disposition").orElse("")).startsWith("inline");
		assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(shown.body()).startsWith(0x89, 'P', 'N', 'G');
		assertThat(page.get("api/pictures/" + id + "/content?download=true", BodyHandlers.discarding())
			.headers()
			.firstValue("Content-Disposition")).contains("attachment; filename=\"" + id + ".png\"");
		StringBuilder everything = new StringBuilder();
		for (String path : List.of("", "api/pictures", "api/runs", "api/endpoints", "actuator", "actuator/health",
				"actuator/nanobanana", "actuator/metrics")) {
			everything.append(page.get(path, BodyHandlers.ofString()).body());
		}
		synchronized (feed) {
			everything.append(feed);
		}
		assertThat(everything).contains("a download").doesNotContain(KEY);
	}

}
