package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.image.PictureFitter.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PictureFitterHostileTests {

	private static final PixelSize TARGET = new PixelSize(20, 15);

	private final PictureFitter fitter = PictureFitter.of(Mode.PAD).withMaxPixels(1_000_000);

	static Stream<Picture> sound() {
		Picture jpeg = FitSamples.jpeg(37, 21, (x, y) -> x * y * 999);
		return Stream.of(FitSamples.rgbPng(37, 21, (x, y) -> x * y * 999),
				FitSamples.argbPng(37, 21, (x, y) -> x * y * 99_999), FitSamples.rawPng(3, 8, 3, new byte[3],
						FitSamples.chunk("PLTE", new byte[6]), FitSamples.chunk("iCCP", new byte[30])),
				jpeg, FitSamples.turned(jpeg, 6, true));
	}

	@ParameterizedTest
	@MethodSource("sound")
	void fitWhenBytesAreMutatedThrowsNothingElse(Picture sound) {
		Random random = new Random(11);
		for (int round = 0; round < 700; round++) {
			byte[] bytes = sound.toByteArray();
			int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 150);
			for (int i = random.nextInt(8); i >= 0; i--) {
				bytes[random.nextInt(
						reach)] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextBoolean() ? 0 : 0xff);
			}
			assertFitsOrRefuses(bytes);
		}
	}

	@ParameterizedTest
	@MethodSource("sound")
	void fitWhenBytesAreCutOffThrowsNothingElse(Picture sound) {
		byte[] bytes = sound.toByteArray();
		for (int length = 0; length < bytes.length; length++) {
			assertFitsOrRefuses(Arrays.copyOf(bytes, length));
		}
	}

	@ParameterizedTest
	@MethodSource("sound")
	void fitWhenHalfIsMissingThrows(Picture sound) {
		int whole = (int) sound.size();
		for (int length : new int[] { whole / 2, whole * 3 / 4, whole - 30 }) {
			Picture half = Picture.of(Arrays.copyOf(sound.toByteArray(), length));
			assertThatExceptionOfType(PictureFitException.class).isThrownBy(() -> this.fitter.fit(half, TARGET))
				.withMessageContaining("take it in the size that it has");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 9, 255 })
	void fitWhenOrientationIsUnknownTakesItAsUpright(int tag) {
		Picture stored = FitSamples.turned(FitSamples.jpeg(40, 30, (x, y) -> 0), tag, false);
		assertThat(this.fitter.fit(stored, new PixelSize(40, 30))).isSameAs(stored);
	}

	@Test
	void fitWhenJpegHasThousandsOfScansThrows() {
		byte[] bytes = SamplePictures.jpeg(40, 30);
		byte[] scans = new byte[400];
		for (int i = 0; i < scans.length; i += 2) {
			scans[i] = (byte) 0xff;
			scans[i + 1] = (byte) 0xda;
		}
		Picture bomb = Picture.of(SamplePictures.join(bytes, scans));
		assertThatExceptionOfType(PictureFitException.class).isThrownBy(() -> this.fitter.fit(bomb, TARGET))
			.withMessageContaining("scans");
	}

	@Test
	void exceptionWhenHeapOrLibraryIsMissingSaysSo() {
		Picture picture = Picture.of(SamplePictures.png(4, 3));
		assertThat(PictureFitException.of(picture, new IOException("read", new OutOfMemoryError())))
			.hasMessageContaining("heap is too small");
		assertThat(PictureFitException.of(picture, new UnsatisfiedLinkError())).hasMessageContaining("java.desktop");
	}

	@Test
	void fitWhenAnotherThreadFitsTooReturnsTheSame() {
		Picture source = FitSamples.rgbPng(200, 100, (x, y) -> x * y * 999);
		byte[] alone = this.fitter.fit(source, TARGET).toByteArray();
		assertThat(Stream.generate(() -> source).limit(40).parallel().map((each) -> this.fitter.fit(each, TARGET)))
			.allSatisfy((fitted) -> assertThat(fitted.toByteArray()).isEqualTo(alone));
	}

	private void assertFitsOrRefuses(byte[] bytes) {
		try {
			assertThat(this.fitter.fit(Picture.of(bytes), TARGET).pixels()).isEqualTo(TARGET);
		}
		catch (PictureException ex) {
			assertThat(ex).hasMessageEndingWith(".");
		}
	}

}
