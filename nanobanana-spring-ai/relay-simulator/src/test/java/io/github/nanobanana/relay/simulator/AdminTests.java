package io.github.nanobanana.relay.simulator;

import java.net.http.HttpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The simulator's own API over HTTP. */
class AdminTests {

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension();

	@Test
	void ledgerAndRequestsTellWhatHappened() {
		Fixtures.generate(extension.relay(), "nano-banana-2", "");
		JsonNode ledger = Fixtures.json(Fixtures.get(extension.relay(), "/_simulator/ledger"));
		assertThat(ledger.path("charges").asInt()).isOne();
		assertThat(ledger.path("cost").decimalValue()).isEqualByComparingTo("0.134");
		assertThat(ledger.at("/entries/0/model").asString()).isEqualTo("nano-banana-2");
		JsonNode requests = Fixtures.json(Fixtures.get(extension.relay(), "/_simulator/requests"));
		assertThat(requests.path("requests")).hasSize(1);
		assertThat(requests.at("/requests/0/path").asString()).isEqualTo("/v1/images/generations");
		assertThat(requests.at("/requests/0/body").asString()).contains("nano-banana-2");
	}

	@Test
	void behavioursArePostedListedAndDeleted() {
		assertThat(post("{\"what\":\"gatewayPage\",\"status\":524}").at("/behaviours/0").asString())
			.isEqualTo("gateway page 524");
		post("{\"what\":\"rateLimited\",\"retryAfter\":3000,\"always\":true,\"path\":\"/v1/images/**\"}");
		assertThat(generate()).isEqualTo(524);
		assertThat(generate()).isEqualTo(429);
		assertThat(generate()).isEqualTo(429);
		Fixtures.send(Fixtures.request(extension.relay(), "/_simulator/behaviours").DELETE().build());
		assertThat(generate()).isEqualTo(200);
	}

	@Test
	void resetForgetsEverything() {
		post("{\"what\":\"status\",\"status\":500,\"always\":true}");
		generate();
		Fixtures.send(Fixtures.post(extension.relay(), "/_simulator/reset", ""));
		assertThat(extension.relay().ledger().entries()).isEmpty();
		assertThat(generate()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "resetOnAccept", "resetAfterRequest", "closeAfterRequest", "hang", "delay", "processing",
			"status", "rateLimited", "emptyTooManyRequests", "gatewayPage", "resetAfterHead", "hangAfterHead",
			"resetBodyAfter", "closeBodyAfter", "stallBodyAfter", "trickle", "errorUnderOk", "consolePage", "refusal",
			"garbage", "truncatedJson", "oversizedBody", "failedTask", "answer" })
	void behaviourWhenNamedAsInCodeIsKnown(String what) {
		assertThat(post("{\"what\":\"" + what + "\",\"times\":2,\"delay\":5,\"probability\":0.5,\"seed\":1,"
				+ "\"model\":\"m\",\"key\":\"k\",\"charged\":false}")
			.path("behaviours")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"what\":\"nonsense\"} | Unknown misbehaviour 'nonsense'", "{} | Unknown misbehaviour",
					"{\"what\":\"shape\",\"shape\":\"round\"} | No enum constant",
					"{\"what\":\"hang\",\"times\":0} | times must be at least 1",
					"{\"what\":\"hang\",\"probability\":2} | probability must lie",
					"{\"what\":\"resetBodyAfter\",\"bytes\":\"x\"} | 'bytes' must be a whole number",
					"{\"what\":\"refuseConnections\"} | Refused connections cannot be counted" })
	void behaviourWhenBadSaysWhy(String body, String message) {
		assertThat(post(body).at("/error/message").asString()).contains(message);
	}

	@Test
	void refuseConnectionsWhenAlwaysAnswersFirstAndComesBackByItself() {
		post("{\"what\":\"refuseConnections\",\"for\":300,\"always\":true}");
		boolean refused = false;
		boolean back = false;
		long deadline = System.nanoTime() + Fixtures.LONG.toNanos();
		while (!back && System.nanoTime() < deadline) {
			boolean answers = RawCall
				.send(extension.relay(), "GET / HTTP/1.1\r\nconnection: close\r\nhost: x\r\n\r\n", 1_000)
				.received()
				.startsWith("HTTP/1.1 200");
			refused |= !answers;
			back = refused && answers;
		}
		assertThat(refused).isTrue();
		assertThat(back).isTrue();
	}

	@Test
	void callFromAnotherSiteIsRefused() {
		HttpRequest request = Fixtures.request(extension.relay(), "/_simulator/reset")
			.header("origin", "https://evil.example")
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(Fixtures.send(request).statusCode()).isEqualTo(403);
	}

	private static JsonNode post(String body) {
		return Fixtures.json(Fixtures.post(extension.relay(), "/_simulator/behaviours", body));
	}

	private static int generate() {
		return Fixtures.send(Fixtures.generation(extension.relay(), Fixtures.body("nano-banana-2", ""))).statusCode();
	}

}
