package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.image.ImagePrompt;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that are cancelled just when the head of their answer arrives give their place
 * back: with two places, the calls after them would otherwise wait in vain. What had
 * arrived for them is let go.
 */
class CancelRaceTests {

	private static final int CALLS = 1000;

	private final Semaphore heads = new Semaphore(0);

	@ParameterizedTest
	@MethodSource("answers")
	void cancelWhenItMeetsTheHeadGivesTheConnectionBack(String answer) throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				LeakRecorder leaks = LeakRecorder.start()) {
			threads.execute(() -> serve(server, threads, answer));
			NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("raw")
				.baseUrl("http://127.0.0.1:" + server.getLocalPort())
				.apiKey("sk-test")
				.maxConcurrentCalls(2)
				.build();
			try (NanoBananaImageModel model = NanoBananaImageModel.builder().endpoint(endpoint).build()) {
				cancelMany(model);
			}
			assertThat(leaks.leaks()).isEmpty();
		}
		finally {
			threads.shutdownNow();
		}
	}

	static Stream<String> answers() {
		return Stream.of("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\"",
				RawRelay.reply("200 OK", "Connection: keep-alive\r\n", RawRelay.URL_ANSWER));
	}

	private void cancelMany(NanoBananaImageModel model) throws InterruptedException {
		ImagePrompt prompt = new ImagePrompt("a cat",
				NanoBananaImageOptions.builder().timeout(Duration.ofMinutes(5)).build());
		Random random = new Random(1);
		for (int i = 0; i < CALLS; i++) {
			Disposable call = model.stream(prompt).subscribe();
			assertThat(this.heads.tryAcquire(20, TimeUnit.SECONDS)).as("call %d reached the relay", i).isTrue();
			for (int spins = random.nextInt(40_000); spins > 0; spins--) {
				Thread.onSpinWait();
			}
			call.dispose();
		}
	}

	private void serve(ServerSocket server, ExecutorService threads, String answer) {
		try {
			while (true) {
				Socket socket = server.accept();
				threads.execute(() -> answer(socket, answer));
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

	private void answer(Socket socket, String answer) {
		try (socket) {
			InputStream in = socket.getInputStream();
			while (isAsked(in)) {
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
				this.heads.release();
			}
		}
		catch (IOException ex) {
			// The client let go
		}
	}

	/** Reads a request, unless the client lets go before it is whole. */
	private static boolean isAsked(InputStream in) throws IOException {
		StringBuilder request = new StringBuilder();
		for (int next = in.read(); next >= 0; next = in.read()) {
			request.append((char) next);
			if (request.indexOf("\"n\":1}") >= 0) {
				return true;
			}
		}
		return false;
	}

}
