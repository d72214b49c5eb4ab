package io.github.nanobanana.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the tests of all modules have printed, and what ahead-of-time processing has
 * written, holds no key.
 */
class OutputTests {

	private static final Set<String> OUTPUT = Set.of(".xml", ".txt", ".dump", ".dumpstream");

	private static final Set<String> GENERATED = Set.of(".java", ".json", ".properties");

	private static final Set<String> SOURCES = Set.of(".java", ".yml", ".yaml", ".properties");

	/** A key that is written down, and does not look like one. */
	private static final Pattern UNRECOGNISABLE = Pattern
		.compile("(?:\\.(?:apiKey|key)\\(\"|api-key(?:=|: ))(?!\"?sk-|\\$\\{| *\"(?! *\\w))");

	private final KeyScan scan = new KeyScan();

	@Test
	void outputOfAllTestsHoldsNoKey() throws IOException {
		for (Path module : Project.modules()) {
			List<Path> reports = Project.files(module.resolve("target/surefire-reports"), OUTPUT);
			if (Files.isDirectory(module.resolve("src/test/java"))) {
				assertThat(reports).as("what the tests of %s have printed; run the whole build", module).isNotEmpty();
			}
			for (Path report : reports) {
				this.scan.file(report);
			}
		}
		assertThat(this.scan.findings()).isEmpty();
	}

	@Test
	void thisModuleIsTheLast() {
		String modules = Project.text("pom.xml");
		assertThat(modules.substring(modules.lastIndexOf("<module>")))
			.startsWith("<module>nanobanana-spring-boot-starter/checks</module>");
	}

	@Test
	void generatedSourcesHoldNoKey() throws IOException {
		List<Path> generated = new ArrayList<>();
		for (Path module : Project.modules()) {
			generated.addAll(Project.files(module.resolve("target/spring-aot"), GENERATED));
		}
		assertThat(generated).isNotEmpty();
		for (Path file : generated) {
			this.scan.file(file);
		}
		assertThat(this.scan.findings()).isEmpty();
	}

	@Test
	void scanWhenKeyWasPrintedTellsFileAndLineAndNotTheKey(@TempDir Path folder) throws IOException {
		Path report = folder.resolve("TEST-some.xml");
		Files.write(report, """
				<testcase name="task-1, disk-2, sk- alone and ask-3">
				<system-out>Authorization: Bearer sk-planted\u00e9</system-out>
				<system-err>{"key":"sk-planted-too"}&quot;sk-third</system-err>
				""".getBytes(StandardCharsets.ISO_8859_1));
		this.scan.file(report);
		assertThat(this.scan.findings()).extracting(KeyScan.Finding::line).containsExactly(2, 3);
		assertThat(this.scan.findings().get(0)).hasToString(report + ":2:35");
		assertThat(this.scan.findings().toString()).doesNotContain("planted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "builder.apiKey(\"shared\")", "relay.key(\"shared\")", "api-key=shared\"",
			"api-key: shared", "api-key: \"shared\"" })
	void keyWhenItCannotBeRecognisedIsNoticed(String line) {
		assertThat(line).containsPattern(UNRECOGNISABLE);
		assertThat(line.replace("shared", "sk-shared")).doesNotContainPattern(UNRECOGNISABLE);
	}

	@Test
	void keysOfAllTestsCanBeRecognised() throws IOException {
		List<String> found = new ArrayList<>();
		for (Path module : Project.modules()) {
			for (Path file : Project.files(module.resolve("src/test"), SOURCES)) {
				List<String> lines = Files.readAllLines(file);
				for (int i = 0; i < lines.size(); i++) {
					if (UNRECOGNISABLE.matcher(lines.get(i)).find()) {
						found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
					}
				}
			}
		}
		assertThat(found).as("keys that do not begin with sk-").isEmpty();
	}

}
