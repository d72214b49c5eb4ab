package io.github.nanobanana.spring.ai.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.ProbeResult;
import io.github.nanobanana.spring.ai.endpoint.ProbeResult.Finding;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a probe finds on the wire, from real sockets.
 */
class RelayProbeTests {

	private final RelaySimulator relay = RelaySimulator.builder().onlyModels("nano-banana-2", "nano-banana").start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void probeReadsTheListOfModelsAndCostsNothing() {
		ProbeResult result = probe(new GptBestDialect(), this.relay.baseUrl(), this.relay.key(), null);
		assertThat(result.finding()).isEqualTo(Finding.PASSED);
		assertThat(result.models()).containsExactlyInAnyOrder("nano-banana-2", "nano-banana");
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.method() + " " + request.path()).isEqualTo("GET /v1/models"));
		assertThat(this.relay.ledger().charges()).isZero();
	}

	@Test
	void probeAsksGooglesListWhereTheDialectIsGoogles() {
		ProbeResult result = probe(new GeminiDialect(), this.relay.baseUrl(), this.relay.key(), null);
		assertThat(this.relay.requests().get(0).path()).isEqualTo("/v1beta/models");
		assertThat(result.models()).allSatisfy((name) -> assertThat(name).doesNotStartWith("models/"));
	}

	@Test
	void probeAsksWhereItIsTold() {
		assertThat(probe(new GptBestDialect(), this.relay.baseUrl(), this.relay.key(), "/api/status").finding())
			.isEqualTo(Finding.REACHED);
		assertThat(this.relay.requests().get(0).path()).isEqualTo("/api/status");
	}

	@Test
	void probeWhenKeyIsWrongSaysSo() {
		ProbeResult result = probe(new GptBestDialect(), this.relay.baseUrl(), "sk-wrong", null);
		assertThat(result.finding()).isEqualTo(Finding.KEY_REJECTED);
		assertThat(result.words()).contains("401").doesNotContain("sk-wrong");
	}

	@ParameterizedTest
	@CsvSource({ "401, KEY_REJECTED", "403, KEY_REJECTED", "404, REACHED", "405, REACHED", "429, REACHED",
			"301, REACHED", "500, ILL", "502, ILL", "503, ILL", "599, ILL", "204, REACHED" })
	void probeJudgesByStatus(int status, Finding finding) {
		this.relay.always(Misbehaviour.answer(status, Map.of(), new byte[0]));
		assertThat(probe(new GptBestDialect(), this.relay.baseUrl(), this.relay.key(), null).finding())
			.isEqualTo(finding);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>console</html>", "{}", "[]", "{\"data\":[]}", "{\"data\":{\"id\":7}}",
			"{\"data\":[{\"id\":7},{\"id\":\" \"},7,null]}", "{\"error\":{\"message\":\"no\"}}", "{\"data\":[{\"id\"" })
	void probeWhenAnswerIsNoListHasOnlyReachedTheEndpoint(String body) {
		this.relay.always(Misbehaviour.answer(200, "application/json", body));
		ProbeResult result = probe(new GptBestDialect(), this.relay.baseUrl(), this.relay.key(), null);
		assertThat(result.finding()).isEqualTo(Finding.REACHED);
		assertThat(result.models()).isEmpty();
	}

	@Test
	void probeWhenListIsLargeIsCutOffUnread() {
		this.relay.always(Misbehaviour.oversizedBody(8 << 20));
		assertThat(probe(new GptBestDialect(), this.relay.baseUrl(), this.relay.key(), null).finding())
			.isEqualTo(Finding.REACHED);
		this.relay.awaitIdle(Duration.ofSeconds(20));
	}

	@Test
	void listWhenItHasVeryManyModelsIsBounded() {
		StringBuilder list = new StringBuilder("{\"data\":[");
		for (int i = 0; i < 20_000; i++) {
			list.append((i > 0) ? "," : "").append("{\"id\":\"m").append(i).append("\"}");
		}
		assertThat(RelayProbe.models(list.append("]}").toString().getBytes(UTF_8))).hasSize(5000);
		assertThat(RelayProbe.models("{\"models\":[{\"name\":\"models/gemini-3-pro-image\"}]}".getBytes(UTF_8)))
			.isEqualTo(Set.of("gemini-3-pro-image"));
	}

	@Test
	void probeWhenNobodyListensIsUnreachable() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		ProbeResult result = probe(new GptBestDialect(), "http://127.0.0.1:" + port, "sk-test", null);
		assertThat(result).isEqualTo(ProbeResult.of(Finding.UNREACHABLE, "connection refused"));
	}

	@Test
	void probeWhenEndpointTakesTheConnectionAndSaysNothingHasReachedIt() {
		this.relay.always(Misbehaviour.hang());
		ProbeResult result = probe(new GptBestDialect(), this.relay.baseUrl(), this.relay.key(), null);
		assertThat(result.finding()).isEqualTo(Finding.REACHED);
		assertThat(result.words()).contains("gave no answer");
		this.relay.awaitIdle(Duration.ofSeconds(20));
	}

	@Test
	void probeWhenKeySourceFailsIsUnreachable() {
		RelayClient client = client(new GptBestDialect(), this.relay.baseUrl(), "key with spaces", null);
		assertThat(client.probe(Duration.ofSeconds(20)).block()).returns(Finding.UNREACHABLE, ProbeResult::finding);
		assertThat(List.copyOf(this.relay.requests())).isEmpty();
	}

	private static ProbeResult probe(RelayDialect dialect, String baseUrl, String key, @Nullable String path) {
		RelayClient client = client(dialect, baseUrl, key, path);
		try {
			ProbeResult result = client.probe(Duration.ofSeconds(2)).block();
			assertThat(result).isNotNull();
			return result;
		}
		finally {
			client.close().block();
		}
	}

	private static RelayClient client(RelayDialect dialect, String baseUrl, String key, @Nullable String path) {
		return new RelayClient(new RelayEndpoint(new Endpoint("probed", 0, 1, FailedCalls.UNKNOWN), BaseUrl.of(baseUrl),
				() -> key, dialect, Map.of(), Map::of, HttpTransport.direct(), Duration.ofSeconds(2), Duration.ZERO, 1,
				path, null, false), RelayLimits.defaults(), Schedulers.parallel(), Schedulers.boundedElastic());
	}

}
