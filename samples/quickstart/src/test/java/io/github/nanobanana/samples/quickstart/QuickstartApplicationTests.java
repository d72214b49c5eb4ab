package io.github.nanobanana.samples.quickstart;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The quickstart from its command line to its files.
 */
class QuickstartApplicationTests {

	private final StringWriter terminal = new StringWriter();

	@Test
	void runWhenNoKeyIsSetWritesPicturesOfTheSimulatorAndSaysSo(@TempDir Path folder) throws IOException {
		int exit = run("--ratio", "16:9", "--size", "1K", "--count", "2", "--out", folder.toString(), "a", "red",
				"bird");
		assertThat(exit).isZero();
		assertThat(this.terminal.toString()).contains("relay simulator inside this process answers",
				"Making: a red bird", "1376x768", "model nano-banana-2", "endpoint default");
		try (Stream<Path> files = Files.list(folder)) {
			List<Path> pictures = files.toList();
			assertThat(pictures).hasSize(2);
			for (Path picture : pictures) {
				assertThat(this.terminal.toString()).contains(picture.toString());
				assertThat(ImageIO.read(picture.toFile()).getHeight()).isEqualTo(768);
			}
		}
	}

	@Test
	void runWhenHelpIsAskedForExplainsEveryArgument() {
		assertThat(run("--help")).isZero();
		assertThat(this.terminal.toString()).contains("--ratio", "--size", "--count", "--out", "--model",
				"NANOBANANA_API_KEY", "NANOBANANA_BASE_URL");
	}

	@Test
	void runWhenArgumentIsWrongSaysWhatIsAllowed(@TempDir Path folder) {
		assertThat(run("--ratio", "banana", "--out", folder.toString())).isEqualTo(2);
		assertThat(this.terminal.toString()).contains("banana", "16:9");
		assertThat(run("--size", "8K", "--out", folder.toString())).isEqualTo(2);
		assertThat(this.terminal.toString()).contains("8K", "4K");
		assertThat(run("--count", "0", "--out", folder.toString())).isEqualTo(2);
		assertThat(run("--nonsense")).isEqualTo(2);
		assertThat(folder).isEmptyDirectory();
	}

	@Test
	void runWhenPromptIsRefusedQuotesTheRelay(@TempDir Path folder) {
		assertThat(run("--out", folder.toString(), "a cat [blocked]")).isEqualTo(1);
		assertThat(this.terminal.toString()).contains("No picture: ", "reword the prompt");
	}

	@Test
	void runWhenPictureGoesAlongEditsIt(@TempDir Path folder) throws IOException {
		assertThat(run("--out", folder.toString(), "a cat")).isZero();
		Path first;
		try (Stream<Path> files = Files.list(folder)) {
			first = files.findFirst().orElseThrow();
		}
		Path second = Files.createDirectory(folder.resolve("second"));
		assertThat(run("--image", first.toString(), "--out", second.toString(), "at night")).isZero();
		assertThat(second).isDirectoryContaining("glob:**.png");
		assertThat(run("--image", folder.resolve("none.png").toString(), "at night")).isEqualTo(2);
		assertThat(this.terminal.toString()).contains("none.png", "cannot be read");
	}

	@Test
	void runWhenKeyIsSetWithoutAddressAssumesNoRelay() {
		assertThat(run(Map.of("NANOBANANA_API_KEY", "sk-secret"), "a cat")).isEqualTo(2);
		assertThat(this.terminal.toString()).contains("NANOBANANA_BASE_URL is not", "no relay is assumed")
			.doesNotContain("sk-secret");
	}

	private int run(String... arguments) {
		return run(Map.of(), arguments);
	}

	private int run(Map<String, String> environment, String... arguments) {
		CommandLine commandLine = QuickstartApplication.commandLine(environment);
		commandLine.setOut(new PrintWriter(this.terminal, true));
		commandLine.setErr(new PrintWriter(this.terminal, true));
		return commandLine.execute(arguments);
	}

}
