package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Starting, recording, closing, and the command line. */
class RelaySimulatorTests {

	@Test
	void startTakesAFreePortOfTheLoopbackAddress() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			assertThat(relay.baseUrl()).isEqualTo("http://127.0.0.1:" + relay.port());
			assertThat(relay.key()).isEqualTo("sk-test");
		}
	}

	@Test
	void startWhenPortIsTakenSaysSo() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> RelaySimulator.builder().port(relay.port()).start())
				.withMessageStartingWith("Port " + relay.port() + " is taken");
		}
	}

	@Test
	void closeLeavesNeitherPortNorThread() throws IOException, InterruptedException {
		RelaySimulator relay = RelaySimulator.start();
		relay.enqueue(Misbehaviour.hang());
		RawCall.generation(relay, 50);
		Fixtures.send(Fixtures.get(relay, "/v1/models"));
		int port = relay.port();
		relay.close();
		relay.close();
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			assertThat(socket.isBound()).isTrue();
		}
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith("relay-simulator")) {
				thread.join(Fixtures.LONG.toMillis());
				assertThat(thread.isAlive()).as(thread.getName()).isFalse();
			}
		}
	}

	@Test
	void takeRequestReturnsThemInOrderAndOnce() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			Fixtures.send(Fixtures.get(relay, "/v1/models?x=1%202"));
			Fixtures.generate(relay, "nano-banana", "");
			RecordedRequest first = relay.takeRequest(Fixtures.LONG);
			assertThat(first.method()).isEqualTo("GET");
			assertThat(first.path()).isEqualTo("/v1/models");
			assertThat(first.query()).isEqualTo("x=1%202");
			assertThat(first.queryParameter("x")).isEqualTo("1 2");
			assertThat(first.header("AUTHORIZATION")).isEqualTo("Bearer sk-test");
			assertThat(first.key()).isEqualTo("sk-test");
			assertThat(relay.takeRequest(Fixtures.LONG).bodyAsString()).isEqualTo(Fixtures.body("nano-banana", ""));
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> relay.takeRequest(Duration.ofMillis(1)));
			assertThat(relay.requests()).hasSize(2);
		}
	}

	@Test
	void strikesCountsWhatWasMetAndNotWhatWaits() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			Misbehaviour late = Misbehaviour.delay(Duration.ofMillis(1)).times(2);
			Misbehaviour refused = Misbehaviour.refuseConnections();
			relay.always(refused);
			relay.behaveWell();
			relay.enqueue(late);
			assertThat(relay.strikes(late)).isZero();
			Fixtures.generate(relay, "nano-banana", "");
			assertThat(relay.strikes(late)).isEqualTo(1);
			assertThat(relay.strikes(refused)).isEqualTo(1);
			relay.reset();
			assertThat(relay.strikes(late)).isZero();
		}
	}

	@Test
	void openConnectionsCountsThoseOfClients() throws IOException {
		try (RelaySimulator relay = RelaySimulator.start()) {
			relay.enqueue(Misbehaviour.hang());
			assertThat(relay.openConnections()).isZero();
			try (Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
				client.getOutputStream()
					.write("GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				relay.takeRequest(Fixtures.LONG);
				assertThat(relay.openConnections()).isEqualTo(1);
			}
			relay.awaitIdle(Fixtures.LONG);
		}
	}

	@Test
	void toStringShowsNoKey() {
		try (RelaySimulator relay = RelaySimulator.builder().key("sk-very-secret").start()) {
			Fixtures.generate(relay, "nano-banana", "");
			String text = relay + " " + relay.requests() + " " + relay.ledger() + " " + relay.ledger().entries()
					+ Misbehaviour.hang().forKey("sk-very-secret");
			assertThat(text).doesNotContain("sk-very-secret");
		}
	}

	@Test
	void mainWhenReadyPrintsAddressKeyAndExample() {
		CountDownLatch end = new CountDownLatch(1);
		end.countDown();
		Run run = run(end, "--port", "0", "--key", "sk-mine");
		assertThat(run.status()).isZero();
		assertThat(run.out()).startsWith("Relay simulator ready at http://127.0.0.1:")
			.contains("with key sk-mine", "curl");
	}

	@Test
	void mainWhenPortIsTakenFailsWithOneClearLine() {
		try (RelaySimulator relay = RelaySimulator.start()) {
			Run run = run(new CountDownLatch(0), "--port", String.valueOf(relay.port()));
			assertThat(run.status()).isEqualTo(1);
			assertThat(run.err()).startsWith("Port " + relay.port() + " is taken").hasLineCount(1);
		}
	}

	@Test
	void mainWhenOptionIsBadFails() {
		assertThat(run(new CountDownLatch(0), "--port", "high").err()).startsWith("Option --port takes a number");
		assertThat(run(new CountDownLatch(0), "--port").err()).startsWith("Option --port needs a value");
		assertThat(run(new CountDownLatch(0), "--x").status()).isEqualTo(2);
		assertThat(run(new CountDownLatch(0), "--help").out()).contains("--work-time");
	}

	private static Run run(CountDownLatch end, String... args) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int status = RelaySimulatorMain.run(args, new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8), end);
		return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}

	/** How a run of the command ended. */
	private record Run(int status, String out, String err) {
	}

}
