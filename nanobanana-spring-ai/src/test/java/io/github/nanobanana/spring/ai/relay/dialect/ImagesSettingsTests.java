package io.github.nanobanana.spring.ai.relay.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.relay.NotSpokenException;
import io.github.nanobanana.spring.ai.relay.SampleCall;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.WireText;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.ModelSuffix;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Pixels;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.References;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings.Tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every setting and what it does to the wire.
 */
class ImagesSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "aspect_ratio", "aspectRatio", "ratio", "size" })
	void ratioFieldWhenNamedCarriesRatio(String field) {
		assertThat(written(gptBest().ratioField(field), call().ratio("21:9")))
			.isEqualTo("{\"model\":\"m\",\"prompt\":\"a cat\",\"" + field + "\":\"21:9\",\"n\":1}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "image_size", "imageSize", "resolution", "quality", "size" })
	void tierFieldWhenNamedCarriesTier(String field) {
		assertThat(written(gptBest().tierField(field), call().tier("4K")))
			.isEqualTo("{\"model\":\"m\",\"prompt\":\"a cat\",\"" + field + "\":\"4K\",\"n\":1}");
	}

	@Test
	void fieldsWhenNoneAreNotSent() {
		assertThat(written(gptBest().ratioField(null).tierField(null), call().ratio("1:1").tier("2K"))).isEqualTo("""
				{"model":"m","prompt":"a cat","n":1}""");
	}

	@Test
	void fieldsWhenDottedGoIntoObject() {
		ImagesSettingsBuilder settings = gptBest().promptField("input.prompt")
			.ratioField("input.aspect_ratio")
			.tierField("input.resolution")
			.references(References.URL, "input.image_urls");
		assertThat(written(settings, call().ratio("1:1").tier("2K").reference("https://example.com/a.png")))
			.isEqualTo("""
					{"model":"m","input":{"prompt":"a cat","aspect_ratio":"1:1","resolution":"2K",\
					"image_urls":["https://example.com/a.png"]},"n":1}""");
	}

	@ParameterizedTest
	@CsvSource({ "CAPITAL, 512, 512", "CAPITAL, 2K, 2K", "SMALL, 512, 512", "SMALL, 2K, 2k", "HALF_K, 512, 0.5K",
			"HALF_K, 4K, 4K" })
	void tiersWhenSpelledAreWrittenSo(Tiers tiers, String tier, String written) {
		assertThat(written(gptBest().tiers(tiers), call().tier(tier)))
			.isEqualTo("{\"model\":\"m\",\"prompt\":\"a cat\",\"image_size\":\"" + written + "\",\"n\":1}");
	}

	@ParameterizedTest
	@CsvSource({ "ABOVE_1K, SMALL, nano-banana-2, 1K, nano-banana-2",
			"ABOVE_1K, SMALL, nano-banana-2, 4K, nano-banana-2-4k",
			"ABOVE_1K, SMALL, nano-banana-2-2k, 4K, nano-banana-2-2k",
			"ABOVE_1K, SMALL, nano-banana-2, , nano-banana-2", "ALWAYS, HALF_K, NanoBanana2, 512, NanoBanana2-0.5K",
			"ALWAYS, HALF_K, NanoBanana2, 1K, NanoBanana2-1K", "ALWAYS, HALF_K, NanoBanana2-4K, 1K, NanoBanana2-4K" })
	void modelSuffixWhenChosenCarriesTierInPlaceOfField(ModelSuffix suffix, Tiers tiers, String model, String tier,
			String written) {
		SampleCall call = SampleCall.of(model, "a cat").tier(tier).ratio("1:1");
		assertThat(written(gptBest().modelSuffix(suffix).tiers(tiers), call))
			.isEqualTo("{\"model\":\"" + written + "\",\"prompt\":\"a cat\",\"aspect_ratio\":\"1:1\",\"n\":1}");
	}

	@Test
	void pixelsWhenTextStandInPlaceOfRatio() {
		ImagesSettingsBuilder settings = gptBest().ratioField("size").pixels(Pixels.TEXT).tierField("resolution");
		assertThat(written(settings, call().ratio("16:9").tier("2K").pixels(2752, 1536))).isEqualTo("""
				{"model":"m","prompt":"a cat","size":"2752x1536","resolution":"2K","n":1}""");
	}

	@Test
	void pixelsWhenWidthAndHeightAreNumbers() {
		ImagesSettingsBuilder settings = gptBest().pixels(Pixels.WIDTH_AND_HEIGHT).tierField(null);
		assertThat(written(settings, call().ratio("16:9").tier("2K").pixels(2752, 1536))).isEqualTo("""
				{"model":"m","prompt":"a cat","width":2752,"height":1536,"n":1}""");
	}

	@Test
	void pixelsWhenTierSharesTheirFieldOutrankIt() {
		ImagesSettingsBuilder settings = gptBest().ratioField("size").tierField("size").pixels(Pixels.TEXT);
		assertThat(written(settings, call().ratio("16:9").tier("2K").pixels(2752, 1536))).isEqualTo("""
				{"model":"m","prompt":"a cat","size":"2752x1536","n":1}""");
		assertThat(written(settings, call().tier("2K"))).isEqualTo("""
				{"model":"m","prompt":"a cat","size":"2K","n":1}""");
	}

	@Test
	void pixelsWhenUnknownForRatioAreRefused() {
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> written(gptBest().pixels(Pixels.WIDTH_AND_HEIGHT), call().ratio("7:3")))
			.withMessage("takes a ratio only in pixels, and none are known for 7:3");
	}

	@ParameterizedTest
	@CsvSource({ "DATA_URI, images, 'data:image/png;base64,iVBORw0KGgo=', 'data:image/jpeg;base64,/9j/4A=='",
			"BASE64, urls, 'iVBORw0KGgo=', '/9j/4A=='" })
	void referencesWhenInJsonAreEncoded(References form, String field, String png, String jpeg) {
		SampleCall call = call().reference(SampleCall.png())
			.reference("https://example.com/a.png")
			.reference(SampleCall.jpeg());
		assertThat(written(gptBest().references(form, field), call))
			.isEqualTo("{\"model\":\"m\",\"prompt\":\"a cat\",\"n\":1,\"" + field + "\":[\"" + png
					+ "\",\"https://example.com/a.png\",\"" + jpeg + "\"]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "image_urls", "image_input" })
	void referencesWhenOnlyAddressesTakeNoBytes(String field) {
		ImagesSettingsBuilder settings = gptBest().references(References.URL, field);
		assertThat(written(settings, call().reference("https://example.com/a.png"))).isEqualTo(
				"{\"model\":\"m\",\"prompt\":\"a cat\",\"n\":1,\"" + field + "\":[\"https://example.com/a.png\"]}");
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> written(settings, call().reference(SampleCall.png())))
			.withMessage("takes reference pictures only as addresses");
	}

	@Test
	void filePartWhenSetNamesPictures() {
		WireRequest request = request(gptBest().filePart("image[]"),
				call().reference(SampleCall.png()).mask(SampleCall.png()));
		assertThat(WireText.of(request)).contains("name=\"image[]\"; filename=\"image-1.png\"")
			.contains("name=\"mask\"; filename=\"mask.png\"");
	}

	@Test
	void editPathWhenNoneSendsFilesInJsonAndHasNoMask() {
		ImagesSettingsBuilder settings = gptBest().editPath(null);
		assertThat(written(settings, call().reference(SampleCall.png()))).isEqualTo("""
				{"model":"m","prompt":"a cat","n":1,"image":["data:image/png;base64,iVBORw0KGgo="]}""");
		assertThatExceptionOfType(NotSpokenException.class)
			.isThrownBy(() -> written(settings, call().reference(SampleCall.png()).mask(SampleCall.png())))
			.withMessageStartingWith("has no mask");
	}

	@Test
	void countSeedAndResponseFormatWhenSwitchedOffAreNotSent() {
		assertThat(
				written(gptBest().count(false).seed(false).responseFormat(false), call().seed(7).responseFormat("url")))
			.isEqualTo("""
					{"model":"m","prompt":"a cat"}""");
	}

	@Test
	void asyncWhenSwitchedOnGoesIntoTheQuery() {
		assertThat(request(gptBest().async(true), call()).path()).isEqualTo("/v1/images/generations?async=true");
		assertThat(request(gptBest().async(true), call().reference(SampleCall.png())).path())
			.isEqualTo("/v1/images/edits?async=true");
	}

	@Test
	void pathsWhenSetAreCalled() {
		ImagesSettingsBuilder settings = gptBest().path("/v1/images/tasks").editPath("/v1/edits");
		assertThat(request(settings, call()).path()).isEqualTo("/v1/images/tasks");
		assertThat(request(settings, call().reference(SampleCall.png())).path()).isEqualTo("/v1/edits");
	}

	@Test
	void buildWhenTwoThingsShareAFieldIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> gptBest().ratioField("size").tierField("size").build())
			.withMessage("Ratio and tier cannot both go into 'size': choose another field for one of them, "
					+ "or tell the ratio in pixels.");
		assertThatIllegalArgumentException().isThrownBy(() -> gptBest().ratioField(null).pixels(Pixels.TEXT).build());
		assertThatIllegalArgumentException().isThrownBy(() -> gptBest().taskPath("/v1/tasks").build())
			.withMessageContaining("{id}");
	}

	@Test
	void mutateWhenBuiltLeavesTheOriginal() {
		ImagesSettings settings = ImagesSettings.gptBest().mutate().ratioField("ratio").build();
		assertThat(settings.toString()).contains("ratio=ratio");
		assertThat(ImagesSettings.gptBest().toString()).contains("ratio=aspect_ratio", "tier=image_size CAPITAL");
	}

	private static ImagesSettingsBuilder gptBest() {
		return ImagesSettings.gptBest().mutate();
	}

	private static SampleCall call() {
		return SampleCall.of("m", "a cat");
	}

	private static String written(ImagesSettingsBuilder settings, SampleCall call) {
		return WireText.of(request(settings, call));
	}

	private static WireRequest request(ImagesSettingsBuilder settings, SampleCall call) {
		return new GptBestDialect(settings.build()).write(call.build());
	}

}
