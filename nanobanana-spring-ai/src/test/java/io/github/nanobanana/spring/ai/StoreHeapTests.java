package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a store the heap stays flat whatever the size of a picture: eight calls of 24 MB
 * at once fit into 64 MB of heap.
 */
class StoreHeapTests {

	private static final int BYTES = 24_000_000;

	/**
	 * Nearly all of it is spent on handing over the pieces of the answer, and nothing on
	 * the picture itself.
	 */
	private static final int MOST_ALLOCATED = BYTES / 10;

	private static final byte[] PNG_HEAD = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

	private final byte[] answer = answer();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer relay;

	@TempDir
	private Path folder;

	StoreHeapTests() throws IOException {
		this.relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.relay.createContext("/", this::serve);
		this.relay.setExecutor(this.threads);
		this.relay.start();
	}

	@AfterEach
	void close() {
		this.relay.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void callWhenStoreIsSetKeepsPicturesOffTheHeap() throws Exception {
		Path pictures = Files.createDirectory(this.folder.resolve("pictures"));
		Path output = this.folder.resolve("output");
		Process probe = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-cp", System.getProperty("java.class.path"), StoreHeapProbe.class.getName(),
				"http://127.0.0.1:" + this.relay.getAddress().getPort(), pictures.toString())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(probe.waitFor(180, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			probe.destroyForcibly();
		}
		String printed = Files.readString(output);
		assertThat(printed).contains("together=8");
		Matcher allocated = Pattern.compile("allocated=(\\d+)").matcher(printed);
		assertThat(allocated.find()).as(printed).isTrue();
		assertThat(Long.parseLong(allocated.group(1))).isLessThan(MOST_ALLOCATED);
		assertThat(pictures.toFile().list()).hasSize(2 * 14);
	}

	private void serve(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, this.answer.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(this.answer);
		}
	}

	private static byte[] answer() {
		byte[] picture = new byte[BYTES];
		new Random(7).nextBytes(picture);
		System.arraycopy(PNG_HEAD, 0, picture, 0, PNG_HEAD.length);
		return ("{\"data\":[{\"b64_json\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}]}")
			.getBytes(StandardCharsets.US_ASCII);
	}

}
