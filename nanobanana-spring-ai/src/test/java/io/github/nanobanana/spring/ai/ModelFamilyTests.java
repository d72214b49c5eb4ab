package io.github.nanobanana.spring.ai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.image.PixelSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ModelFamily} and {@link ModelAliases}.
 */
class ModelFamilyTests {

	@ParameterizedTest
	@MethodSource("io.github.nanobanana.spring.ai.PixelTableFixture#cells")
	void pixelsWhenPairIsDrawnAreThoseOfTheTable(PixelTableFixture.Cell cell) {
		assertThat(cell.family().pixels(AspectRatio.of(cell.ratio()), ImageSize.of(cell.size())))
			.isEqualTo(new PixelSize(cell.width(), cell.height()));
	}

	@Test
	void pixelsWhenPairIsNotDrawnAreNull() {
		assertThat(ModelFamily.GEMINI_3_PRO_IMAGE.pixels(AspectRatio.RATIO_1_8, ImageSize.ONE_K)).isNull();
		assertThat(ModelFamily.NANO_BANANA_2_1.pixels(AspectRatio.RATIO_1_1, ImageSize.HALF_K)).isNull();
		assertThat(ModelFamily.GEMINI_2_5_FLASH_IMAGE.pixels(AspectRatio.RATIO_1_1, ImageSize.TWO_K)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "GEMINI_2_5_FLASH_IMAGE,10,1,3", "GEMINI_3_PRO_IMAGE,10,3,14", "GEMINI_3_1_FLASH_IMAGE,14,4,14",
			"GEMINI_3_1_FLASH_LITE_IMAGE,14,1,14", "NANO_BANANA_2_1,14,3,14" })
	void familyHasItsRatiosSizesAndReferences(ModelFamily family, int ratios, int sizes, int references) {
		assertThat(family.ratios()).hasSize(ratios);
		assertThat(family.sizes()).hasSize(sizes).isSorted().contains(ImageSize.ONE_K);
		assertThat(family.maxReferences()).isEqualTo(references);
		long cells = PixelTableFixture.cells().stream().filter((cell) -> cell.family() == family).count();
		assertThat(cells).isEqualTo((long) ratios * sizes);
	}

	@ParameterizedTest
	@EnumSource
	void ofWhenGoogleIdGivesFamily(ModelFamily family) {
		assertThat(ModelFamily.of(family.id())).isEqualTo(family);
		assertThat(ModelFamily.of(family.id() + "-preview")).isEqualTo(family);
		assertThat(ModelFamily.of("google/" + family.id() + "-preview-4k")).isEqualTo(family);
		assertThat(ModelAliases.google().family("models/" + family.id())).isEqualTo(family);
	}

	@ParameterizedTest
	@CsvSource({ "nano-banana,gemini-2.5-flash-image", "nano-banana-hd,gemini-2.5-flash-image",
			"nano-banana-2,gemini-3-pro-image", "nano-banana-2-2k,gemini-3-pro-image",
			"nano-banana-2-4k,gemini-3-pro-image", "Nano-Banana-2-4K,gemini-3-pro-image",
			"nano-banana-pro,gemini-3-pro-image", "nano-banana-pro-4k,gemini-3-pro-image",
			"gemini-3-pro-image-preview-2k,gemini-3-pro-image", "gemini-3-pro-image-2k-preview,gemini-3-pro-image",
			"NanoBanana2-1K,gemini-3.1-flash-image", "nano-banana-2-lite,gemini-3.1-flash-lite-image",
			"nano-banana-2.1,gemini-nano-banana-2.1" })
	void ofWhenAliasGivesTheSeedRelaysMeaning(String name, String id) {
		assertThat(ModelFamily.of(name)).extracting(ModelFamily::id).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "gpt-image-1", "nano-banana-3", "banana", "-4k", "/", "nano-banana/" })
	void ofWhenNameIsUnknownGivesNull(String name) {
		assertThat(ModelFamily.of(name)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "nano-banana-2-2k,2K", "nano-banana-2-4K,4K", "NanoBanana2-1K,1K", "gemini-3-pro-image-4k-preview,4K",
			"gemini-3.1-flash-image-512,512", "somebody-elses-4k,4K", "nano-banana-2,", "nano-banana,", "4k,", "-4k,",
			"nano-banana-24k," })
	void fixedSizeIsTheTierAtTheEndOfTheName(String name, String size) {
		assertThat(ModelFamily.fixedSize(name)).isEqualTo((size != null) ? ImageSize.of(size) : null);
	}

	@Test
	void withWhenAliasIsReplacedAlsoMeansItsSuffixes() {
		ModelAliases aliases = ModelAliases.defaults().with("Nano-Banana-2", ModelFamily.GEMINI_3_1_FLASH_IMAGE);
		assertThat(aliases.family("nano-banana-2-4k")).isEqualTo(ModelFamily.GEMINI_3_1_FLASH_IMAGE);
		assertThat(aliases.family("nano-banana-pro")).isEqualTo(ModelFamily.GEMINI_3_PRO_IMAGE);
		assertThat(aliases).isNotEqualTo(ModelAliases.defaults());
		assertThat(ModelAliases.defaults().family("nano-banana-2")).isEqualTo(ModelFamily.GEMINI_3_PRO_IMAGE);
	}

}
