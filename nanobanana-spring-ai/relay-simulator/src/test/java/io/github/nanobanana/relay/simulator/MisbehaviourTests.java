package io.github.nanobanana.relay.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every misbehaviour, as a client without any help sees it. */
class MisbehaviourTests {

	private static final int SILENCE = 150;

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension();

	@Test
	void refuseConnectionsWhenAlwaysRefusesUntilBehavingWell() throws IOException {
		RelaySimulator relay = extension.relay();
		relay.always(Misbehaviour.refuseConnections());
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), relay.port()).close());
		relay.behaveWell();
		assertThat(generate().statusCode()).isEqualTo(200);
	}

	@Test
	void refuseConnectionsWhenEnqueuedIsRejected() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> extension.relay().enqueue(Misbehaviour.refuseConnections()));
	}

	@Test
	void resetOnAcceptResetsOnceAndChargesNothing() {
		extension.relay().enqueue(Misbehaviour.resetOnAccept());
		RawCall call = raw();
		assertThat(call.end()).isEqualTo(RawCall.End.RESET);
		assertThat(call.received()).isEmpty();
		assertThat(extension.relay().requests()).isEmpty();
		assertThat(raw().received()).startsWith("HTTP/1.1 200 OK");
		assertCharges(1);
	}

	@Test
	void resetAfterRequestResetsAndCharges() {
		extension.relay().enqueue(Misbehaviour.resetAfterRequest());
		RawCall call = raw();
		assertThat(call.end()).isEqualTo(RawCall.End.RESET);
		assertThat(call.received()).isEmpty();
		assertCharges(1);
		assertThat(extension.relay().ledger().picturesDelivered()).isZero();
	}

	@Test
	void closeAfterRequestClosesAndCharges() {
		extension.relay().enqueue(Misbehaviour.closeAfterRequest());
		RawCall call = raw();
		assertThat(call.end()).isEqualTo(RawCall.End.CLOSED);
		assertThat(call.received()).isEmpty();
		assertCharges(1);
	}

	@Test
	void hangStaysSilentAndChargesEvenWhenClientIsGone() {
		extension.relay().enqueue(Misbehaviour.hang());
		RawCall call = raw();
		assertThat(call.end()).isEqualTo(RawCall.End.SILENT);
		assertThat(call.received()).isEmpty();
		extension.relay().awaitIdle(Fixtures.LONG);
		assertCharges(1);
		assertThat(extension.relay().ledger().picturesDelivered()).isZero();
	}

	@Test
	void delayAnswersLater() {
		extension.relay().enqueue(Misbehaviour.delay(Duration.ofMillis(60)));
		long start = System.nanoTime();
		assertThat(generate().statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
		assertCharges(1);
	}

	@Test
	void processingSendsInterimAnswersBeforeTheRealOne() {
		extension.relay().enqueue(Misbehaviour.processing(2, Duration.ofMillis(1)));
		assertThat(raw().received())
			.startsWith("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n");
	}

	@Test
	void statusAnswersWithEnvelopeAndRequestId() {
		extension.relay().enqueue(Misbehaviour.status(503));
		HttpResponse<byte[]> response = generate();
		assertThat(response.statusCode()).isEqualTo(503);
		String id = response.headers().firstValue("x-request-id").orElseThrow();
		assertThat(response.headers().firstValue("x-oneapi-request-id")).contains(id);
		assertThat(Json.read(response.body()).at("/error/code").asString()).isEqualTo("model_not_found");
		assertThat(Json.read(response.body()).at("/error/message").asString()).endsWith("(request id: " + id + ")");
		assertCharges(0);
	}

	@Test
	void statusWhenUpstreamFailedIsFree() {
		extension.relay().enqueue(Misbehaviour.status(500));
		generate();
		assertCharges(0);
		assertThat(extension.relay().ledger().entries()).hasSize(1);
	}

	@Test
	void gatewayPageWhen524IsHtmlAndCharged() {
		extension.relay().enqueue(Misbehaviour.gatewayPage(524));
		HttpResponse<byte[]> response = generate();
		assertThat(response.statusCode()).isEqualTo(524);
		assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
		assertThat(text(response)).contains("524", "A timeout occurred", "cloudflare");
		assertThat(response.headers().firstValue("cf-ray")).isPresent();
		assertThat(response.headers().firstValue("x-request-id")).isEmpty();
		assertCharges(1);
	}

	@Test
	void gatewayPageWhen502IsFree() {
		extension.relay().enqueue(Misbehaviour.gatewayPage(502));
		assertThat(text(generate())).contains("502 Bad Gateway", "nginx");
		assertCharges(0);
	}

	@Test
	void rateLimitedCarriesSecondsOrDate() {
		extension.relay().enqueue(Misbehaviour.rateLimited(Duration.ofSeconds(7)));
		extension.relay().enqueue(Misbehaviour.rateLimited(Instant.parse("2026-11-23T10:00:00Z")));
		assertThat(generate().headers().firstValue("retry-after")).contains("7");
		assertThat(generate().headers().firstValue("retry-after")).contains("Mon, 23 Nov 2026 10:00:00 GMT");
		assertCharges(0);
	}

	@Test
	void emptyTooManyRequestsHasNoBody() {
		extension.relay().enqueue(Misbehaviour.emptyTooManyRequests());
		HttpResponse<byte[]> response = generate();
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.body()).isEmpty();
		assertThat(response.headers().firstValue("retry-after")).isEmpty();
	}

	@Test
	void resetAfterHeadSendsHeadOnly() {
		extension.relay().enqueue(Misbehaviour.resetAfterHead());
		assertHeadOnly(raw(), RawCall.End.RESET);
	}

	@Test
	void hangAfterHeadSendsHeadOnly() {
		extension.relay().enqueue(Misbehaviour.hangAfterHead());
		assertHeadOnly(raw(), RawCall.End.SILENT);
	}

	@Test
	void resetBodyAfterSendsThatMuch() {
		extension.relay().enqueue(Misbehaviour.resetBodyAfter(40));
		assertCut(raw(), RawCall.End.RESET);
	}

	@Test
	void closeBodyAfterSendsThatMuch() {
		extension.relay().enqueue(Misbehaviour.closeBodyAfter(40));
		assertCut(raw(), RawCall.End.CLOSED);
	}

	@Test
	void stallBodyAfterSendsThatMuch() {
		extension.relay().enqueue(Misbehaviour.stallBodyAfter(40));
		assertCut(raw(), RawCall.End.SILENT);
	}

	@Test
	void trickleArrivesWhole() {
		extension.relay().enqueue(Misbehaviour.trickle(25, Duration.ofMillis(2)));
		assertThat(Json.read(generate().body()).at("/data/0/url").asString()).startsWith("http://127.0.0.1");
		assertThat(extension.relay().ledger().picturesDelivered()).isOne();
	}

	@Test
	void errorUnderOkHasErrorObject() {
		extension.relay().enqueue(Misbehaviour.errorUnderOk());
		HttpResponse<byte[]> response = generate();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Json.read(response.body()).at("/error/message").asString()).startsWith("upstream error");
		assertCharges(0);
	}

	@Test
	void consolePageIsHtmlAndFree() {
		extension.relay().enqueue(Misbehaviour.consolePage());
		assertThat(text(generate())).startsWith("<!doctype html>");
		assertCharges(0);
	}

	@Test
	void garbageAndTruncatedAreNoJsonAndCharged() {
		extension.relay().enqueue(Misbehaviour.garbage());
		extension.relay().enqueue(Misbehaviour.truncatedJson());
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Json.read(generate().body()));
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Json.read(generate().body()));
		assertCharges(2);
		assertThat(extension.relay().ledger().picturesDelivered()).isZero();
	}

	@Test
	void oversizedBodyHasThatLength() {
		extension.relay().enqueue(Misbehaviour.oversizedBody(5_000_001));
		assertThat(generate().body()).hasSize(5_000_001);
		extension.relay().enqueue(Misbehaviour.oversizedBody(100_000));
		assertThat(Json.read(generate().body()).at("/data/0/b64_json").asString()).startsWith("AAAA");
	}

	@Test
	void answerIsSentAsGiven() {
		extension.relay()
			.enqueue(
					Misbehaviour.answer(418, Map.of("content-type", "text/plain", "x-tea", "pot"), new byte[] { 'T' }));
		HttpResponse<byte[]> response = generate();
		assertThat(response.statusCode()).isEqualTo(418);
		assertThat(response.headers().firstValue("x-tea")).contains("pot");
		assertThat(response.body()).containsExactly('T');
	}

	@Test
	void failedTaskFailsWhenAskedFor() {
		extension.relay().enqueue(Misbehaviour.failedTask("no luck"));
		String id = Json.read(generate().body()).path("task_id").asString();
		String path = "/v1/images/tasks/" + id;
		Fixtures.json(Fixtures.get(extension.relay(), path));
		Fixtures.json(Fixtures.get(extension.relay(), path));
		assertThat(Fixtures.json(Fixtures.get(extension.relay(), path)).at("/data/fail_reason").asString())
			.isEqualTo("no luck");
		assertCharges(0);
	}

	@Test
	void enqueuedStrikeInOrderAndOnlyWhereTheyMatch() {
		RelaySimulator relay = extension.relay();
		relay.enqueue(Misbehaviour.status(500).forModel("nano-banana"));
		relay.enqueue(Misbehaviour.status(429).times(2));
		relay.enqueue(Misbehaviour.status(502).onPath("/v1/mod*"));
		assertThat(generate().statusCode()).isEqualTo(429);
		assertThat(generate().statusCode()).isEqualTo(429);
		assertThat(generate().statusCode()).isEqualTo(200);
		assertThat(Fixtures.send(Fixtures.get(relay, "/v1/models")).statusCode()).isEqualTo(502);
		assertThat(Fixtures.send(Fixtures.generation(relay, Fixtures.body("nano-banana", ""))).statusCode())
			.isEqualTo(500);
	}

	@Test
	void alwaysWhenByChanceRepeatsWithTheSameSeed() {
		assertThat(statuses(3)).isEqualTo(statuses(3)).contains("500").contains("200").isNotEqualTo(statuses(4));
	}

	@Test
	void filesAreStruckOnlyWhenNamed() {
		RelaySimulator relay = extension.relay();
		String url = Json.read(generate().body()).at("/data/0/url").asString();
		String path = url.substring(relay.baseUrl().length());
		relay.always(Misbehaviour.status(500));
		assertThat(Fixtures.send(Fixtures.get(relay, path)).statusCode()).isEqualTo(200);
		relay.always(Misbehaviour.status(404).onPath("/files/**"));
		assertThat(Fixtures.send(Fixtures.get(relay, path)).statusCode()).isEqualTo(404);
	}

	@Test
	void chargedAndNotChargedOverrideTheDefault() {
		extension.relay().enqueue(Misbehaviour.status(500).charged());
		extension.relay().enqueue(Misbehaviour.gatewayPage(524).notCharged());
		generate();
		generate();
		assertThat(extension.relay().ledger().entries()).extracting(LedgerEntry::charged).containsExactly(true, false);
	}

	private String statuses(long seed) {
		RelaySimulator relay = extension.relay();
		relay.behaveWell();
		relay.always(Misbehaviour.status(500).probability(0.5, seed));
		StringBuilder statuses = new StringBuilder();
		for (int i = 0; i < 12; i++) {
			statuses.append(generate().statusCode()).append(' ');
		}
		return statuses.toString();
	}

	private static void assertHeadOnly(RawCall call, RawCall.End end) {
		assertThat(call.received()).startsWith("HTTP/1.1 200 OK\r\n").contains("content-length: ").endsWith("\r\n\r\n");
		assertThat(call.end()).isEqualTo(end);
		assertCharges(1);
	}

	private static void assertCut(RawCall call, RawCall.End end) {
		assertThat(call.received()).startsWith("HTTP/1.1 200 OK\r\n");
		assertThat(call.body()).hasSize(40).startsWith("{\"created\":");
		assertThat(call.end()).isEqualTo(end);
		assertCharges(1);
		assertThat(extension.relay().ledger().picturesDelivered()).isZero();
	}

	private static void assertCharges(int pictures) {
		assertThat(extension.relay().ledger().charges()).isEqualTo(pictures);
	}

	private static RawCall raw() {
		return RawCall.generation(extension.relay(), SILENCE);
	}

	private static HttpResponse<byte[]> generate() {
		return Fixtures.send(Fixtures.generation(extension.relay(), Fixtures.body("nano-banana-2", "")));
	}

	private static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

}
