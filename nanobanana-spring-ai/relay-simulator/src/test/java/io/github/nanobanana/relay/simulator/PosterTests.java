package io.github.nanobanana.relay.simulator;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The drawn pictures: exact, repeatable, never failing. */
class PosterTests {

	static Stream<Arguments> shapes() {
		return Pixels.ALL_RATIOS.stream()
			.flatMap((ratio) -> Stream.of("512", "1K").map((tier) -> Arguments.of(ratio, tier)));
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void drawHasExactlyThePixelsAsked(String ratio, String tier) {
		PictureSpec spec = Fixtures.spec(ratio, tier, PictureFormat.PNG);
		assertThat(Fixtures.pixels(Poster.draw(spec))).isEqualTo(spec.pixels());
	}

	@ParameterizedTest
	@EnumSource
	void drawTwiceGivesTheSameBytes(PictureFormat format) {
		PictureSpec spec = Fixtures.spec("16:9", "1K", format);
		assertThat(Poster.draw(spec)).isEqualTo(Poster.draw(spec));
	}

	@ParameterizedTest
	@EnumSource
	void drawWhenFourKHasThePixels(PictureFormat format) {
		PictureSpec spec = Fixtures.spec("4:3", "4K", format);
		assertThat(Fixtures.pixels(Poster.draw(spec))).isEqualTo(new Pixels(4800, 3584));
	}

	@ParameterizedTest
	@EnumSource
	void drawWhenBytesAreWantedIsThatLongAndReadable(PictureFormat format) {
		PictureSpec spec = Fixtures.spec("1:1", "1K", format);
		PictureSpec large = new PictureSpec(spec.prompt(), spec.model(), spec.ratio(), spec.tier(), spec.pixels(),
				spec.seed(), spec.kind(), 0, false, 0, format, 3_000_000);
		byte[] bytes = Poster.draw(large);
		assertThat(bytes).hasSizeBetween(3_000_000, 3_100_000);
		assertThat(Fixtures.pixels(bytes)).isEqualTo(spec.pixels());
	}

	@Test
	void drawWhenSketchedIsAQuarterAsWideAndHigh() {
		try (RelaySimulator relay = RelaySimulator.builder().sketches(true).start()) {
			String url = Fixtures.generate(relay, "nano-banana", "").path("data").path(0).path("url").asString();
			assertThat(Fixtures.pixels(Fixtures.download(url))).isEqualTo(new Pixels(256, 256));
		}
	}

	@Test
	void drawWhenPromptDiffersLooksDifferent() {
		assertThat(Poster.draw(prompt("a cat"))).isNotEqualTo(Poster.draw(prompt("a dog")));
	}

	@ParameterizedTest
	@MethodSource("oddPrompts")
	void drawWhenPromptIsOddDoesNotFail(String prompt) {
		assertThat(Fixtures.pixels(Poster.draw(prompt(prompt)))).isEqualTo(new Pixels(512, 512));
	}

	static Stream<String> oddPrompts() {
		return Stream.of("一只戴着墨镜的可爱小猫", "كتاب", "🍌🍌🍌", "\uD800 lone surrogate", "\u0000\u0007", "x".repeat(20_000),
				"word ".repeat(500), "e\u0301", "\t\n");
	}

	@Test
	void wrapBreaksAtBlanksAndInsideChineseAndLongWords() {
		Lettering lettering = new Lettering(18, 0.1, 0);
		assertThat(lettering.wrap("one two three", lettering.measure("one two "))).containsExactly("one two", "three");
		assertThat(lettering.wrap("一二三四", lettering.measure("一二"))).containsExactly("一二", "三四");
		assertThat(lettering.wrap("aaaaaa", lettering.measure("aaaa"))).containsExactly("aaaa", "aa");
	}

	private static PictureSpec prompt(String prompt) {
		return new PictureSpec(prompt, "nano-banana-2", "1:1", "512", new Pixels(512, 512), null, "generate", 0, false,
				0, PictureFormat.PNG, 0);
	}

}
