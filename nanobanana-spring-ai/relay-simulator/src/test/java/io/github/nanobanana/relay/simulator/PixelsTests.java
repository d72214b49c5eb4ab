package io.github.nanobanana.relay.simulator;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of Google's image generation guide, all pairs. */
class PixelsTests {

	@ParameterizedTest
	@CsvSource({ "1:1,1024x1024,512x512,1024x1024,2048x2048,4096x4096",
			"2:3,832x1248,424x632,848x1264,1696x2528,3392x5056", "3:2,1248x832,632x424,1264x848,2528x1696,5056x3392",
			"3:4,864x1184,448x600,896x1200,1792x2400,3584x4800", "4:3,1184x864,600x448,1200x896,2400x1792,4800x3584",
			"4:5,896x1152,464x576,928x1152,1856x2304,3712x4608", "5:4,1152x896,576x464,1152x928,2304x1856,4608x3712",
			"9:16,768x1344,384x688,768x1376,1536x2752,3072x5504", "16:9,1344x768,688x384,1376x768,2752x1536,5504x3072",
			"21:9,1536x672,792x336,1584x672,3168x1344,6336x2688" })
	void ofWhenClassicRatioMatchesTable(String ratio, String first, String half, String one, String two, String four) {
		assertThat(Pixels.of(ModelFamily.NANO_BANANA, ratio, "1K")).hasToString(first);
		assertThat(tiers(ModelFamily.NANO_BANANA_2, ratio)).containsExactly(half, one, two, four);
		assertThat(tiers(ModelFamily.NANO_BANANA_PRO, ratio)).containsExactly(one, two, four);
		assertThat(tiers(ModelFamily.NANO_BANANA_2_1, ratio)).containsExactly(one, two, four);
		assertThat(tiers(ModelFamily.NANO_BANANA_2_LITE, ratio)).containsExactly(one);
	}

	@ParameterizedTest
	@CsvSource({ "1:4,256x1024,512x2048,1024x4096,2048x8192", "4:1,1024x256,2048x512,4096x1024,8192x2048",
			"1:8,192x1536,384x3072,768x6144,1536x12288", "8:1,1536x192,3072x384,6144x768,12288x1536" })
	void ofWhenExtremeRatioMatchesTable(String ratio, String half, String one, String two, String four) {
		assertThat(tiers(ModelFamily.NANO_BANANA_2, ratio)).containsExactly(half, one, two, four);
	}

	@Test
	void ratiosWhenFirstGenerationOrProAreTheClassicTen() {
		assertThat(ModelFamily.NANO_BANANA_PRO.ratios()).hasSize(10).doesNotContain("1:8");
		assertThat(ModelFamily.NANO_BANANA.ratios()).hasSize(10);
		assertThat(ModelFamily.NANO_BANANA_2.ratios()).hasSize(14);
	}

	@ParameterizedTest
	@CsvSource({ "1024x1024,1:1", "3000x1777,16:9", "1920x1080,16:9", "832x1248,2:3", "100x1000,9:16",
			"1000x100,21:9" })
	void nearestRatioWhenPixelSizeSteersRatio(String size, String ratio) {
		Pixels pixels = Pixels.parse(size);
		assertThat(pixels).isNotNull();
		assertThat(pixels.nearestRatio(Pixels.CLASSIC_RATIOS)).isEqualTo(ratio);
	}

	@ParameterizedTest
	@CsvSource({ "0x10", "1024×1024", "big", "1024x", "999999x1" })
	void parseWhenNoSizeReturnsNull(String size) {
		assertThat(Pixels.parse(size)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "nano-banana,NANO_BANANA", "nano-banana-hd,NANO_BANANA", "nano-banana-2,NANO_BANANA_PRO",
			"nano-banana-2-4k,NANO_BANANA_PRO", "nano-banana-pro,NANO_BANANA_PRO",
			"nano-banana-2-lite,NANO_BANANA_2_LITE", "gemini-2.5-flash-image-preview,NANO_BANANA",
			"gemini-3-pro-image,NANO_BANANA_PRO", "gemini-3.1-flash-image,NANO_BANANA_2",
			"gemini-nano-banana-2.1,NANO_BANANA_2_1", "gpt-image-1,GPT_IMAGE", "dall-e-3,DALL_E" })
	void familyOfAliasIsThatOfGptBestRelays(String alias, ModelFamily family) {
		assertThat(ModelFamily.of(alias)).isEqualTo(family);
	}

	private static List<String> tiers(ModelFamily family, String ratio) {
		Stream<String> tiers = family.tiers().stream();
		return tiers.map((tier) -> Pixels.of(family, ratio, tier).toString()).toList();
	}

}
