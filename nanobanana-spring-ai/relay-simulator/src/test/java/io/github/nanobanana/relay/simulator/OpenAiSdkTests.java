package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.models.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The official OpenAI client for Java, unchanged, against the simulator. */
class OpenAiSdkTests {

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension(
			RelaySimulator.builder().key("sk-test").key("sk-poor", 0));

	private OpenAIClient client;

	@BeforeEach
	void connect() {
		this.client = client("sk-test");
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void generateWhenRelayModelReturnsUrl() {
		ImagesResponse response = this.client.images()
			.generate(ImageGenerateParams.builder()
				.model("nano-banana-2")
				.prompt("a cute cat wearing sunglasses")
				.size(ImageGenerateParams.Size._1024X1024)
				.n(1)
				.putAdditionalBodyProperty("aspect_ratio", JsonValue.from("16:9"))
				.putAdditionalBodyProperty("image_size", JsonValue.from("2K"))
				.build());
		String url = response.data().orElseThrow().get(0).url().orElseThrow();
		assertThat(url).startsWith(extension.relay().baseUrl() + "/files/");
		assertThat(Fixtures.pixels(Fixtures.download(url))).isEqualTo(new Pixels(2752, 1536));
		assertThat(extension.relay().keyLeaks()).isEmpty();
		assertThat(extension.relay().ledger().charges()).isOne();
	}

	@Test
	void generateWhenBase64WantedReturnsPicture() {
		ImagesResponse response = this.client.images()
			.generate(ImageGenerateParams.builder()
				.model("nano-banana")
				.prompt("a cat")
				.responseFormat(ImageGenerateParams.ResponseFormat.B64_JSON)
				.build());
		byte[] picture = Base64.getDecoder().decode(response.data().orElseThrow().get(0).b64Json().orElseThrow());
		assertThat(Fixtures.pixels(picture)).isEqualTo(new Pixels(1024, 1024));
	}

	@Test
	void generateWhenGptImageReturnsAllPicturesAsBase64WithUsage() {
		ImagesResponse response = this.client.images()
			.generate(ImageGenerateParams.builder()
				.model("gpt-image-1")
				.prompt("a cat")
				.size(ImageGenerateParams.Size._1536X1024)
				.n(2)
				.build());
		assertThat(response.data().orElseThrow()).hasSize(2).allMatch((image) -> image.b64Json().isPresent());
		assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
		assertThat(response.size().orElseThrow().toString()).isEqualTo("1536x1024");
		response.validate();
	}

	@Test
	void generateStreamingReturnsPartialsAndPicture() {
		try (StreamResponse<ImageGenStreamEvent> stream = this.client.images()
			.generateStreaming(
					ImageGenerateParams.builder().model("gpt-image-1").prompt("a cat").partialImages(2).build())) {
			List<ImageGenStreamEvent> events = stream.stream().toList();
			assertThat(events).hasSize(3);
			assertThat(events.get(0).isGenerationPartialImage()).isTrue();
			assertThat(events.get(2).asGenerationCompleted().b64Json()).startsWith("iVBOR");
		}
	}

	@Test
	void editWithTwoImagesAndMaskFollowsLastImage() {
		ImagesResponse response = this.client.images()
			.edit(ImageEditParams.builder()
				.model("nano-banana-2")
				.prompt("put the cat into the room")
				.imageOfInputStreams(List.of(new ByteArrayInputStream(Fixtures.picture("1:1")),
						new ByteArrayInputStream(Fixtures.picture("3:2"))))
				.mask(Fixtures.picture("3:2"))
				.build());
		String url = response.data().orElseThrow().get(0).url().orElseThrow();
		byte[] picture = Fixtures.download(url);
		assertThat(Fixtures.pixels(picture)).isEqualTo(new Pixels(1264, 848));
		assertThat(new String(picture, StandardCharsets.UTF_8)).contains("edit from 2 images with mask");
	}

	@Test
	void listModelsReturnsAliases() {
		assertThat(this.client.models().list().items()).extracting(Model::id).contains("nano-banana-2", "gpt-image-1");
		assertThat(this.client.models().retrieve("nano-banana-2").id()).isEqualTo("nano-banana-2");
	}

	@Test
	void chatWhenImageModelReturnsMarkdown() {
		ChatCompletion completion = this.client.chat().completions().create(chat());
		assertThat(completion.choices().get(0).message().content().orElseThrow())
			.startsWith("![image](http://127.0.0.1");
		completion.validate();
	}

	@Test
	void chatStreamingReturnsMarkdownInPieces() {
		StringBuilder text = new StringBuilder();
		try (StreamResponse<ChatCompletionChunk> stream = this.client.chat().completions().createStreaming(chat())) {
			stream.stream()
				.flatMap((chunk) -> chunk.choices().stream())
				.forEach((choice) -> text.append(choice.delta().content().orElse("")));
		}
		assertThat(text).startsWith("![image](http://127.0.0.1").endsWith(".png)");
		assertThat(extension.relay().ledger().picturesDelivered()).isOne();
	}

	@Test
	void generateWhenKeyIsWrongThrowsUnauthorized() {
		OpenAIClient wrong = client("sk-wrong");
		assertThatExceptionOfType(UnauthorizedException.class)
			.isThrownBy(() -> wrong.images().generate(params("nano-banana-2")))
			.withMessageContaining("Invalid token");
		wrong.close();
		assertThat(extension.relay().ledger().entries()).isEmpty();
	}

	@Test
	void generateWhenWalletIsEmptyThrowsPermissionDenied() {
		OpenAIClient poor = client("sk-poor");
		assertThatExceptionOfType(PermissionDeniedException.class)
			.isThrownBy(() -> poor.images().generate(params("nano-banana-2")))
			.satisfies((ex) -> assertThat(ex.code()).contains("insufficient_user_quota"));
		poor.close();
	}

	@Test
	void generateWhenModelIsUnknownThrowsServerError() {
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> this.client.images().generate(params("no-such-model")))
			.satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(503))
			.satisfies((ex) -> assertThat(ex.code()).contains("model_not_found"));
	}

	@Test
	void generateWhenParameterIsBadThrowsBadRequest() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> this.client.images()
				.generate(ImageGenerateParams.builder()
					.model("nano-banana-2")
					.prompt("a cat")
					.putAdditionalBodyProperty("aspect_ratio", JsonValue.from("7:5"))
					.build()))
			.satisfies((ex) -> assertThat(ex.param()).contains("aspect_ratio"))
			.satisfies((ex) -> assertThat(ex.type()).contains("invalid_request_error"));
	}

	@Test
	void generateWhenGptImageGetsResponseFormatThrowsBadRequest() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> this.client.images()
				.generate(ImageGenerateParams.builder()
					.model("gpt-image-1")
					.prompt("a cat")
					.responseFormat(ImageGenerateParams.ResponseFormat.URL)
					.build()))
			.satisfies((ex) -> assertThat(ex.code()).contains("unknown_parameter"));
	}

	private static ImageGenerateParams params(String model) {
		return ImageGenerateParams.builder().model(model).prompt("a cat").build();
	}

	private static ChatCompletionCreateParams chat() {
		return ChatCompletionCreateParams.builder().model("nano-banana-2").addUserMessage("draw a cat").build();
	}

	private static OpenAIClient client(String key) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(extension.relay().baseUrl() + "/v1")
			.apiKey(key)
			.maxRetries(0)
			.build();
	}

}
