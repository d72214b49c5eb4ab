package io.github.nanobanana.samples.playground;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The playground as the build has processed it ahead of time, in a process of its own.
 */
class AheadOfTimeTests {

	private static final String ADDRESS = "The playground is at ";

	@Test
	@Timeout(180)
	void processedApplicationMakesAPicture(@TempDir Path folder) throws Exception {
		Process process = new ProcessBuilder(command(folder)).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader()) {
			List<String> lines = new ArrayList<>();
			String address = address(output, lines);
			assertThat(String.join("\n", lines)).contains("Starting AOT-processed PlaygroundApplication");
			CompletableFuture<String> picture = new CompletableFuture<>();
			PageClient page = new PageClient(HttpClient.newHttpClient(), address);
			page.follow((event, data) -> data.findValues("picture")
				.stream()
				.map((found) -> found.path("id").asString())
				.filter((id) -> !id.isEmpty())
				.forEach(picture::complete));
			page.start(Map.of("prompt", "a lighthouse", "count", 1));
			HttpResponse<byte[]> answer = page.get("api/pictures/" + picture.get(60, TimeUnit.SECONDS) + "/content",
					BodyHandlers.ofByteArray());
			assertThat(answer.body()).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
		}
		finally {
			process.destroy();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static List<String> command(Path folder) {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dspring.aot.enabled=true",
				"-cp", System.getProperty("java.class.path"), PlaygroundApplication.class.getName(), "--server.port=0",
				"--spring.main.log-startup-info=true",
				"--spring.ai.nanobanana.image.store=" + folder.resolve("pictures"),
				"--playground.references=" + folder.resolve("references"), "--playground.simulated-work-time=300ms");
	}

	private static String address(BufferedReader output, List<String> lines) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			lines.add(line);
			int start = line.indexOf(ADDRESS);
			if (start >= 0) {
				return line.substring(start + ADDRESS.length()).strip();
			}
		}
		throw new AssertionError(String.join("\n", lines));
	}

}
