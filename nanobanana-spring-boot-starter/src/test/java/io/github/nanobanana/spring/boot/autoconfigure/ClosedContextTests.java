package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of the image model when its application is closed.
 */
class ClosedContextTests {

	private static final String ANSWER = "{\"created\":1,\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==\"}]}";

	@Test
	void connectionWhenContextIsClosedIsClosed() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Socket> answered = CompletableFuture.supplyAsync(() -> answer(server));
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
				.withPropertyValues("spring.ai.nanobanana.base-url=http://127.0.0.1:" + server.getLocalPort(),
						"spring.ai.nanobanana.api-key=sk-test")
				.run((context) -> {
					context.getBean(ImageModel.class).call(new ImagePrompt("a cat"));
					assertThat(closedWithin(answered, 200)).as("pooled while the context is open").isFalse();
				});
			assertThat(closedWithin(answered, 2000)).as("closed with the context").isTrue();
			answered.get(1, TimeUnit.SECONDS).close();
		}
	}

	private static boolean closedWithin(CompletableFuture<Socket> answered, int millis) throws Exception {
		Socket socket = answered.get(10, TimeUnit.SECONDS);
		socket.setSoTimeout(millis);
		try {
			return socket.getInputStream().read() == -1;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	private static Socket answer(ServerSocket server) {
		try {
			Socket socket = server.accept();
			InputStream in = socket.getInputStream();
			StringBuilder read = new StringBuilder();
			while (!read.toString().contains("a cat")) {
				read.append((char) in.read());
			}
			in.skipNBytes(in.available());
			socket.getOutputStream()
				.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + ANSWER.length()
						+ "\r\n\r\n" + ANSWER)
					.getBytes(StandardCharsets.US_ASCII));
			return socket;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
