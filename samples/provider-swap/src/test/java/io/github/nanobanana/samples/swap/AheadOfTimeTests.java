package io.github.nanobanana.samples.swap;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as the build has processed it ahead of time, in a process of its own: its
 * provider was chosen then, and the property that swaps it has nothing to say any more.
 */
class AheadOfTimeTests {

	@ParameterizedTest
	@ValueSource(strings = { "nanobanana", "openai" })
	@Timeout(300)
	void processedApplicationKeepsTheProviderOfTheBuild(String provider, @TempDir Path folder) throws Exception {
		try (RelaySimulator relay = RelaySimulator.start()) {
			List<String> command = new ArrayList<>();
			command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			command.addAll(List.of("-Dspring.aot.enabled=true", "-cp", System.getProperty("java.class.path"),
					ProviderSwapApplication.class.getName(), "--spring.main.log-startup-info=true", "--out=" + folder,
					"--spring.ai.model.image=" + provider, "--spring.ai.nanobanana.base-url=" + relay.baseUrl(),
					"--spring.ai.nanobanana.api-key=" + relay.key(), "a lighthouse"));
			String output = run(command);
			assertThat(output).contains("Starting AOT-processed ProviderSwapApplication",
					"Asking NanoBananaImageModel for: a lighthouse");
			assertThat(relay.ledger().charges()).isEqualTo(1);
		}
		try (Stream<Path> files = Files.list(folder)) {
			Path picture = files.findFirst().orElseThrow();
			assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
			assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1024);
		}
	}

	private static String run(List<String> command) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.endsWith("_API_KEY"));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
