package io.github.nanobanana.spring.boot.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application that is closed while it serves a request for a picture.
 */
class GracefulShutdownTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void requestWhenApplicationIsClosedGetsItsPictures() {
		this.relay.always(Misbehaviour.delay(Duration.ofMillis(500)));
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "server.address=127.0.0.1",
					"spring.config.location=classpath:yaml/outside.yml",
					"spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
					"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0")
			.run();
		URI address = URI
			.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/two-pictures");
		CompletableFuture<HttpResponse<String>> response = HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
		Awaitility.await().atMost(PATIENCE).until(() -> !this.relay.requests().isEmpty());
		context.close();
		assertThat(response).succeedsWithin(PATIENCE).satisfies((answer) -> {
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("2");
		});
		assertThat(this.relay.ledger().charges()).isEqualTo(2);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Pictures pictures(ImageModel model) {
			return new Pictures(model);
		}

	}

	@RestController
	static final class Pictures {

		private final ImageModel model;

		Pictures(ImageModel model) {
			this.model = model;
		}

		/** The second is asked for while the web server drains. */
		@GetMapping("/two-pictures")
		String twoPictures() {
			int first = this.model.call(new ImagePrompt("a cat")).getResults().size();
			return String.valueOf(first + this.model.call(new ImagePrompt("a dog")).getResults().size());
		}

	}

}
