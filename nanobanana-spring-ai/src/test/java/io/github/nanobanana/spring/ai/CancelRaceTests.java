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

import org.junit.jupiter.api.Test;
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

	@Test
	void cancelWhenItMeetsTheHeadGivesTheConnectionBack() throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				LeakRecorder leaks = LeakRecorder.start()) {
			threads.execute(() -> serve(server, threads));
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

	private void serve(ServerSocket server, ExecutorService threads) {
		try {
			while (true) {
				Socket socket = server.accept();
				threads.execute(() -> answerHead(socket));
			}
		}
		catch (IOException ex) {
			// The test is over
		}
	}

	private void answerHead(Socket socket) {
		try (socket) {
			InputStream in = socket.getInputStream();
			StringBuilder request = new StringBuilder();
			while (request.indexOf("\"n\":1}") < 0) {
				request.append((char) in.read());
			}
			socket.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"data\"".getBytes(StandardCharsets.US_ASCII));
			this.heads.release();
			while (in.read() >= 0) {
				// Until the client lets go
			}
		}
		catch (IOException ex) {
			// The client let go
		}
	}

}
