package io.github.nanobanana.checks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first three blocks of the README, put into an empty project as they stand, make an
 * application that delivers a picture.
 */
class NewApplicationTests {

	private static final String KEY = "sk-of-the-new-application";

	private static final String PLACEHOLDER = "https://api.example.com";

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void dependencyIsTheStarterOfThisBuild() {
		String dependency = Project.snippet("xml");
		String pom = Project.text("nanobanana-spring-boot-starter/pom.xml");
		String own = pom.substring(pom.indexOf("</parent>"));
		assertThat(element("groupId", dependency)).isEqualTo(element("groupId", pom));
		assertThat(element("artifactId", dependency)).isEqualTo(element("artifactId", own));
		assertThat(element("version", dependency)).isEqualTo(element("version", pom));
		assertThat(Project.text("nanobanana-spring-boot-starter/checks/pom.xml"))
			.contains("<artifactId>" + element("artifactId", dependency) + "<");
	}

	@Test
	void webStarterIsTheOneThatTheReadmeNames() {
		String readme = Project.text("README.md");
		String before = readme.substring(0, readme.indexOf("```java"));
		assertThat(Project.first(Pattern.compile("`(spring-boot-starter-\\w+)`"), before))
			.isEqualTo("spring-boot-starter-webmvc");
		assertThat(Project.text("nanobanana-spring-boot-starter/checks/pom.xml"))
			.contains("<artifactId>spring-boot-starter-webmvc<");
	}

	@Test
	@Timeout(300)
	void applicationOfTheReadmeCompilesStartsAndDeliversPicture(@TempDir Path folder) throws Exception {
		String yaml = Project.snippet("yaml");
		assertThat(yaml).contains(PLACEHOLDER, "${NANOBANANA_API_KEY}");
		try (RelaySimulator relay = RelaySimulator.builder().key(KEY).start()) {
			NewApplication application = NewApplication.start(folder, Project.snippet("java"),
					yaml.replace(PLACEHOLDER, relay.baseUrl()), Map.of("NANOBANANA_API_KEY", KEY));
			try (application) {
				assertThat(relay.requests()).as("requests before the first call").isEmpty();
				HttpResponse<String> url = get(application.url() + "/picture?prompt=a%20red%20bird",
						BodyHandlers.ofString());
				assertThat(url.statusCode()).as(url.body()).isEqualTo(200);
				assertPicture(url.body(), folder.resolve("picture.png"));
			}
			assertThat(relay.ledger().charges()).isEqualTo(1);
			assertThat(application.output()).contains("Started DemoApplication", "Graceful shutdown complete")
				.doesNotContain(KEY);
		}
	}

	private void assertPicture(String url, Path file) throws Exception {
		assertThat(get(url, BodyHandlers.ofFile(file)).statusCode()).isEqualTo(200);
		assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
		assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1024);
	}

	private static String element(String name, String xml) {
		return Project.first(Pattern.compile("<" + name + ">([^<]+)<"), xml);
	}

	private <T> HttpResponse<T> get(String url, BodyHandler<T> handler) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(1)).build(), handler);
	}

}
