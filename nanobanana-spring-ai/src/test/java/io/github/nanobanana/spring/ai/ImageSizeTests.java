package io.github.nanobanana.spring.ai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.convert.support.DefaultConversionService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ImageSize}.
 */
class ImageSizeTests {

	@ParameterizedTest
	@CsvSource({ "512,512", "512px,512", "512PX,512", "0.5K,512", "0.5k,512", "1k,1K", "1K,1K", "2k,2K", "2K,2K",
			"4k,4K", "4K,4K", "' 4K ',4K" })
	void ofWhenTextIsATierGivesIt(String text, String value) {
		assertThat(ImageSize.of(text).value()).isEqualTo(value);
		assertThat(new DefaultConversionService().convert(text, ImageSize.class)).hasToString(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "8K", "", "K", "1024", "4", "1024x1024", "4K\n4K", "hd", "-1K" })
	void ofWhenTextIsNoTierIsRefused(String text) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> ImageSize.of(text))
			.withMessageContaining("512, 1K, 2K or 4K")
			.withMessageMatching("[^\\p{Cntrl}]+\\.");
	}

	@Test
	void ofWhenYamlMadeANumberOfTheTierGivesIt() {
		assertThat(new DefaultConversionService().convert(Integer.valueOf(512), ImageSize.class))
			.isSameAs(ImageSize.HALF_K);
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> ImageSize.of(8));
	}

	@Test
	void valuesAreOrderedBySize() {
		assertThat(ImageSize.values()).isSorted()
			.containsExactly(ImageSize.HALF_K, ImageSize.ONE_K, ImageSize.TWO_K, ImageSize.FOUR_K);
	}

}
