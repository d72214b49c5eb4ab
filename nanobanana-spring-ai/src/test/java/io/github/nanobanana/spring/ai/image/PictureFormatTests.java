package io.github.nanobanana.spring.ai.image;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PictureFormatTests {

	static Stream<Arguments> pictures() {
		return Stream.of(arguments(PictureFormat.PNG, SamplePictures.png(37, 21)),
				arguments(PictureFormat.JPEG, SamplePictures.jpeg(37, 21)),
				arguments(PictureFormat.GIF, SamplePictures.gif(37, 21)),
				arguments(PictureFormat.WEBP, SamplePictures.webpExtended(37, 21)),
				arguments(PictureFormat.WEBP, SamplePictures.webpLossless(37, 21)),
				arguments(PictureFormat.WEBP, SamplePictures.webpLossy(37, 21)),
				arguments(PictureFormat.AVIF, SamplePictures.heif("avif", 1376, 768)),
				arguments(PictureFormat.AVIF,
						SamplePictures.join(SamplePictures.box("ftyp",
								SamplePictures.join("mif1", SamplePictures.be(0), "mif1avif")))),
				arguments(PictureFormat.HEIC, SamplePictures.heif("heic", 1376, 768)));
	}

	@ParameterizedTest
	@MethodSource("pictures")
	void sniffWhenMagicBytesReturnsFormat(PictureFormat format, byte[] bytes) {
		assertThat(PictureFormat.sniff(bytes, bytes.length)).isEqualTo(format);
	}

	@Test
	void sniffWhenPageReturnsUnknown() {
		byte[] page = "<!DOCTYPE html><html><body>524: A timeout occurred".getBytes(StandardCharsets.US_ASCII);
		assertThat(PictureFormat.sniff(page, page.length)).isEqualTo(PictureFormat.UNKNOWN);
	}

	@Test
	void sniffWhenHeadIsShortReturnsUnknown() {
		byte[] png = SamplePictures.png(1, 1);
		assertThat(PictureFormat.sniff(png, 7)).isEqualTo(PictureFormat.UNKNOWN);
		assertThat(PictureFormat.sniff(new byte[0], 0)).isEqualTo(PictureFormat.UNKNOWN);
	}

	@Test
	void mimeTypeAndExtensionWhenJpegAreTheUsualOnes() {
		assertThat(PictureFormat.JPEG.mimeType()).isEqualTo("image/jpeg");
		assertThat(PictureFormat.JPEG.extension()).isEqualTo("jpg");
	}

}
