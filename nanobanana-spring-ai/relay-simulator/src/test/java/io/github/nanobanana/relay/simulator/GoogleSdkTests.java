package io.github.nanobanana.relay.simulator;

import java.util.ArrayList;
import java.util.List;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ImageConfig;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The official Google GenAI client for Java, unchanged, against the simulator. */
class GoogleSdkTests {

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension();

	@Test
	void generateContentReturnsPictureOfRatioAndTier() {
		try (Client client = client("sk-test")) {
			GenerateContentResponse response = client.models.generateContent("gemini-3-pro-image-preview", "a cat",
					config("16:9", "2K"));
			assertThat(Fixtures.pixels(picture(response))).isEqualTo(new Pixels(2752, 1536));
			assertThat(response.finishReason()).isEqualTo(new FinishReason(FinishReason.Known.STOP));
			assertThat(response.usageMetadata().orElseThrow().totalTokenCount().orElseThrow()).isPositive();
		}
		assertThat(extension.relay().ledger().picturesDelivered()).isOne();
	}

	@Test
	void generateContentWithInputImageFollowsItsRatio() {
		try (Client client = client("sk-test")) {
			Content content = Content.fromParts(Part.fromText("make it night"),
					Part.fromBytes(Fixtures.picture("9:16"), "image/png"));
			GenerateContentResponse response = client.models.generateContent("gemini-2.5-flash-image", content,
					GenerateContentConfig.builder().responseModalities("TEXT", "IMAGE").build());
			assertThat(Fixtures.pixels(picture(response))).isEqualTo(new Pixels(768, 1344));
			assertThat(response.parts().get(0).text().orElseThrow()).isNotBlank();
		}
	}

	@Test
	void generateContentStreamReturnsWordsAndPicture() {
		List<GenerateContentResponse> chunks = new ArrayList<>();
		try (Client client = client("sk-test");
				ResponseStream<GenerateContentResponse> stream = client.models.generateContentStream(
						"gemini-2.5-flash-image", "a cat", GenerateContentConfig.builder().build())) {
			stream.forEach(chunks::add);
		}
		assertThat(chunks).hasSize(2);
		assertThat(Fixtures.pixels(picture(chunks.get(1)))).isEqualTo(new Pixels(1024, 1024));
	}

	@Test
	void generateContentWhenPromptIsBlockedReturnsFeedback() {
		try (Client client = client("sk-test")) {
			GenerateContentResponse response = client.models.generateContent("gemini-2.5-flash-image",
					"a cat " + RelaySimulator.BLOCKED, GenerateContentConfig.builder().build());
			assertThat(response.promptFeedback().orElseThrow().blockReason().orElseThrow().toString())
				.isEqualTo("PROHIBITED_CONTENT");
		}
		assertThat(extension.relay().ledger().charges()).isZero();
	}

	@Test
	void listReturnsModels() {
		try (Client client = client("sk-test")) {
			List<String> names = new ArrayList<>();
			for (Model model : client.models.list(ListModelsConfig.builder().build())) {
				names.add(model.name().orElseThrow());
			}
			assertThat(names).contains("models/gemini-3-pro-image").doesNotContain("models/gpt-image-1");
		}
	}

	@Test
	void generateContentWhenKeyIsWrongThrowsClientException() {
		try (Client client = client("wrong")) {
			assertThatExceptionOfType(ClientException.class)
				.isThrownBy(() -> client.models.generateContent("gemini-2.5-flash-image", "a cat",
						GenerateContentConfig.builder().build()))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(401))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo("UNAUTHENTICATED"));
		}
	}

	@Test
	void generateContentWhenFirstGenerationGetsTierThrowsClientException() {
		try (Client client = client("sk-test")) {
			assertThatExceptionOfType(ClientException.class)
				.isThrownBy(() -> client.models.generateContent("gemini-2.5-flash-image", "a cat", config("1:1", "2K")))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo("INVALID_ARGUMENT"));
		}
	}

	private static GenerateContentConfig config(String ratio, String tier) {
		return GenerateContentConfig.builder()
			.responseModalities("IMAGE")
			.imageConfig(ImageConfig.builder().aspectRatio(ratio).imageSize(tier).build())
			.build();
	}

	private static byte[] picture(GenerateContentResponse response) {
		return response.parts()
			.stream()
			.flatMap((part) -> part.inlineData().stream())
			.flatMap((blob) -> blob.data().stream())
			.findFirst()
			.orElseThrow();
	}

	private static Client client(String key) {
		return Client.builder()
			.apiKey(key)
			.httpOptions(HttpOptions.builder().baseUrl(extension.relay().baseUrl()).build())
			.build();
	}

}
