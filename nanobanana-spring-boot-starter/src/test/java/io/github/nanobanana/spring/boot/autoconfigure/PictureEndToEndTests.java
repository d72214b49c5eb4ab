package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.image.PixelSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has nothing but a YAML file and the starter, with a stand-in relay.
 */
@ExtendWith(OutputCaptureExtension.class)
class PictureEndToEndTests {

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void pictureWhenApplicationKnowsOnlyImageModelArrives(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext context = start("--debug")) {
			ImageResponse response = context.getBean(Illustrator.class).draw("a lighthouse");
			NanoBananaImage image = (NanoBananaImage) response.getResult().getOutput();
			assertThat(image.getContent().contentLength()).isPositive();
			assertThat(image.picture().block().pixels()).isEqualTo(new PixelSize(1376, 768));
		}
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
		assertThat(this.relay.keyLeaks()).isEmpty();
		assertThat(this.relay.requests().get(0).path()).isEqualTo("/v1/images/generations");
		assertThat(this.relay.requests().get(0).bodyAsString()).contains("\"aspect_ratio\":\"16:9\"",
				"\"image_size\":\"1K\"", "\"safety_level\":\"low\"", "\"tags\":[\"cat\",\"dog\"]");
		assertThat(output).contains("CONDITIONS EVALUATION REPORT").doesNotContain(this.relay.key());
	}

	@Test
	void pictureWhenContextIsOpenedAgainArrives() {
		for (int i = 0; i < 3; i++) {
			try (ConfigurableApplicationContext context = start()) {
				context.getBean(Illustrator.class).draw("a lighthouse");
			}
		}
		assertThat(this.relay.ledger().charges()).isEqualTo(3);
	}

	private ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.config.location=classpath:yaml/relay.yml", "relay.url=" + this.relay.baseUrl(),
					"relay.key=" + this.relay.key())
			.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Illustrator illustrator(ImageModel model) {
			return new Illustrator(model);
		}

		@Bean
		ObservationRegistry observationRegistry() {
			return ObservationRegistry.create();
		}

	}

	record Illustrator(ImageModel model) {

		ImageResponse draw(String what) {
			return this.model.call(new ImagePrompt(what));
		}

	}

}
