package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.SampleCall;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.WireText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link GptBestDialect} and {@link OpenAiDialect} write, byte for byte.
 */
class ImagesRequestTests {

	private static final GptBestDialect GPT_BEST = new GptBestDialect();

	private static final OpenAiDialect OPENAI = new OpenAiDialect();

	private static final String EDIT = crlf("""
			--BOUNDARY
			Content-Disposition: form-data; name="model"

			nano-banana-2
			--BOUNDARY
			Content-Disposition: form-data; name="prompt"

			a cat
			--BOUNDARY
			Content-Disposition: form-data; name="aspect_ratio"

			3:2
			--BOUNDARY
			Content-Disposition: form-data; name="image_size"

			1K
			--BOUNDARY
			Content-Disposition: form-data; name="n"

			1
			--BOUNDARY
			Content-Disposition: form-data; name="response_format"

			url
			--BOUNDARY
			Content-Disposition: form-data; name="seed"

			7
			--BOUNDARY
			Content-Disposition: form-data; name="image"; filename="image-1.png"
			Content-Type: image/png

			<png>
			--BOUNDARY
			Content-Disposition: form-data; name="image"; filename="image-2.jpg"
			Content-Type: image/jpeg

			<jpeg>
			--BOUNDARY--
			""");

	@Test
	void writeWhenOnlyPromptSendsModelPromptAndOne() {
		WireRequest request = GPT_BEST.write(call().build());
		assertThat(request.path()).isEqualTo("/v1/images/generations");
		assertThat(request.contentType()).isEqualTo("application/json");
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a cat","n":1}""");
	}

	@Test
	void writeWhenEverythingIsSetSendsFieldsOfGptBest() {
		WireRequest request = GPT_BEST.write(SampleCall.of("nano-banana-2", "一只猫 \"hi\"\n")
			.ratio("16:9")
			.tier("2K")
			.pixels(2752, 1536)
			.responseFormat("url")
			.seed(7)
			.build());
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","prompt":"一只猫 \\"hi\\"\\n","aspect_ratio":"16:9","image_size":"2K","n":1,\
				"response_format":"url","seed":7}""");
	}

	@Test
	void writeWhenSizeIsSetSendsItInPlaceOfRatioAndTier() {
		assertThat(WireText.of(GPT_BEST.write(call().size("1024x1024").ratio("16:9").tier("2K").build()))).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a cat","size":"1024x1024","n":1}""");
	}

	@Test
	void writeWhenOpenAiSendsOnlyFieldsThatAreForwarded() {
		WireRequest request = OPENAI
			.write(call().ratio("16:9").tier("2K").pixels(2752, 1536).responseFormat("b64_json").seed(7).build());
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a cat","size":"16:9","quality":"2K","n":1,\
				"response_format":"b64_json"}""");
	}

	@Test
	void writeWhenReferencesAreFilesSendsMultipartEdit() {
		WireRequest request = GPT_BEST.write(call().ratio("3:2")
			.tier("1K")
			.responseFormat("url")
			.seed(7)
			.reference(SampleCall.png())
			.reference(SampleCall.jpeg())
			.build());
		assertThat(request.path()).isEqualTo("/v1/images/edits");
		assertThat(WireText.contentType(request)).isEqualTo("multipart/form-data; boundary=BOUNDARY");
		assertThat(WireText.of(request)).isEqualTo(EDIT);
	}

	@Test
	void writeWhenMaskIsSetSendsItAfterThePicture() {
		WireRequest request = OPENAI
			.write(call().size("1024x1024").reference(SampleCall.jpeg()).mask(SampleCall.png()).build());
		assertThat(request.path()).isEqualTo("/v1/images/edits");
		assertThat(WireText.of(request)).isEqualTo(crlf("""
				--BOUNDARY
				Content-Disposition: form-data; name="model"

				nano-banana-2
				--BOUNDARY
				Content-Disposition: form-data; name="prompt"

				a cat
				--BOUNDARY
				Content-Disposition: form-data; name="size"

				1024x1024
				--BOUNDARY
				Content-Disposition: form-data; name="n"

				1
				--BOUNDARY
				Content-Disposition: form-data; name="image[]"; filename="image-1.jpg"
				Content-Type: image/jpeg

				<jpeg>
				--BOUNDARY
				Content-Disposition: form-data; name="mask"; filename="mask.png"
				Content-Type: image/png

				<png>
				--BOUNDARY--
				"""));
	}

	@Test
	void writeWhenAReferenceIsAnAddressSendsAllInJson() {
		WireRequest request = GPT_BEST
			.write(call().reference("https://example.com/a.png?x=1").reference(SampleCall.png()).build());
		assertThat(request.path()).isEqualTo("/v1/images/generations");
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a cat","n":1,\
				"image":["https://example.com/a.png?x=1","data:image/png;base64,iVBORw0KGgo="]}""");
	}

	@Test
	void writeWhenMaskComesWithAddressSaysThatItHasNoWords() {
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(
					() -> GPT_BEST.write(call().reference("https://example.com/a.png").mask(SampleCall.png()).build()))
			.withMessage("takes the pictures of an edit with a mask only as bytes");
	}

	@Test
	void writeWhenExtraBodyIsSetMergesItLast() {
		WireRequest request = GPT_BEST.write(call().ratio("1:1")
			.extra("prompt", "a dog")
			.extra("extra_fields", Map.of("watermark", false))
			.extra("list", List.of(1, "b"))
			.without("n")
			.build());
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a dog","aspect_ratio":"1:1",\
				"extra_fields":{"watermark":false},"list":[1,"b"]}""");
	}

	@Test
	void writeWhenExtraBodyMeetsAnEditSendsNoFieldTwice() {
		WireRequest request = GPT_BEST.write(call().reference(SampleCall.png())
			.extra("prompt", "a dog")
			.extra("extra_fields", Map.of("watermark", false))
			.extra("na\"me\r\n", 5)
			.without("n")
			.build());
		assertThat(WireText.of(request)).isEqualTo(crlf("""
				--BOUNDARY
				Content-Disposition: form-data; name="model"

				nano-banana-2
				--BOUNDARY
				Content-Disposition: form-data; name="prompt"

				a dog
				--BOUNDARY
				Content-Disposition: form-data; name="extra_fields"

				{"watermark":false}
				--BOUNDARY
				Content-Disposition: form-data; name="na%22me%0D%0A"

				5
				--BOUNDARY
				Content-Disposition: form-data; name="image"; filename="image-1.png"
				Content-Type: image/png

				<png>
				--BOUNDARY--
				"""));
	}

	@Test
	void writeWhenExtraBodyReplacesReferencesLeavesThemAway() {
		WireRequest request = GPT_BEST.write(call().reference("https://example.com/a.png")
			.reference(SampleCall.png())
			.extra("image", "https://example.com/b.png")
			.build());
		assertThat(WireText.of(request)).isEqualTo("""
				{"model":"nano-banana-2","prompt":"a cat","n":1,"image":"https://example.com/b.png"}""");
	}

	@Test
	void writeWhenExtraBodyIsNoJsonSaysSo() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> GPT_BEST.write(call().extra("x", new Broken()).build()))
			.withMessageStartingWith("extraBody holds a " + Broken.class.getName());
	}

	private static SampleCall call() {
		return SampleCall.of("nano-banana-2", "a cat");
	}

	private static String crlf(String text) {
		return text.replace("\n", "\r\n");
	}

	/** Something that cannot become JSON. */
	public static final class Broken {

		public String getValue() {
			throw new IllegalStateException("no");
		}

	}

}
