package io.github.nanobanana.samples.swap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same application on both providers, each with books of its own.
 */
class ProviderSwapApplicationTests {

	private static final String FALLBACK = "--spring.ai.nanobanana.image.fallback=openAiImageModel";

	private final RelaySimulator relay = RelaySimulator.start();

	private final RelaySimulator openAi = RelaySimulator.start();

	private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

	private final PrintStream before = System.out;

	@TempDir
	private Path folder;

	@BeforeEach
	void listen() {
		System.setOut(new PrintStream(this.terminal, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void close() {
		System.setOut(this.before);
		this.relay.close();
		this.openAi.close();
	}

	@Test
	void runWhenNothingIsSaidAsksTheRelay() throws IOException {
		assertThat(run("a", "lighthouse")).isZero();
		assertThat(terminal()).contains("Asking NanoBananaImageModel for: a lighthouse");
		assertBooks(1, 0);
		assertPictures(1024);
		assertThat(body(this.relay)).contains("\"nano-banana-2\"");
	}

	@Test
	void runWhenOpenAiIsSelectedAsksOpenAi() throws IOException {
		assertThat(run("--spring.ai.model.image=openai", "a", "lighthouse")).isZero();
		assertThat(terminal()).contains("Asking OpenAiImageModel for: a lighthouse");
		assertBooks(0, 1);
		assertPictures(1024);
		assertThat(body(this.openAi)).contains("\"gpt-image-1\"", "1024x1024");
	}

	@Test
	void runWhenFallbackIsNamedPaysOnceWhoeverDelivers() throws IOException {
		String[] arguments = { "--spring.ai.model.image=openai", FALLBACK, "a lighthouse" };
		assertThat(run(arguments)).isZero();
		assertBooks(1, 0);
		this.relay.always(Misbehaviour.status(401, "", "bad key"));
		assertThat(run(arguments)).isZero();
		assertThat(terminal()).contains("Asking RoutingImageModel", "so OpenAiImageModel is asked");
		assertBooks(1, 1);
		this.relay.behaveWell();
		this.relay.always(Misbehaviour.gatewayPage(524));
		assertThat(run(arguments)).isEqualTo(1);
		assertThat(terminal()).contains("No picture: ", "may have been charged");
		assertThat(this.openAi.ledger().charges()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nanobanana", "openai" })
	void runWhenNoKeyIsSetIsAnsweredByTheSimulatorInsideAndSaysSo(String provider) throws IOException {
		assertThat(ProviderSwapApplication.run("--out=" + this.folder, "--spring.ai.model.image=" + provider,
				"--spring.ai.nanobanana.api-key=", "--spring.ai.openai.api-key=", "a lighthouse"))
			.isZero();
		assertThat(terminal()).contains("No " + provider.toUpperCase(Locale.ROOT) + "_API_KEY is set",
				"relay simulator inside this process answers");
		assertBooks(0, 0);
		assertPictures(1024);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nanobanana", "openai" })
	void runWhenTheProviderFailsAsksOnceAndSaysSo(String provider) {
		this.relay.always(Misbehaviour.gatewayPage(504));
		this.openAi.always(Misbehaviour.gatewayPage(504));
		assertThat(run("--spring.ai.model.image=" + provider, "a lighthouse")).isEqualTo(1);
		assertThat(terminal()).contains("No picture: ");
		body(provider.equals("openai") ? this.openAi : this.relay);
	}

	@Test
	void painterKnowsNoProvider() throws IOException {
		assertThat(Files.readString(Path.of("src/main/java/io/github/nanobanana/samples/swap/Painter.java")))
			.contains("import org.springframework.ai.image.ImageModel;")
			.doesNotContainIgnoringCase("openai")
			.doesNotContain("NanoBanana", "nanobanana.spring");
	}

	private int run(String... arguments) {
		Stream<String> both = Stream.of("--out=" + this.folder,
				"--spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"--spring.ai.nanobanana.api-key=" + this.relay.key(),
				"--spring.ai.openai.base-url=" + this.openAi.baseUrl() + "/v1",
				"--spring.ai.openai.api-key=" + this.openAi.key());
		return ProviderSwapApplication.run(Stream.concat(both, Stream.of(arguments)).toArray(String[]::new));
	}

	private String terminal() {
		return this.terminal.toString(StandardCharsets.UTF_8);
	}

	private static String body(RelaySimulator simulator) {
		List<RecordedRequest> paid = simulator.requests()
			.stream()
			.filter((request) -> request.path().endsWith("/images/generations"))
			.toList();
		assertThat(paid).hasSize(1);
		return paid.get(0).bodyAsString();
	}

	private void assertBooks(int relayCharged, int openAiCharged) {
		assertThat(this.relay.ledger().charges()).isEqualTo(relayCharged);
		assertThat(this.openAi.ledger().charges()).isEqualTo(openAiCharged);
	}

	private void assertPictures(int side) throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			Path picture = files.findFirst().orElseThrow();
			assertThat(ImageIO.read(picture.toFile())).returns(side, (read) -> read.getWidth())
				.returns(side, (read) -> read.getHeight());
		}
	}

}
