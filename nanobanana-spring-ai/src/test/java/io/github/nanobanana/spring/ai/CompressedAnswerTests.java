package io.github.nanobanana.spring.ai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.spring.ai.image.PictureStore;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Relays that compress although nobody asked for it: the picture is paid for and arrives,
 * and a bomb does not go off.
 */
class CompressedAnswerTests {

	private static final byte[] PNG = picture();

	private final HttpServer relay;

	private String coding = "gzip";

	private byte[] body = gzip(answer(PNG));

	@TempDir
	private Path folder;

	CompressedAnswerTests() throws IOException {
		this.relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.relay.createContext("/", this::serve);
		this.relay.start();
	}

	@AfterEach
	void close() {
		this.relay.stop(0);
	}

	@Test
	void callWhenAnswerIsCompressedDeliversThePicture() throws IOException {
		assertThat(bytes(call(builder()))).isEqualTo(PNG);
	}

	@Test
	void callWhenAnswerIsCompressedKeepsThePicture() throws IOException {
		assertThat(bytes(call(builder().store(PictureStore.folder(this.folder))))).isEqualTo(PNG);
		assertThat(this.folder.toFile().list()).hasSize(2);
	}

	@Test
	void callWhenAnswerIsABombStopsAtTheCap() {
		this.body = gzip(answer(new byte[30_000_000]));
		assertThat(this.body.length).isLessThan(200_000);
		assertFails(builder().maxResponseSize(1 << 20), FailureKind.ANSWER_TOO_LARGE);
	}

	@Test
	void callWhenCompressionIsBrokenOrUnknownMayHaveBeenCharged() {
		this.body = new byte[100];
		assertFails(builder(), FailureKind.ANSWER_CUT);
		this.coding = "br";
		assertFails(builder(), FailureKind.ANSWER_UNREADABLE);
	}

	@Test
	void callWhenCompressionIsBrokenLosesNoBuffer() {
		this.body = new byte[100];
		try (LeakRecorder leaks = LeakRecorder.start()) {
			for (int i = 0; i < 5; i++) {
				assertFails(builder(), FailureKind.ANSWER_CUT);
			}
			assertThat(leaks.leaks()).isEmpty();
		}
	}

	@Test
	void callWhenHeadIsBeyondTheCapEnds() {
		this.coding = "x".repeat(3_000);
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> call(builder().maxHeaderSize(2_000)))
			.satisfies((failed) -> assertThat(failed.mayHaveBeenCharged()).isTrue());
	}

	private void assertFails(NanoBananaImageModelBuilder builder, FailureKind kind) {
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> call(builder))
			.satisfies((failed) -> assertThat(failed.failure().kind()).isEqualTo(kind))
			.satisfies((failed) -> assertThat(failed.mayHaveBeenCharged()).isTrue());
	}

	private NanoBananaImageModelBuilder builder() {
		return NanoBananaImageModel.builder()
			.baseUrl("http://127.0.0.1:" + this.relay.getAddress().getPort())
			.apiKey("sk-test");
	}

	private static ImageResponse call(NanoBananaImageModelBuilder builder) {
		try (NanoBananaImageModel model = builder.build()) {
			return model.call(new ImagePrompt("a cat"));
		}
	}

	private static byte[] bytes(ImageResponse response) throws IOException {
		return ((NanoBananaImage) response.getResult().getOutput()).getContent().getContentAsByteArray();
	}

	private void serve(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.getResponseHeaders().set("Content-Encoding", this.coding);
		exchange.sendResponseHeaders(200, this.body.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(this.body);
		}
	}

	private static byte[] picture() {
		byte[] picture = new byte[500_000];
		new Random(7).nextBytes(picture);
		System.arraycopy(new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' }, 0, picture, 0, 8);
		return picture;
	}

	private static byte[] answer(byte[] picture) {
		return ("{\"data\":[{\"b64_json\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}]}")
			.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(bytes);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return zipped.toByteArray();
	}

}
