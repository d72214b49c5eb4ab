package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.NanoBananaImageOptions.Builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ImageOptionsResolver}.
 */
class ImageOptionsResolverTests {

	private static final NanoBananaImageOptions NOTHING = NanoBananaImageOptions.builder().build();

	private final ImageOptionsResolver resolver = new ImageOptionsResolver(ModelAliases.defaults());

	@Test
	void resolveWhenNothingIsSetGivesDefaults() {
		NanoBananaImageOptions defaults = NanoBananaImageOptions.builder()
			.model("nano-banana-2")
			.n(1)
			.timeout(Duration.ofSeconds(300))
			.build();
		for (ImageOptions request : Arrays.asList(null, new ImagePrompt("x").getOptions())) {
			ResolvedImageOptions resolved = this.resolver.resolve(request, NOTHING);
			assertThat(resolved.toOptions()).isEqualTo(defaults);
			assertThat(resolved.aspectRatio()).isNull();
			assertThat(resolved.imageSize()).isNull();
			assertThat(resolved.extraBody()).isEmpty();
			assertThat(resolved.notes()).isEmpty();
		}
	}

	@Test
	void resolveWhenEverythingIsConfiguredKeepsItForAnEmptyRequest() {
		NanoBananaImageOptions configured = NanoBananaImageOptions.builder()
			.model("nano-banana-pro")
			.n(3)
			.aspectRatio("21:9")
			.imageSize("4K")
			.responseFormat("B64_JSON")
			.seed(7L)
			.timeout(Duration.ofMinutes(10))
			.extraBody(Map.of("a", 1))
			.build();
		ResolvedImageOptions resolved = this.resolver.resolve(new ImagePrompt("x").getOptions(), configured);
		assertThat(resolved.aspectRatio()).isEqualTo(AspectRatio.RATIO_21_9);
		assertThat(resolved.imageSize()).isEqualTo(ImageSize.FOUR_K);
		assertThat(resolved.responseFormat()).isEqualTo("b64_json");
		assertThat(resolved.seed()).isEqualTo(7);
		assertThat(resolved.notes()).isEmpty();
		assertThat(resolved.toOptions()).isEqualTo(configured);
	}

	@Test
	void resolveWhenPortableSquareSendsRatioAndTier() {
		ImageOptions portable = ImageOptionsBuilder.builder().width(1024).height(1024).build();
		ResolvedImageOptions resolved = this.resolver.resolve(portable, NOTHING);
		assertThat(resolved.aspectRatio()).isEqualTo(AspectRatio.RATIO_1_1);
		assertThat(resolved.imageSize()).isEqualTo(ImageSize.ONE_K);
		assertThat(resolved.size()).isNull();
		assertThat(resolved.notes()).isEmpty();
		assertThat(resolved.toOptions().getWidth()).isEqualTo(1024);
	}

	@Test
	void resolveWhenSizeIsSetSendsItAlone() {
		ResolvedImageOptions resolved = resolve((options) -> options.size("1024×1024"));
		assertThat(resolved.size()).isEqualTo("1024x1024");
		assertThat(resolved.aspectRatio()).isNull();
		assertThat(resolved.imageSize()).isNull();
		assertThat(resolved.notes()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			// model | ratio | tier | pixels -> sent ratio | sent tier | note
			"nano-banana-2 | 16:9 | 2K | - | 16:9 | 2K | -", "nano-banana-2 | 1.5:1 | - | - | 3:2 | - | -",
			"nano-banana-2 | 2.39:1 | - | - | 21:9 | - | aspectRatio 2.39:1 was sent as 21:9, the nearest that gemini-3-pro-image draws",
			"nano-banana-2 | 1:8 | - | - | 9:16 | - | aspectRatio 1:8 was sent as 9:16, the nearest that gemini-3-pro-image draws",
			"nano-banana-2.1 | 1:8 | - | - | 1:8 | - | -",
			"nano-banana-2 | - | 512 | - | - | 1K | imageSize 512 was sent as 1K, the nearest that gemini-3-pro-image draws",
			"gemini-3.1-flash-image | - | 512 | - | - | 512 | -", "nano-banana | 16:9 | 1K | - | 16:9 | - | -",
			"nano-banana | 16:9 | 4K | - | 16:9 | - | imageSize 4K was not sent: gemini-2.5-flash-image draws 1K only",
			"nano-banana-2-lite | - | 512 | - | - | - | imageSize 512 was not sent: gemini-3.1-flash-lite-image draws 1K only",
			"nano-banana-2-2k | - | 2K | - | - | - | -",
			"nano-banana-2-2k | - | 4K | - | - | - | imageSize 4K was not sent: the model name 'nano-banana-2-2k' fixes 2K",
			"future-banana | 2.39:1 | 512 | - | 2.39:1 | 512 | -",
			"future-banana-4k | 2.39:1 | 4K | - | 2.39:1 | - | -", "nano-banana | - | - | 1344x768 | 16:9 | - | -",
			"nano-banana-2-2k | - | - | 2752x1536 | 16:9 | - | -", "nano-banana-2 | - | - | 5504x3072 | 16:9 | 4K | -",
			"nano-banana-2 | - | - | 1920x1080 | 16:9 | 2K | width and height 1920x1080 were taken as 16:9 at 2K, about 2752x1536 pixels",
			"nano-banana-2-4k | - | - | 1024x1024 | 1:1 | - | width and height 1024x1024 were taken as 1:1 at 4K, about 4096x4096 pixels",
			"nano-banana | - | - | 2048x2048 | 1:1 | - | width and height 2048x2048 were taken as 1:1 at 1K, about 1024x1024 pixels",
			"nano-banana-2 | 16:9 | - | 1024x1024 | 16:9 | 1K | width and height 1024x1024 were taken as 16:9 at 1K, about 1376x768 pixels",
			"nano-banana-2 | - | 4K | 1024x1024 | 1:1 | 4K | width and height 1024x1024 were taken as 1:1 at 4K, about 4096x4096 pixels",
			"future-banana | - | - | 1024x1024 | 1:1 | 1K | -",
			"future-banana | - | - | 1000x1000 | 1:1 | 1K | width and height 1000x1000 were taken as 1:1 at 1K, about 1024x1024 pixels, as gemini-3-pro-image draws them, since the model 'future-banana' is not known",
			"future-banana | 2.39:1 | - | 800x600 | 2.39:1 | 1K | width and height 800x600 were taken as 2.39:1 at 1K, as gemini-3-pro-image draws them, since the model 'future-banana' is not known",
			"nano-banana-2 | - | - | 800x | - | - | width 800 was ignored: it needs a height",
			"nano-banana-2 | 1:1 | - | x800 | 1:1 | - | height 800 was ignored: it needs a width" })
	void resolveWhenShapeIsAsked(String model, String ratio, String tier, String pixels, String sentRatio,
			String sentTier, String note) {
		ResolvedImageOptions resolved = resolve((options) -> {
			options.model(model).aspectRatio(ratio).imageSize(tier);
			if (pixels != null) {
				String[] sides = pixels.split("x", -1);
				options.width(sides[0].isEmpty() ? null : Integer.valueOf(sides[0]));
				options.height(sides[1].isEmpty() ? null : Integer.valueOf(sides[1]));
			}
		});
		assertThat(resolved.aspectRatio()).isEqualTo((sentRatio != null) ? AspectRatio.of(sentRatio) : null);
		assertThat(resolved.imageSize()).isEqualTo((sentTier != null) ? ImageSize.of(sentTier) : null);
		assertThat(resolved.notes()).isEqualTo((note != null) ? List.of(note) : List.of());
		assertThat(resolved.model()).isEqualTo(model);
	}

	@Test
	void resolveWhenAliasesSayOtherwiseUsesTheirFamily() {
		ImageOptionsResolver other = new ImageOptionsResolver(
				ModelAliases.defaults().with("nano-banana-2", ModelFamily.GEMINI_3_1_FLASH_IMAGE));
		ResolvedImageOptions resolved = other
			.resolve(NanoBananaImageOptions.builder().aspectRatio("1:8").imageSize("512").build(), NOTHING);
		assertThat(resolved.aspectRatio()).isEqualTo(AspectRatio.RATIO_1_8);
		assertThat(resolved.imageSize()).isEqualTo(ImageSize.HALF_K);
		assertThat(resolved.notes()).isEmpty();
	}

	@Test
	void resolveWhenStyleIsSetNotesThatItIsIgnored() {
		ImageOptions portable = ImageOptionsBuilder.builder().style("vivid").build();
		assertThat(this.resolver.resolve(portable, NOTHING).notes())
			.containsExactly("style 'vivid' was ignored: Nano Banana relays have no such field; say it in the prompt");
	}

	@Test
	void resolveWhenRequestHasOneSideAndSizeIsConfiguredNotesIt() {
		ImageOptions portable = ImageOptionsBuilder.builder().width(800).build();
		ResolvedImageOptions resolved = this.resolver.resolve(portable,
				NanoBananaImageOptions.builder().size("auto").build());
		assertThat(resolved.size()).isEqualTo("auto");
		assertThat(resolved.notes()).containsExactly("width 800 was ignored: it needs a height");
		assertThat(resolved.toOptions().getSize()).isEqualTo("auto");
	}

	@ParameterizedTest
	@CsvSource({ "1,1,0", "0,,1", "-1,,0", "9007199254740991,9007199254740991,0" })
	void resolveWhenSeedIsSetSendsItAboveZero(Long seed, Long sent, int notes) {
		ResolvedImageOptions resolved = resolve((options) -> options.seed(seed));
		assertThat(resolved.seed()).isEqualTo(sent);
		assertThat(resolved.notes()).hasSize(notes);
	}

	static Stream<Consumer<Builder>> absurd() {
		return Stream.of((options) -> options.n(0), (options) -> options.n(-1), (options) -> options.n(17),
				(options) -> options.n(1000), (options) -> options.width(0).height(1),
				(options) -> options.width(1).height(-1), (options) -> options.width(20001).height(1),
				(options) -> options.height(0), (options) -> options.model(""), (options) -> options.model(" \t"),
				(options) -> options.model("a\nb"), (options) -> options.model("m".repeat(201)),
				(options) -> options.responseFormat("png"), (options) -> options.responseFormat(""),
				(options) -> options.seed(-2L), (options) -> options.seed(Long.MAX_VALUE),
				(options) -> options.timeout(Duration.ZERO), (options) -> options.timeout(Duration.ofMillis(-1)),
				(options) -> options.timeout(Duration.ofSeconds(3601)),
				(options) -> options.timeout(Duration.ofSeconds(Long.MAX_VALUE)));
	}

	@ParameterizedTest
	@MethodSource("absurd")
	void resolveWhenAnOptionIsAbsurdIsRefusedAtEitherLevel(Consumer<Builder> set) {
		Builder builder = NanoBananaImageOptions.builder();
		set.accept(builder);
		NanoBananaImageOptions options = builder.build();
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> this.resolver.resolve(options, NOTHING))
			.withMessageMatching("The option \\w+ is [^\\p{Cntrl}]{1,90}: [^\\p{Cntrl}]+\\.");
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> this.resolver.resolve(null, options));
	}

	@Test
	void resolveWhenAtTheBoundsPasses() {
		ResolvedImageOptions resolved = resolve((options) -> options.n(16)
			.width(20000)
			.height(1)
			.timeout(Duration.ofHours(1))
			.responseFormat("url")
			.model("m".repeat(200)));
		assertThat(resolved.n()).isEqualTo(16);
	}

	@Test
	void toStringHidesValuesOfExtraFields() {
		assertThat(resolve((options) -> options.extraBody(Map.of("token", "hush"))).toString()).contains("token")
			.doesNotContain("hush");
	}

	private ResolvedImageOptions resolve(Consumer<Builder> request) {
		Builder builder = NanoBananaImageOptions.builder();
		request.accept(builder);
		return this.resolver.resolve(builder.build(), NOTHING);
	}

}
