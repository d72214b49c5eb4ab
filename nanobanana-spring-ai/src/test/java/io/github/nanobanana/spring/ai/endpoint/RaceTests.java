package io.github.nanobanana.spring.ai.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link Races} by jcstress, some hundred thousand times each, in processes of its
 * own.
 */
class RaceTests {

	private static final Pattern RESULTS = Pattern
		.compile("Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

	@Test
	void racesHoweverTheyEndEndAsAllowed(@TempDir Path folder) throws Exception {
		Path output = folder.resolve("output.txt");
		Process process = new ProcessBuilder(command(folder)).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("jcstress ends").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String told = read(output);
		Matcher results = RESULTS.matcher(told);
		assertThat(results.results().toList()).as(told).isNotEmpty().last().satisfies((last) -> {
			assertThat(last.group(2)).as("passed").isEqualTo(last.group(1));
			assertThat(Integer.parseInt(last.group(1))).isGreaterThanOrEqualTo(Races.class.getClasses().length);
			assertThat(List.of(last.group(3), last.group(5))).as("failed").containsOnly("0");
		});
		assertThat(process.exitValue()).as(told).isZero();
	}

	private static List<String> command(Path folder) {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-t", Races.class.getName(), "-m",
				"quick", "-f", "1", "-iters", "1", "-time", "200", "-sc", "false", "-af", "NONE", "--jvmArgs",
				"-Xmx256m", "-r", folder.toString());
	}

	private static String read(Path file) throws IOException {
		return Files.readString(file);
	}

}
