package io.github.nanobanana.spring.ai.image;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PictureHeaderTests {

	static Stream<Arguments> pictures() {
		return Stream.of(arguments(SamplePictures.png(1376, 768), "1376x768"),
				arguments(SamplePictures.jpeg(37, 21), "37x21"), arguments(SamplePictures.gif(300, 2), "300x2"),
				arguments(SamplePictures.webpExtended(5504, 3072), "5504x3072"),
				arguments(SamplePictures.webpLossless(1376, 768), "1376x768"),
				arguments(SamplePictures.webpLossy(1376, 768), "1376x768"),
				arguments(SamplePictures.heif("avif", 4096, 4096), "4096x4096"),
				arguments(SamplePictures.heif("heic", 1536, 12288), "1536x12288"));
	}

	@ParameterizedTest
	@MethodSource("pictures")
	void pixelsWhenHeaderIsSoundReturnsSize(byte[] bytes, String size) {
		assertThat(Picture.of(bytes).pixels()).hasToString(size);
	}

	@Test
	void pixelsWhenJpegHasLargeMetadataSkipsIt() {
		byte[] jpeg = SamplePictures.jpeg(37, 21);
		byte[] metadata = SamplePictures.join("\u00ff\u00e1\u00ff\u00ff", new byte[65_533]);
		byte[] head = Arrays.copyOf(jpeg, 2);
		byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);
		byte[] bytes = SamplePictures.join(head, metadata, metadata, metadata, metadata, rest);
		assertThat(Picture.of(bytes).pixels()).hasToString("37x21");
	}

	@Test
	void pixelsWhenJpegIsFillBytesReturnsNull() {
		byte[] bytes = new byte[4_000_000];
		Arrays.fill(bytes, (byte) 0xff);
		bytes[1] = (byte) 0xd8;
		assertThat(Picture.of(bytes).pixels()).isNull();
	}

	@Test
	void pixelsWhenSideIsZeroOrNegativeReturnsNull() {
		byte[] png = SamplePictures.png(37, 21);
		Arrays.fill(png, 16, 20, (byte) 0);
		assertThat(Picture.of(png).pixels()).isNull();
		Arrays.fill(png, 16, 20, (byte) 0xff);
		assertThat(Picture.of(png).pixels()).isNull();
	}

	@Test
	void pixelsWhenBoxesNestDeeplyReturnsNull() {
		byte[] nested = new byte[0];
		for (int i = 0; i < 5_000; i++) {
			nested = SamplePictures.box("ipco", nested);
		}
		byte[] bytes = SamplePictures
			.join(SamplePictures.box("ftyp", SamplePictures.join("avif", SamplePictures.be(0))), nested);
		assertThat(Picture.of(bytes).pixels()).isNull();
	}

	@ParameterizedTest
	@MethodSource("pictures")
	void pixelsWhenBytesAreHostileNeverThrows(byte[] bytes, String size) {
		Random random = new Random(42);
		for (int round = 0; round < 3_000; round++) {
			byte[] hostile = mutate(bytes, random);
			assertThatNoException().isThrownBy(() -> {
				Picture whole = Picture.of(hostile);
				Picture split = new Picture(new HeapBytes(
						List.of(Arrays.copyOf(hostile, 1), Arrays.copyOfRange(hostile, 1, hostile.length)),
						hostile.length));
				assertThat(split.pixels()).isEqualTo(whole.pixels());
			});
		}
	}

	private static byte[] mutate(byte[] bytes, Random random) {
		byte[] hostile = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
		int changes = random.nextInt(8);
		for (int i = 0; i < changes; i++) {
			// Lengths and types sit in the first bytes
			int at = random.nextInt(Math.min(hostile.length, 120));
			hostile[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextBoolean() ? 0 : 0xff);
		}
		return hostile;
	}

}
