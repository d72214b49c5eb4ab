package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every client really ends with the bytes that the server has.
 */
class PeerTests {

	private static ServerProcess server;

	@BeforeAll
	static void startServer() throws IOException {
		server = ServerProcess.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	static Stream<Peer> peers() {
		return Arrays.stream(Peer.values());
	}

	@ParameterizedTest
	@MethodSource("peers")
	void pictureIsTheOneOfTheServer(Peer peer) throws Exception {
		for (int size : new int[] { 1, 100_000, SamplePicture.MIB + 1 }) {
			MessageDigest digest = SamplePicture.sha256();
			try (PictureClient client = peer.open(server.base64(size, 0))) {
				client.picture().writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
			}
			assertThat(HexFormat.of().formatHex(digest.digest())).as("%d bytes", size)
				.isEqualTo(SamplePicture.digest(SamplePicture.ofSize(size)));
		}
	}

	@ParameterizedTest
	@MethodSource("peers")
	void linkIsTheOneOfTheServerAfterItsDelay(Peer peer) throws Exception {
		long begun = System.nanoTime();
		try (PictureClient client = peer.open(server.url(50))) {
			URI link = URI.create(client.link());
			assertThat(link.getPath()).isEqualTo("/picture/" + SamplePicture.MIB);
			assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(50_000_000L);
			assertThat(link.toURL().openStream().readAllBytes()).isEqualTo(SamplePicture.ofSize(SamplePicture.MIB));
		}
	}

}
