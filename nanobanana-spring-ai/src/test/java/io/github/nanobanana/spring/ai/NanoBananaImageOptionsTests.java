package io.github.nanobanana.spring.ai;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.spring.ai.NanoBananaImageOptions.Builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NanoBananaImageOptions} and the rules by which they are merged.
 */
class NanoBananaImageOptionsTests {

	private static final ReferenceImage PICTURE = ReferenceImage.of(URI.create("https://example.com/cat.png"));

	/**
	 * One option with a configured and a requested value.
	 */
	record Row<T>(String name, BiFunction<Builder, T, Builder> set, Function<NanoBananaImageOptions, T> get,
			T configured, T requested) {

		NanoBananaImageOptions configuredOnly() {
			return this.set.apply(NanoBananaImageOptions.builder(), this.configured).build();
		}

		NanoBananaImageOptions requestedOnly() {
			return this.set.apply(NanoBananaImageOptions.builder(), this.requested).build();
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	static Stream<Row<?>> rows() {
		return Stream.of(new Row<>("n", Builder::n, NanoBananaImageOptions::getN, 2, 3),
				new Row<>("model", Builder::model, NanoBananaImageOptions::getModel, "a", "b"),
				new Row<>("width", Builder::width, NanoBananaImageOptions::getWidth, 100, 200),
				new Row<>("height", Builder::height, NanoBananaImageOptions::getHeight, 100, 200),
				new Row<>("responseFormat", Builder::responseFormat, NanoBananaImageOptions::getResponseFormat, "url",
						"b64_json"),
				new Row<>("style", Builder::style, NanoBananaImageOptions::getStyle, "vivid", "natural"),
				new Row<AspectRatio>("aspectRatio", Builder::aspectRatio, NanoBananaImageOptions::getAspectRatio,
						AspectRatio.RATIO_1_1, AspectRatio.RATIO_16_9),
				new Row<ImageSize>("imageSize", Builder::imageSize, NanoBananaImageOptions::getImageSize,
						ImageSize.ONE_K, ImageSize.FOUR_K),
				new Row<>("size", Builder::size, NanoBananaImageOptions::getSize, "1024x1024", "auto"),
				new Row<>("seed", Builder::seed, NanoBananaImageOptions::getSeed, 1L, 2L),
				new Row<>("timeout", Builder::timeout, NanoBananaImageOptions::getTimeout, Duration.ofSeconds(1),
						Duration.ofSeconds(2)),
				new Row<List<ReferenceImage>>("references", Builder::references, NanoBananaImageOptions::getReferences,
						List.of(PICTURE), List.of(PICTURE, PICTURE)),
				new Row<ReferenceImage>("mask", Builder::mask, NanoBananaImageOptions::getMask, PICTURE,
						ReferenceImage.of(URI.create("https://example.com/mask.png"))),
				new Row<ExactSize>("exactSize", Builder::exactSize, NanoBananaImageOptions::getExactSize,
						ExactSize.CROP, ExactSize.PAD),
				new Row<Map<String, Object>>("extraBody", Builder::extraBody, NanoBananaImageOptions::getExtraBody,
						Map.of("a", 1), Map.of("a", 2)));
	}

	@Test
	void rowsCoverEveryOption() {
		assertThat(rows().map(Row::name)).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(OptionValues.Key.values()).map(OptionValues.Key::toString).toList());
	}

	@ParameterizedTest
	@MethodSource("rows")
	<T> void mergeWhenBothLevelsSetAnOptionTakesTheRequests(Row<T> row) {
		NanoBananaImageOptions merged = row.configuredOnly().merge(row.requestedOnly());
		assertThat(row.get().apply(merged)).isEqualTo(row.requested());
		assertThat(merged).isEqualTo(row.requestedOnly());
	}

	@ParameterizedTest
	@MethodSource("rows")
	<T> void mergeWhenRequestSetsNothingKeepsTheConfigured(Row<T> row) {
		NanoBananaImageOptions configured = row.configuredOnly();
		assertThat(configured.merge(null)).isEqualTo(configured);
		assertThat(configured.merge(NanoBananaImageOptions.builder().build())).isEqualTo(configured);
		assertThat(configured.merge(new ImagePrompt("x").getOptions())).isEqualTo(configured);
	}

	@ParameterizedTest
	@MethodSource("rows")
	<T> void mergeWhenOnlyTheRequestSetsAnOptionTakesIt(Row<T> row) {
		NanoBananaImageOptions nothing = NanoBananaImageOptions.builder().build();
		assertThat(nothing.merge(row.requestedOnly())).isEqualTo(row.requestedOnly());
		assertThat(row.get().apply(nothing)).isNull();
	}

	@ParameterizedTest
	@MethodSource("rows")
	<T> void mergeWhenRequestSetsOnlyNChangesOnlyN(Row<T> row) {
		NanoBananaImageOptions expected = row.configuredOnly().mutate().n(7).build();
		assertThat(row.configuredOnly().merge(ImageOptionsBuilder.builder().n(7).build())).isEqualTo(expected);
		assertThat(row.configuredOnly().merge(NanoBananaImageOptions.builder().n(7).build())).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("rows")
	<T> void mutateWhenOptionIsSetToNullUnsetsIt(Row<T> row) {
		assertThat(row.set().apply(row.configuredOnly().mutate(), null).build())
			.isEqualTo(NanoBananaImageOptions.builder().build())
			.hasSameHashCodeAs(NanoBananaImageOptions.builder().build());
		assertThat(row.configuredOnly()).isNotEqualTo(row.requestedOnly());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "ratio=16:9 tier=4K | px=800x600 | px=800x600", "size=auto | px=800x600 | px=800x600",
					"px=1x1 | px=800x600 | px=800x600", "size=auto | ratio=1:1 | ratio=1:1",
					"size=auto | tier=2K | tier=2K", "ratio=16:9 | tier=2K | ratio=16:9 tier=2K",
					"tier=2K | ratio=16:9 | ratio=16:9 tier=2K", "px=800x600 | ratio=1:1 | px=800x600 ratio=1:1",
					"px=800x600 | tier=4K | px=800x600 tier=4K", "px=800x600 | size=auto | size=auto",
					"ratio=16:9 tier=4K | size=auto | size=auto", "ratio=16:9 tier=4K px=1x1 | size=auto | size=auto",
					"size=16:9 | size=auto | size=auto", "ratio=16:9 tier=4K | px=8x6 ratio=1:1 | px=8x6 ratio=1:1",
					"size=auto | w=800 | size=auto", "size=auto | h=800 | size=auto", "px=800x600 | w=100 | px=100x600",
					"px=800x600 | h=100 | px=800x100", "ratio=16:9 | w=100 | ratio=16:9 w=100",
					"w=5 | size=auto | size=auto", "px=8x6 | - | px=8x6" })
	void mergeWhenShapeIsSaidAnew(String configured, String request, String merged) {
		assertThat(shape(configured).merge(shape(request))).isEqualTo(shape(merged));
	}

	private static NanoBananaImageOptions shape(String words) {
		Builder builder = NanoBananaImageOptions.builder();
		for (String word : (words != null) ? words.split(" ") : new String[0]) {
			String value = word.substring(word.indexOf('=') + 1);
			switch (word.substring(0, word.indexOf('='))) {
				case "ratio" -> builder.aspectRatio(value);
				case "tier" -> builder.imageSize(value);
				case "size" -> builder.size(value);
				case "w" -> builder.width(Integer.valueOf(value));
				case "h" -> builder.height(Integer.valueOf(value));
				default ->
					builder.width(Integer.valueOf(value.split("x")[0])).height(Integer.valueOf(value.split("x")[1]));
			}
		}
		return builder.build();
	}

	@Test
	void mergeWhenBothLevelsHaveExtraFieldsLaysThemOverByName() {
		NanoBananaImageOptions configured = NanoBananaImageOptions.builder().extraBody(Map.of("a", 1, "b", 1)).build();
		NanoBananaImageOptions request = NanoBananaImageOptions.builder().extraBody(Map.of("b", 2, "c", 2)).build();
		assertThat(configured.merge(request).getExtraBody()).isEqualTo(Map.of("a", 1, "b", 2, "c", 2));
	}

	@Test
	void fromWhenPortableTakesEveryPortableOption() {
		ImageOptions portable = ImageOptionsBuilder.builder()
			.n(2)
			.model("m")
			.width(3)
			.height(4)
			.responseFormat("url")
			.style("vivid")
			.build();
		assertThat(NanoBananaImageOptions.from(portable)).isEqualTo(NanoBananaImageOptions.builder()
			.n(2)
			.model("m")
			.width(3)
			.height(4)
			.responseFormat("url")
			.style("vivid")
			.build());
	}

	@Test
	void buildWhenSizeIsSetNextToAnotherShapeIsRefused() {
		for (String other : List.of("ratio=1:1", "tier=1K", "w=1", "h=1", "px=1x1")) {
			assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> shape("size=auto " + other))
				.withMessageContaining("set size alone");
		}
	}

	@ParameterizedTest
	@CsvSource({ "1024x1024,1024x1024", "1024×768,1024x768", "1024 × 768,1024x768", "1024X768,1024x768", "16:9,16:9",
			"auto,auto", " 1K ,1K", "512,512", "1024,1024" })
	void sizeIsSentAsItIsExceptForTheSign(String size, String sent) {
		assertThat(NanoBananaImageOptions.builder().size(size).build().getSize()).isEqualTo(sent);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "0x1", "1x0", "20001x1", "1x99999999999999", "a\nb", "969",
			"123456789012345678901234567890123" })
	void sizeWhenAbsurdIsRefused(String size) {
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> NanoBananaImageOptions.builder().size(size))
			.withMessageMatching("The option size is '[^\\p{Cntrl}]+\\.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "model", "prompt", "n", "N", "Prompt", "", " " })
	void extraBodyWhenNameIsReservedIsRefused(String name) {
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> NanoBananaImageOptions.builder().extraBody(Map.of(name, 1)))
			.withMessageContaining("extraBody");
	}

	@Test
	void extraBodyWhenValueIsMissingOrEndlessIsRefused() {
		Map<String, Object> missing = new HashMap<>();
		missing.put("a", null);
		Map<String, Object> endless = new HashMap<>();
		endless.put("a", endless);
		for (Map<String, Object> extraBody : List.of(missing, endless)) {
			assertThatExceptionOfType(InvalidImageRequestException.class)
				.isThrownBy(() -> NanoBananaImageOptions.builder().extraBody(extraBody))
				.withMessageContaining("'a' of extraBody");
		}
	}

	@Test
	void extraBodyWhenItsSourceChangesStaysAsItWas() {
		List<Object> list = new ArrayList<>(Arrays.asList(1, null));
		Map<String, Object> inner = new HashMap<>(Map.of("list", list));
		Map<String, Object> extraBody = new LinkedHashMap<>(Map.of("inner", inner));
		NanoBananaImageOptions options = NanoBananaImageOptions.builder().extraBody(extraBody).build();
		list.add(2);
		inner.clear();
		extraBody.clear();
		Map<String, Object> kept = options.getExtraBody();
		assertThat(kept).isEqualTo(Map.of("inner", Map.of("list", Arrays.asList(1, null))));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(kept::clear);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(((Map<?, ?>) kept.get("inner"))::clear);
	}

	@Test
	void extraBodyWhenValueIsNoCollectionKeepsIt() {
		Map<String, Object> extraBody = Map.of("path", Path.of("a", "b"), "number", 1.5, "set", Set.of("a"));
		assertThat(NanoBananaImageOptions.builder().extraBody(extraBody).build().getExtraBody())
			.isEqualTo(Map.of("path", Path.of("a", "b"), "number", 1.5, "set", List.of("a")));
	}

	@Test
	void toStringShowsWhatIsSetWithoutLongOrSecretValues() {
		Map<String, Object> extraBody = new LinkedHashMap<>();
		for (int i = 0; i < 1000; i++) {
			extraBody.put("field" + i, "secret");
		}
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.model("m".repeat(1000) + "\n")
			.aspectRatio("16:9")
			.n(2)
			.extraBody(extraBody)
			.build();
		assertThat(options.toString()).hasSizeLessThan(300)
			.contains("aspectRatio=16:9", "n=2", "field0", "and 990 more")
			.doesNotContain("secret", "\n", "width");
		assertThat(NanoBananaImageOptions.builder().build()).hasToString("NanoBananaImageOptions{}");
	}

	@Test
	void builderWhenReusedDoesNotChangeWhatItBuilt() {
		Builder builder = NanoBananaImageOptions.builder().n(1);
		NanoBananaImageOptions built = builder.build();
		builder.n(2).extraBody(Collections.emptyMap());
		assertThat(built).isEqualTo(NanoBananaImageOptions.builder().n(1).build());
	}

}
