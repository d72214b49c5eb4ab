package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiImageOptions;

/**
 * Spring AI's own client of this kind of service.
 */
final class SpringAiOpenAiClient implements PictureClient {

	private final OpenAiImageModel model;

	private final ImagePrompt prompt = new ImagePrompt(PROMPT);

	SpringAiOpenAiClient(URI base) {
		OpenAiImageOptions.Builder options = OpenAiImageOptions.builder();
		options.baseUrl(base + "/v1");
		options.apiKey(KEY);
		options.model(MODEL);
		options.maxRetries(0);
		options.timeout(Duration.ofSeconds(60));
		this.model = OpenAiImageModel.builder().options(options.build()).build();
	}

	private Image image() {
		return Objects.requireNonNull(this.model.call(this.prompt).getResult()).getOutput();
	}

	@Override
	public Received picture() {
		return Received.of(Base64.getDecoder().decode(Objects.requireNonNull(image().getB64Json())));
	}

	@Override
	public String link() {
		return Objects.requireNonNull(image().getUrl());
	}

}
