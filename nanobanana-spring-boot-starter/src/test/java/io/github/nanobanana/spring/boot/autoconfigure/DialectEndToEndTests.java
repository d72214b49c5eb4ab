package io.github.nanobanana.spring.boot.autoconfigure;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.ModelFamily;
import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.image.PixelSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes out in each dialect when nothing but properties says so, and that a picture
 * comes back.
 */
class DialectEndToEndTests {

	private final RelaySimulator relay = RelaySimulator.builder()
		.model("nano-banana-2", ModelFamily.NANO_BANANA_2)
		.start();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues("relay.url=" + this.relay.baseUrl(), "relay.key=" + this.relay.key());

	private final ApplicationContextRunner single = this.application.withPropertyValues(
			"spring.ai.nanobanana.base-url=${relay.url}", "spring.ai.nanobanana.api-key=${relay.key}",
			"spring.ai.nanobanana.image.aspect-ratio=16:9", "spring.ai.nanobanana.image.image-size=2K",
			"spring.ai.nanobanana.image.seed=7");

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void gptBestIsTheDefault() {
		RecordedRequest request = draw(this.single);
		assertThat(request.path()).isEqualTo("/v1/images/generations");
		assertThat(request.bodyAsString()).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a lighthouse","aspect_ratio":"16:9","image_size":"2K",\
				"n":1,"seed":7}""");
	}

	@Test
	void gptBestTakesNamesAsTheyAreWritten() {
		RecordedRequest request = draw(this.single.withPropertyValues("spring.ai.nanobanana.dialect=gpt-best",
				"spring.ai.nanobanana.dialect-settings.ratio-field=input.aspectRatio",
				"spring.ai.nanobanana.dialect-settings.tierField=Image_Size",
				"spring.ai.nanobanana.dialect-settings.tiers=small",
				"spring.ai.nanobanana.dialect-settings.count=false",
				"spring.ai.nanobanana.dialect-settings.seed=false"));
		assertThat(request.bodyAsString()).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a lighthouse","input":{"aspectRatio":"16:9"},"Image_Size":"2k"}""");
	}

	@Test
	void openaiBeginsWithItsOwnDefaults() {
		RecordedRequest request = draw(this.single.withPropertyValues("spring.ai.nanobanana.dialect=openai"));
		assertThat(request.path()).isEqualTo("/v1/images/generations");
		assertThat(request.bodyAsString()).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a lighthouse","size":"16:9","quality":"2K","n":1}""");
	}

	@Test
	void geminiIsSpokenInItsSpelling() {
		RecordedRequest request = draw(this.single.withPropertyValues("spring.ai.nanobanana.dialect=gemini",
				"spring.ai.nanobanana.dialect-settings.spelling=snake-case"));
		assertThat(request.path()).isEqualTo("/v1beta/models/nano-banana-2:generateContent");
		assertThat(request.header("x-goog-api-key")).isEqualTo(this.relay.key());
		assertThat(request.bodyAsString()).isEqualTo("""
				{"contents":[{"parts":[{"text":"a lighthouse"}],"role":"user"}],\
				"generation_config":{"response_modalities":["TEXT","IMAGE"],"seed":7,\
				"image_config":{"aspect_ratio":"16:9","image_size":"2K"}}}""");
	}

	@Test
	void chatSaysTheShapeInWords() {
		RecordedRequest request = draw(this.single.withPropertyValues("spring.ai.nanobanana.dialect=chat"));
		assertThat(request.path()).isEqualTo("/v1/chat/completions");
		assertThat(request.bodyAsString()).isEqualTo("""
				{"model":"nano-banana-2","messages":[{"role":"user",\
				"content":"a lighthouse\\n\\n(aspect ratio 16:9, 2K resolution)"}],"stream":false,"seed":7}""");
	}

	@Test
	void taskWhenAsyncIsWaitedFor() {
		RecordedRequest request = draw(
				this.single.withPropertyValues("spring.ai.nanobanana.dialect-settings.async=true"));
		assertThat(request.query()).isEqualTo("async=true");
		assertThat(this.relay.requests()).anyMatch((poll) -> poll.path().startsWith("/v1/images/tasks/"));
	}

	@Test
	void pictureWhenExactSizeIsConfiguredHasThePixels() {
		this.application
			.withPropertyValues("spring.ai.nanobanana.base-url=${relay.url}",
					"spring.ai.nanobanana.api-key=${relay.key}", "spring.ai.nanobanana.image.width=500",
					"spring.ai.nanobanana.image.height=300", "spring.ai.nanobanana.image.exact-size=crop")
			.run((context) -> {
				NanoBananaImage image = (NanoBananaImage) context.getBean(ImageModel.class)
					.call(new ImagePrompt("a lighthouse"))
					.getResult()
					.getOutput();
				assertThat(image.picture().block().pixels()).isEqualTo(new PixelSize(500, 300));
			});
	}

	@Test
	void endpointsWhenYamlGivesThemDialectsAreAskedInTheirs() {
		this.application.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:yaml/dialects.yml")
			.run((context) -> {
				NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) context
					.getBean(ImageModel.class)
					.call(new ImagePrompt("a lighthouse"))
					.getResult()
					.getMetadata();
				assertThat(metadata.endpoint()).isEqualTo("Last");
				assertThat(metadata.price()).isEqualTo(new BigDecimal("0.24"));
			});
		List<String> bodies = this.relay.requests()
			.stream()
			.map((request) -> request.path() + " " + request.query() + " " + request.bodyAsString())
			.toList();
		assertThat(bodies.get(0)).isEqualTo("""
				/v1/images/generations async=true {"model":"not-served/nano-banana-2.1","prompt":"a lighthouse",\
				"input":{"aspectRatio":"1:8"},"image_Size":"4k"}""");
		assertThat(bodies.get(1)).startsWith("/v1beta/models/not-served-either:generateContent ")
			.contains("\"image_config\":{\"aspect_ratio\":\"1:8\",\"image_size\":\"4K\"}");
		assertThat(bodies.get(2)).startsWith("/v1/chat/completions ")
			.contains("\"image_config\":{\"aspect_ratio\":\"1:8\",\"image_size\":\"4K\"}");
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
		assertThat(this.relay.keyLeaks()).isEmpty();
	}

	private RecordedRequest draw(ApplicationContextRunner configured) {
		configured.run((context) -> {
			NanoBananaImage image = (NanoBananaImage) context.getBean(ImageModel.class)
				.call(new ImagePrompt("a lighthouse"))
				.getResult()
				.getOutput();
			assertThat(image.picture().block().pixels().width()).isPositive();
		});
		return this.relay.requests().get(0);
	}

}
