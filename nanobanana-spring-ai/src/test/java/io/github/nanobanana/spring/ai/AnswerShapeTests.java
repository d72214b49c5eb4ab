package io.github.nanobanana.spring.ai;

import java.util.Base64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.relay.simulator.AnswerShape;
import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureFormat;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.PictureRefusedException;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every shape of answer met in the field, from a relay that sends it.
 */
class AnswerShapeTests {

	private final RelaySimulator relay = RelaySimulator.start();

	private NanoBananaImageModel model;

	@BeforeEach
	void build() {
		this.model = NanoBananaImageModel.builder().baseUrl(this.relay.baseUrl()).apiKey(this.relay.key()).build();
	}

	@AfterEach
	void close() {
		this.model.close();
		this.relay.close();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "TASK_ID", "EMPTY_DATA", "NULL_DATA", "BLANK_URL", "TEXT_ONLY" })
	void callWhenShapeHoldsPictureDeliversExactlyOne(AnswerShape shape) {
		this.relay.enqueue(Misbehaviour.shape(shape));
		ImageResponse response = this.model.call(new ImagePrompt("a cat"));
		assertThat(response.getResults()).hasSize(1);
		assertThat(picture(response).pixels()).isEqualTo(new PixelSize(1024, 1024));
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
		assertThat(this.relay.keyLeaks()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "EMPTY_DATA", "NULL_DATA", "BLANK_URL" })
	void callWhenShapeHoldsNothingSaysSo(AnswerShape shape) {
		this.relay.enqueue(Misbehaviour.shape(shape));
		assertThatExceptionOfType(PictureRefusedException.class)
			.isThrownBy(() -> this.model.call(new ImagePrompt("a cat")))
			.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.NO_PICTURE))
			.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isTrue());
	}

	@Test
	void callWhenOnlyWordsComeQuotesThem() {
		this.relay.enqueue(Misbehaviour.shape(AnswerShape.TEXT_ONLY));
		assertThatExceptionOfType(PictureRefusedException.class)
			.isThrownBy(() -> this.model.call(new ImagePrompt("a cat")))
			.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.PICTURE_REFUSED))
			.satisfies((ex) -> assertThat(ex.failure().words()).isNotBlank());
	}

	@Test
	void callWhenUrlIsAskedForGivesAddressAndFetchesBytesOnDemand() {
		ImageResponse response = this.model
			.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().responseFormat("url").build()));
		assertThat(response.getResult().getOutput().getUrl()).startsWith(this.relay.baseUrl() + "/files/");
		assertThat(response.getResult().getOutput().getB64Json()).isNull();
		assertThat(this.relay.requests()).hasSize(1);
		assertThat(picture(response).format()).isEqualTo(PictureFormat.PNG);
		assertThat(this.relay.requests()).hasSize(2);
		assertThat(this.relay.requests().get(1).header("authorization")).isNull();
		assertThat(response.getResult().getOutput().getB64Json()).isNotNull();
	}

	@Test
	void callWhenBase64IsAskedForGivesIt() {
		ImageResponse response = this.model
			.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().responseFormat("b64_json").build()));
		assertThat(response.getResult().getOutput().getUrl()).isNull();
		assertThat(Base64.getDecoder().decode(response.getResult().getOutput().getB64Json()))
			.isEqualTo(picture(response).toByteArray());
		NanoBananaImageGenerationMetadata metadata = metadata(response.getResult());
		assertThat(metadata.mimeType()).isEqualTo("image/png");
		assertThat(metadata.pixels()).isEqualTo(new PixelSize(1024, 1024));
		assertThat(metadata.bytes()).isEqualTo(picture(response).size());
	}

	@Test
	void callWhenBase64IsAskedForAndAddressComesFetchesIt() {
		this.relay.enqueue(Misbehaviour.shape(AnswerShape.IMAGE_URLS));
		ImageResponse response = this.model
			.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().responseFormat("b64_json").build()));
		assertThat(response.getResult().getOutput().getB64Json()).isNotBlank();
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"data\":[{\"b64_json\":\"!!!!\"}]}", "not json", "{\"data\":[{\"url\":\"https://x\"",
			"{\"data\":\"https://x/1.png\"" })
	void callWhenAnswerIsRubbishTellsThatTheOutcomeIsUnknown(String body) {
		this.relay.enqueue(Misbehaviour.answer(200, "application/json", body));
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.model.call(new ImagePrompt("a cat")))
			.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.ANSWER_UNREADABLE))
			.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isTrue());
	}

	@Test
	void callWhenUrlHasLettersOutsideAsciiKeepsTheAddress() {
		this.relay.enqueue(Misbehaviour.answer(200, "application/json",
				"{\"data\":[{\"url\":\"https://cdn.example.com/图 1.png?sig=a|b\",\"revised_prompt\":\"a tabby\"}],"
						+ "\"model\":\"gemini-3-pro-image\",\"usage\":{\"input_tokens\":5,\"output_tokens\":1120,"
						+ "\"total_tokens\":1125}}"));
		ImageResponse response = this.model.call(new ImagePrompt("a cat"));
		assertThat(response.getResult().getOutput().getUrl())
			.isEqualTo("https://cdn.example.com/%E5%9B%BE%201.png?sig=a%7Cb");
		assertThat(metadata(response.getResult()).revisedPrompt()).isEqualTo("a tabby");
		assertThat(metadata(response.getResult()).model()).isEqualTo("gemini-3-pro-image");
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isEqualTo(1125);
		assertThat(response.toString()).doesNotContain("sig=");
	}

	private static Picture picture(ImageResponse response) {
		Picture picture = ((NanoBananaImage) response.getResult().getOutput()).picture().block();
		assertThat(picture).isNotNull();
		return picture;
	}

	private static NanoBananaImageGenerationMetadata metadata(ImageGeneration generation) {
		return (NanoBananaImageGenerationMetadata) generation.getMetadata();
	}

}
