package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.RelayDialect.Header;
import io.github.nanobanana.spring.ai.relay.SampleCall;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.WireText;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect.Spelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link GeminiDialect} writes, byte for byte.
 */
class GeminiDialectTests {

	private final GeminiDialect dialect = new GeminiDialect();

	@Test
	void credentialsWhenKeyIsGivenGoIntoAHeader() {
		Header header = this.dialect.credentials("secret");
		assertThat(header).isEqualTo(new Header("x-goog-api-key", "secret"));
		assertThat(header.toString()).doesNotContain("secret");
	}

	@Test
	void writeWhenOnlyPromptAsksForWordsAndPicture() {
		WireRequest request = this.dialect.write(call().build());
		assertThat(request.path()).isEqualTo("/v1beta/models/gemini-3-pro-image-preview:generateContent");
		assertThat(request.contentType()).isEqualTo("application/json");
		assertThat(WireText.of(request)).isEqualTo("""
				{"contents":[{"parts":[{"text":"a cat"}],"role":"user"}],\
				"generationConfig":{"responseModalities":["TEXT","IMAGE"]}}""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					CAMEL_CASE | {"contents":[{"parts":[{"text":"a cat"},{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},{"inlineData":{"mimeType":"image/jpeg","data":"/9j/4A=="}}],"role":"user"}],"generationConfig":{"responseModalities":["TEXT","IMAGE"],"seed":7,"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}}
					SNAKE_CASE | {"contents":[{"parts":[{"text":"a cat"},{"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo="}},{"inline_data":{"mime_type":"image/jpeg","data":"/9j/4A=="}}],"role":"user"}],"generation_config":{"response_modalities":["TEXT","IMAGE"],"seed":7,"image_config":{"aspect_ratio":"16:9","image_size":"2K"}}}
					MIXED      | {"contents":[{"parts":[{"text":"a cat"},{"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo="}},{"inline_data":{"mime_type":"image/jpeg","data":"/9j/4A=="}}],"role":"user"}],"generationConfig":{"responseModalities":["TEXT","IMAGE"],"seed":7,"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}}
					""")
	void writeWhenEverythingIsSetSpellsIt(Spelling spelling, String expected) {
		WireRequest request = new GeminiDialect(spelling).write(call().ratio("16:9")
			.tier("2K")
			.pixels(2752, 1536)
			.responseFormat("b64_json")
			.seed(7)
			.reference(SampleCall.png())
			.reference(SampleCall.jpeg())
			.build());
		assertThat(WireText.of(request)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			21:9 | ,"imageConfig":{"aspectRatio":"21:9"}
			4k   | ,"imageConfig":{"imageSize":"4K"}
			auto | ~~
			""")
	void writeWhenSizeIsRatioOrTierTakesItAsSuch(String size, String expected) {
		assertThat(WireText.of(this.dialect.write(call().size(size).build())))
			.isEqualTo("{\"contents\":[{\"parts\":[{\"text\":\"a cat\"}],\"role\":\"user\"}],"
					+ "\"generationConfig\":{\"responseModalities\":[\"TEXT\",\"IMAGE\"]" + expected + "}}");
	}

	@Test
	void writeWhenExtraBodyIsSetJoinsObjects() {
		WireRequest request = this.dialect.write(call().ratio("1:1")
			.extra("generationConfig",
					Map.of("imageConfig", Map.of("imageSize", "2K"), "responseModalities", List.of("IMAGE")))
			.extra("safetySettings", List.of())
			.build());
		assertThat(WireText.of(request)).isEqualTo("""
				{"contents":[{"parts":[{"text":"a cat"}],"role":"user"}],\
				"generationConfig":{"responseModalities":["IMAGE"],\
				"imageConfig":{"aspectRatio":"1:1","imageSize":"2K"}},"safetySettings":[]}""");
	}

	@Test
	void writeWhenExtraBodyReplacesContentsLeavesPicturesAway() {
		WireRequest request = this.dialect
			.write(call().reference(SampleCall.png()).extra("contents", List.of()).without("generationConfig").build());
		assertThat(WireText.of(request)).isEqualTo("""
				{"contents":[]}""");
	}

	@Test
	void writeWhenModelNeedsItEncodesThePath() {
		assertThat(this.dialect.write(SampleCall.of("models/a b/../c?x", "p").build()).path())
			.isEqualTo("/v1beta/models/a%20b%2F..%2Fc%3Fx:generateContent");
	}

	@Test
	void writeWhenThereAreNoWordsForItSaysSo() {
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> this.dialect.write(call().mask(SampleCall.png()).build()))
			.withMessageStartingWith("has no mask");
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> this.dialect.write(call().reference("https://example.com/a.png").build()))
			.withMessage("takes reference pictures only as bytes, not as addresses");
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> this.dialect.write(call().size("1024x1024").build()))
			.withMessage("has no field for a size such as 1024x1024: set aspectRatio and imageSize in its place");
	}

	private static SampleCall call() {
		return SampleCall.of("gemini-3-pro-image-preview", "a cat");
	}

}
