package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report that is checked in says what the code does.
 */
class SimulationReportTests {

	private static final Path FOLDER = Path.of("src", "test", "simulation");

	@Test
	void reportWhenWrittenAnewIsTheSame() throws IOException {
		Map<String, String> files = new LinkedHashMap<>();
		String tried = Files.readString(FOLDER.resolve("tried.md"));
		files.put("README.md", new Report(Everything.RESULTS, tried).write());
		files.putAll(new Plots(Everything.RESULTS).draw());
		if (Boolean.getBoolean("simulation.write")) {
			for (Map.Entry<String, String> file : files.entrySet()) {
				Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
			}
		}
		for (Map.Entry<String, String> file : files.entrySet()) {
			Path path = FOLDER.resolve(file.getKey());
			assertThat(Files.exists(path) ? Files.readString(path) : "")
				.as("%s is not what the simulation gives: run it with -Dsimulation.write=true, look at what changed, and commit it",
						path)
				.isEqualTo(file.getValue());
		}
	}

}
