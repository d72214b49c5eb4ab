package io.github.nanobanana.spring.ai;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.convert.support.DefaultConversionService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AspectRatio}.
 */
class AspectRatioTests {

	@ParameterizedTest
	@CsvSource({ "16:9,16:9", "' 16 : 9 ',16:9", "16：9,16:9", "１６：９,16:9", "16∶9,16:9", "2.39:1,2.39:1",
			"2.390:1.0,2.39:1", "016:09,16:9", "1024:768,4:3", "21:9,21:9", "42:18,21:9", "7:3,21:9", "3:7,9:21",
			"9:21,9:21", "1:20,1:20", "20:1,20:1", "1.5:1,1.5:1", "0.05:1,0.05:1", "100:100,1:1" })
	void ofWhenTextIsARatioGivesCanonicalText(String typed, String canonical) {
		assertThat(AspectRatio.of(typed)).hasToString(canonical).isEqualTo(AspectRatio.of(canonical));
		assertThat(AspectRatio.of(typed)).hasSameHashCodeAs(AspectRatio.of(canonical));
	}

	@ParameterizedTest
	@ValueSource(strings = { "banana", "", " ", "16", "16:", ":9", "16:9:1", "-16:9", "16:-9", "1e3:9", "16x9", "auto",
			"0:1", "1:0", "0:0", "0.0:1", "1:20.1", "20.1:1", "1234567:1", ".5:1", "NaN:1", "16:9\n;", "1/2",
			"2,39:1" })
	void ofWhenTextIsNoRatioIsRefused(String typed) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> AspectRatio.of(typed))
			.withMessageContaining("16:9")
			.withMessageContaining("1:20 and 20:1")
			.withMessageMatching("[^\\p{Cntrl}]+\\.");
	}

	@Test
	void ofWhenTextIsLongOrUnprintableQuotesItShortAndEscaped() {
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> AspectRatio.of("a\u001b[31m\r\n\u202eb" + "x".repeat(1_000_000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(400)
				.contains("'a\\u{1b}[31m\\u{d}\\u{a}\\u{202e}bxx")
				.doesNotContain("\u001b"));
	}

	@Test
	void ofWhenWholeNumbersReducesThem() {
		assertThat(AspectRatio.of(1920, 1080)).isEqualTo(AspectRatio.RATIO_16_9);
		assertThat(AspectRatio.of(2520, 1080)).isEqualTo(AspectRatio.RATIO_21_9);
		assertThat(AspectRatio.of(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(AspectRatio.RATIO_1_1);
	}

	@ParameterizedTest
	@CsvSource({ "0,1", "1,0", "-1,1", "1,-1", "-16,-9", "21,1", "1,21", "-2147483648,1" })
	void ofWhenWholeNumbersAreOutOfBoundsIsRefused(int width, int height) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> AspectRatio.of(width, height))
			.withMessageContaining("'" + width + ":" + height + "'");
	}

	@Test
	void valueIsWidthDividedByHeight() {
		assertThat(AspectRatio.of("2.39:1").value()).isEqualTo(2.39);
		assertThat(AspectRatio.RATIO_9_16.value()).isEqualTo(0.5625);
	}

	@ParameterizedTest
	@CsvSource({ "2.39:1,21:9", "1.85:1,16:9", "9:21,9:16", "1:1,1:1", "1.1:1,1:1", "1.2:1,5:4", "20:1,21:9",
			"1:20,9:16", "1.5:1,3:2" })
	void nearestWhenClassicRatiosTakesTheLeastDistant(String asked, String nearest) {
		assertThat(AspectRatio.of(asked).nearest(ModelFamily.GEMINI_3_PRO_IMAGE.ratios())).hasToString(nearest);
	}

	@Test
	void nearestWhenTurnedIsTurned() {
		List<AspectRatio> ratios = List.of(AspectRatio.RATIO_1_1, AspectRatio.RATIO_1_4, AspectRatio.RATIO_4_1);
		assertThat(AspectRatio.of("1.9:1").nearest(ratios)).isEqualTo(AspectRatio.RATIO_1_1);
		assertThat(AspectRatio.of("1:1.9").nearest(ratios)).isEqualTo(AspectRatio.RATIO_1_1);
		assertThat(AspectRatio.of("2.1:1").nearest(ratios)).isEqualTo(AspectRatio.RATIO_4_1);
		assertThat(AspectRatio.of("1:2.1").nearest(ratios)).isEqualTo(AspectRatio.RATIO_1_4);
	}

	@Test
	void nearestWhenEquallyNearTakesTheOneNearerToTheSquare() {
		assertThat(AspectRatio.of("3:8").nearest(List.of(AspectRatio.RATIO_1_4, AspectRatio.RATIO_9_16)))
			.isEqualTo(AspectRatio.RATIO_9_16);
		assertThat(AspectRatio.of("3:8").nearest(List.of(AspectRatio.RATIO_9_16, AspectRatio.RATIO_1_4)))
			.isEqualTo(AspectRatio.RATIO_9_16);
	}

	@Test
	void nearestWhenNothingToChooseFromFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> AspectRatio.RATIO_1_1.nearest(List.of()));
	}

	@Test
	void conversionServiceWhenTextConverts() {
		assertThat(new DefaultConversionService().convert("16:9", AspectRatio.class)).isEqualTo(AspectRatio.RATIO_16_9);
	}

	@ParameterizedTest
	@CsvSource({ "61,1:1", "123,2:3", "182,3:2", "184,3:4", "243,4:3", "245,4:5", "304,5:4", "556,9:16", "969,16:9",
			"1269,21:9", "64,1:4", "241,4:1", "68,1:8", "481,8:1" })
	void conversionServiceWhenYamlMadeANumberOfTheRatioConverts(Integer number, String ratio) {
		assertThat(new DefaultConversionService().convert(number, AspectRatio.class)).hasToString(ratio);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1024, 512, 0, -1, 16, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void ofWhenNumberIsNoRatioInYamlIsRefused(Integer number) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> AspectRatio.of(number))
			.withMessageContaining("within quotes");
	}

	@Test
	void ofWhenTextIsWhatYamlMadeOfARatioSaysSo() {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> AspectRatio.of("969"))
			.withMessageContaining("YAML makes of a ratio without quotes");
	}

}
