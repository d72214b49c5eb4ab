package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;

import dev.langchain4j.model.openai.OpenAiImageModel;

/**
 * LangChain4j's client of this kind of service.
 */
final class LangChain4jClient implements PictureClient {

	private final OpenAiImageModel model;

	LangChain4jClient(URI base) {
		this.model = OpenAiImageModel.builder()
			.baseUrl(base + "/v1")
			.apiKey(KEY)
			.modelName(MODEL)
			.maxRetries(0)
			.timeout(Duration.ofSeconds(60))
			.build();
	}

	@Override
	public Received picture() {
		return Received.of(Base64.getDecoder().decode(this.model.generate(PROMPT).content().base64Data()));
	}

	@Override
	public String link() {
		return this.model.generate(PROMPT).content().url().toString();
	}

}
