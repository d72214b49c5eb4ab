package io.github.nanobanana.spring.ai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.relay.simulator.AnswerShape;
import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;
import io.github.nanobanana.spring.ai.relay.dialect.ChatDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can be told of one endpoint: its dialect, its names, its prices, and tasks in
 * place of pictures; and pictures fitted to exact pixels.
 */
class EndpointSettingsTests {

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void callWhenDialectIsGeminiKeepsTheKeyOutOfTheAddress() {
		ImageResponse response = call(endpoint().dialect(new GeminiDialect()),
				options().imageSize("2K").aspectRatio("16:9"));
		assertThat(metadata(response).pixels()).isEqualTo(new PixelSize(2752, 1536));
		assertThat(metadata(response).mimeType()).isEqualTo("image/png");
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isPositive();
		RecordedRequest request = this.relay.takeRequest(Duration.ofSeconds(5));
		assertThat(request.header("x-goog-api-key")).isEqualTo(this.relay.key());
		assertThat(request.header("authorization")).isNull();
		assertThat(request.query()).isNullOrEmpty();
	}

	@Test
	void callWhenSeedsRequestGoesToGeminiTurnsPixelsIntoRatio() {
		call(endpoint().dialect(new GeminiDialect()), options().size("1024x1024"));
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString())
			.contains("\"imageConfig\":{\"aspectRatio\":\"1:1\",\"imageSize\":\"1K\"}");
	}

	@Test
	void callWhenDialectIsChatReadsTheLink() {
		ImageResponse response = call(endpoint().dialect(new ChatDialect()), options().aspectRatio("9:16"));
		assertThat(response.getResult().getOutput().getUrl()).startsWith(this.relay.baseUrl());
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).path()).isEqualTo("/v1/chat/completions");
	}

	@Test
	void callWhenModelHasAnotherNameAndFamilyHereSendsThose() {
		ImageResponse response = call(endpoint().model("nano-banana-2", "gemini-3.1-flash-image"),
				options().aspectRatio("1:8").imageSize("512"));
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString())
			.contains("\"model\":\"gemini-3.1-flash-image\"", "\"aspect_ratio\":\"1:8\"", "\"image_size\":\"512\"");
		assertThat(notes(response)).isEmpty();
	}

	@Test
	void callWhenFamilyDoesNotDrawTheRatioSendsTheNearestAndSaysSo() {
		ImageResponse response = call(endpoint(), options().aspectRatio("2.39:1"));
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString()).contains("\"aspect_ratio\":\"21:9\"");
		assertThat(notes(response)).singleElement().asString().contains("2.39:1", "21:9");
	}

	@Test
	void callWhenAliasesDifferMapsPixelsByTheFamilyMeantHere() {
		ModelAliases flash = ModelAliases.defaults().with("nano-banana-2", ModelFamily.GEMINI_3_1_FLASH_IMAGE);
		this.relay.enqueue(
				Misbehaviour.answer(200, "application/json", "{\"data\":[{\"url\":\"https://example.com/1.png\"}]}"));
		call(endpoint().modelAliases(flash), options().width(2048).height(512));
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString()).contains("\"aspect_ratio\":\"4:1\"",
				"\"image_size\":\"1K\"");
	}

	@Test
	void callWhenRelayWantsWidthAndHeightSendsNumbers() {
		ImagesSettings settings = ImagesSettings.gptBest()
			.mutate()
			.pixels(ImagesSettings.Pixels.WIDTH_AND_HEIGHT)
			.build();
		call(endpoint().dialect(new GptBestDialect(settings)), options().width(1920).height(1080));
		assertThat(this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString()).contains("\"width\":1920",
				"\"height\":1080");
	}

	@Test
	void callWhenPriceIsKnownTellsIt() {
		ImageResponse response = call(endpoint().price("nano-banana-2", new BigDecimal("0.05"))
			.price("nano-banana-2/4K", new BigDecimal("0.09")), options().imageSize("4K"));
		assertThat(metadata(response).price()).isEqualByComparingTo("0.09");
		assertThat(metadata(call(endpoint().price("nano-banana-2", new BigDecimal("0.05")), options())).price())
			.isEqualByComparingTo("0.05");
		assertThat(metadata(call(endpoint(), options())).price()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void callWhenExactSizeIsAskedForFitsThePicture(ExactSize exactSize) {
		ImageResponse response = call(endpoint(), options().width(1000).height(625).exactSize(exactSize));
		assertThat(metadata(response).pixels()).isEqualTo(new PixelSize(1000, 625));
		assertThat(((NanoBananaImage) response.getResult().getOutput()).picture().block().pixels())
			.isEqualTo(new PixelSize(1000, 625));
	}

	@Test
	void callWhenExactSizeIsDrawnAnywayLeavesTheBytesAlone() {
		ImageResponse response = call(endpoint(), options().width(1376).height(768).exactSize(ExactSize.CROP));
		assertThat(metadata(response).pixels()).isEqualTo(new PixelSize(1376, 768));
		assertThat(notes(response)).isEmpty();
	}

	@Test
	void callWhenAnswerIsTaskPollsItToTheEnd() {
		this.relay.enqueue(Misbehaviour.shape(AnswerShape.TASK_ID));
		this.relay.enqueue(Misbehaviour.gatewayPage(502).onPath("/v1/images/tasks/**"));
		ImageResponse response = call(endpoint(), options());
		assertThat(response.getResults()).hasSize(1);
		assertThat(this.relay.requests()).filteredOn((request) -> request.method().equals("POST")).hasSize(1);
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void callWhenSubmittedAsTaskPollsItToTheEnd() {
		ImagesSettings settings = ImagesSettings.gptBest().mutate().async(true).build();
		assertThat(call(endpoint().dialect(new GptBestDialect(settings)), options()).getResults()).hasSize(1);
		assertThat(this.relay.requests().get(0).query()).isEqualTo("async=true");
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void callWhenTaskFailsTellsTheReason() {
		this.relay.enqueue(Misbehaviour.failedTask("upstream out of bananas"));
		ImagesSettings settings = ImagesSettings.gptBest().mutate().async(true).build();
		assertThatExceptionOfType(RelayException.class)
			.isThrownBy(() -> call(endpoint().dialect(new GptBestDialect(settings)), options()))
			.withMessageContaining("upstream out of bananas")
			.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.FAILED_LATE));
	}

	@Test
	void callWhenTaskIsNotDoneInTimeIsAnUnknownOutcomeThatNamesTheTask() {
		this.relay.enqueue(Misbehaviour.shape(AnswerShape.TASK_ID));
		this.relay.always(Misbehaviour.status(500).onPath("/v1/images/tasks/**"));
		assertThatExceptionOfType(UnknownOutcomeException.class)
			.isThrownBy(() -> call(endpoint(), options().timeout(Duration.ofSeconds(3))))
			.withMessageContaining("task")
			.withMessageContaining("still at work");
		assertThat(this.relay.requests()).filteredOn((request) -> request.method().equals("POST")).hasSize(1);
	}

	private NanoBananaEndpoint.Builder endpoint() {
		return NanoBananaEndpoint.builder("main").baseUrl(this.relay.baseUrl()).apiKey(this.relay.key());
	}

	private static NanoBananaImageOptions.Builder options() {
		return NanoBananaImageOptions.builder();
	}

	private static ImageResponse call(NanoBananaEndpoint.Builder endpoint, NanoBananaImageOptions.Builder options) {
		try (NanoBananaImageModel model = NanoBananaImageModel.builder().endpoint(endpoint.build()).build()) {
			return model.call(new ImagePrompt("a cat", options.build()));
		}
	}

	private static NanoBananaImageGenerationMetadata metadata(ImageResponse response) {
		return (NanoBananaImageGenerationMetadata) response.getResult().getMetadata();
	}

	private static List<String> notes(ImageResponse response) {
		return ((NanoBananaImageResponseMetadata) response.getMetadata()).getNotes();
	}

}
