package io.github.nanobanana.samples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The quickstart as the build has processed it ahead of time, in a process of its own.
 */
class AheadOfTimeTests {

	private static final List<String> SAY_HOW_IT_STARTS = List.of("-Dspring.aot.enabled=true",
			"-Dspring.main.log-startup-info=true", "-Dlogging.level.org.springframework=info",
			"-Dlogging.level.io.github.nanobanana=info");

	@TempDir
	private Path folder;

	@Test
	@Timeout(300)
	void processedApplicationMakesPicture() throws Exception {
		assertThat(run()).contains("Starting AOT-processed PictureApplication", "Wrote ");
		assertPicture();
	}

	/** Which provider is there was decided when the application was processed. */
	@Test
	@Timeout(300)
	void processedApplicationWhenAnotherProviderIsSelectedKeepsItsOwn() throws Exception {
		assertThat(run("-Dspring.ai.model.image=openai")).contains("Starting AOT-processed", "Wrote ");
		assertPicture();
	}

	private String run(String... properties) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(SAY_HOW_IT_STARTS);
		command.addAll(List.of(properties));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), QuickstartApplication.class.getName(),
				"--ratio", "16:9", "--size", "1K", "--out", this.folder.toString(), "a red bird"));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("NANOBANANA_"));
		Process process = builder.redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	private void assertPicture() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			Path picture = files.findFirst().orElseThrow();
			assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
			assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1376);
			assertThat(ImageIO.read(picture.toFile()).getHeight()).isEqualTo(768);
		}
	}

}
