package io.github.nanobanana.spring.ai;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.prompt.PromptLanguage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NanoBananaPromptTests {

	private final NanoBananaPrompt.Builder builder = NanoBananaPrompt.builder();

	@Test
	void buildWhenAllPartsGivenWritesThemAndSetsOptions() {
		ImagePrompt prompt = this.builder.subject("two hovering transports")
			.scene("on a desert highway")
			.camera("low-angle wide shot")
			.lighting("rim light of a setting sun")
			.details("dust in the air", "heat haze")
			.style("cinematic")
			.lettering("LAST FUEL 300 KM", "faded red capitals", "on a road sign")
			.lettering("66")
			.keep("the sign")
			.avoid("people")
			.aspectRatio(AspectRatio.RATIO_16_9)
			.imageSize(ImageSize.FOUR_K)
			.build();
		assertThat(text(prompt)).isEqualTo("two hovering transports, on a desert highway, low-angle wide shot, "
				+ "rim light of a setting sun, dust in the air, heat haze, cinematic. "
				+ "Clear legible text saying \"LAST FUEL 300 KM\" in faded red capitals on a road sign. "
				+ "Clear legible text saying \"66\". Keep the sign locked exactly as in the given picture. "
				+ "Do not show people. 16:9, 4K resolution.");
		assertThat(prompt.getOptions()).isEqualTo(NanoBananaImageOptions.builder()
			.aspectRatio(AspectRatio.RATIO_16_9)
			.imageSize(ImageSize.FOUR_K)
			.build());
	}

	@Test
	void buildWhenChineseSaysShapeInChinese() {
		ImagePrompt prompt = this.builder.subject("雪山下的藏式小屋")
			.aspectRatio(AspectRatio.of("2.39:1"))
			.imageSize(ImageSize.TWO_K)
			.build();
		assertThat(text(prompt)).isEqualTo("雪山下的藏式小屋，2.39:1 画幅，2K 分辨率。");
		assertThat(text(this.builder.language(PromptLanguage.ENGLISH).build()))
			.isEqualTo("雪山下的藏式小屋, 2.39:1, 2K resolution.");
	}

	@Test
	void buildWhenNoShapeGivenSetsNoOption() {
		ImagePrompt prompt = this.builder.subject("a cat").build();
		assertThat(text(prompt)).isEqualTo("a cat.");
		assertThat(prompt.getOptions()).isEqualTo(NanoBananaImageOptions.builder().build());
	}

	@Test
	void buildWhenShapeIsNotInWordsSetsOptionsOnly() {
		ImagePrompt prompt = this.builder.subject("a cat")
			.aspectRatio(AspectRatio.RATIO_1_1)
			.imageSize(ImageSize.HALF_K)
			.shapeInWords(false)
			.build();
		assertThat(text(prompt)).isEqualTo("a cat.");
		assertThat(prompt.getOptions()).hasToString("NanoBananaImageOptions{aspectRatio=1:1, imageSize=512}");
		assertThat(text(this.builder.shapeInWords(true).build())).isEqualTo("a cat, 1:1, 512px resolution.");
	}

	@Test
	void buildWhenFurtherOptionsGivenMergesThemUnderTheShape() {
		NanoBananaImageOptions further = NanoBananaImageOptions.builder()
			.n(4)
			.seed(7L)
			.aspectRatio("9:16")
			.imageSize("1K")
			.extraBody(Map.of("user", "u"))
			.build();
		ImagePrompt prompt = this.builder.subject("a cat")
			.aspectRatio(AspectRatio.RATIO_16_9)
			.options(further)
			.options(null)
			.build();
		assertThat(text(prompt)).isEqualTo("a cat, 16:9, 1K resolution.");
		assertThat(prompt.getOptions()).isEqualTo(further.mutate().aspectRatio("16:9").build());
	}

	@Test
	void buildWhenFurtherOptionsComeTwiceLaysLaterOverEarlier() {
		ImagePrompt prompt = this.builder.subject("a cat")
			.options(NanoBananaImageOptions.builder().n(4).model("a").build())
			.options(ImageOptionsBuilder.builder().model("b").build())
			.build();
		assertThat(prompt.getOptions()).isEqualTo(NanoBananaImageOptions.builder().n(4).model("b").build());
	}

	@Test
	void buildWhenFurtherOptionsHaveSizeReplacesItByRatio() {
		NanoBananaImageOptions further = NanoBananaImageOptions.builder().size("1024x1024").build();
		assertThat(text(this.builder.subject("a cat").options(further).build())).isEqualTo("a cat.");
		ImagePrompt prompt = this.builder.aspectRatio(AspectRatio.RATIO_3_2).build();
		assertThat(text(prompt)).isEqualTo("a cat, 3:2.");
		assertThat(prompt.getOptions()).isEqualTo(NanoBananaImageOptions.builder().aspectRatio("3:2").build());
	}

	@Test
	void buildWhenShapeIsUnsetSaysNoneOfIt() {
		this.builder.subject("a cat").aspectRatio(AspectRatio.RATIO_1_1).imageSize(ImageSize.ONE_K).build();
		ImagePrompt prompt = this.builder.aspectRatio(null).imageSize(null).build();
		assertThat(text(prompt)).isEqualTo("a cat.");
		assertThat(prompt.getOptions()).hasToString("NanoBananaImageOptions{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "\u3000" })
	void buildWhenSubjectIsBlankIsRefused(String subject) {
		assertRefused(this.builder.subject(subject), "The prompt's subject is blank: say what the picture shows.");
	}

	@Test
	void buildWhenPartIsBadIsRefused() {
		assertRefused(this.builder.subject("a\u0000cat"),
				"The prompt's subject has the control character U+0000: leave that out.");
		assertRefused(this.builder.subject("a cat").style("x".repeat(30_000)),
				"The prompt's style has 30000 characters: shorten it to at most 20000.");
	}

	private static void assertRefused(NanoBananaPrompt.Builder builder, String message) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(builder::build).withMessage(message);
	}

	private static String text(ImagePrompt prompt) {
		assertThat(prompt.getInstructions()).hasSize(1);
		return prompt.getInstructions().get(0).getText();
	}

}
