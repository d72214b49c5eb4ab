package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.nanobanana.spring.ai.image.PictureFitter.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PictureFitterTests {

	private static final int TEAL = 0xff1e8c78;

	private static final int WHITE = 0xffffffff;

	private static final int BLACK = 0xff000000;

	private final PictureFitter crop = PictureFitter.of(Mode.CROP);

	private final PictureFitter pad = PictureFitter.of(Mode.PAD);

	@ParameterizedTest
	@EnumSource
	void fitWhenSizesVaryReturnsExactPixels(Mode mode) {
		Random random = new Random(5);
		int[] sides = { 1, 2, 3, 5, 16, 33, 101, 640 };
		PictureFitter fitter = PictureFitter.of(mode).withPadding(TEAL);
		for (int round = 0; round < 150; round++) {
			PixelSize from = anySize(random, sides);
			PixelSize target = anySize(random, sides);
			boolean png = random.nextBoolean();
			Picture source = png ? FitSamples.rgbPng(from.width(), from.height(), (x, y) -> TEAL)
					: FitSamples.jpeg(from.width(), from.height(), (x, y) -> TEAL);
			Picture fitted = fitter.fit(source, target);
			assertThat(fitted.format()).isEqualTo(source.format());
			assertThat(fitted.pixels()).as("%s to %s", from, target).isEqualTo(target);
			// One colour in, the same colour out to the last edge
			assertOneColor(FitSamples.pixels(fitted), TEAL, png ? 0 : 3);
		}
	}

	private static PixelSize anySize(Random random, int[] sides) {
		return new PixelSize(sides[random.nextInt(sides.length)], sides[random.nextInt(sides.length)]);
	}

	@ParameterizedTest
	@CsvSource({ "1376, 768, 1024, 1024", "1376, 768, 1792, 1024", "768, 1376, 1024, 1792", "1024, 1024, 1000, 333",
			"1377, 769, 459, 257", "3, 2, 1920, 1080", "2752, 1536, 1, 1" })
	void fitWhenLayoutIsUsualReturnsExactPixels(int width, int height, int targetWidth, int targetHeight) {
		Picture source = Picture.of(SamplePictures.png(width, height));
		PixelSize target = new PixelSize(targetWidth, targetHeight);
		assertThat(this.crop.fit(source, target).pixels()).isEqualTo(target);
		assertThat(this.pad.fit(source, target).pixels()).isEqualTo(target);
	}

	@Test
	void fitWhenCroppingWithoutScalingKeepsCentrePixels() {
		Picture source = FitSamples.rgbPng(9, 5, (x, y) -> BLACK | x << 16 | y << 8);
		BufferedImage fitted = FitSamples.pixels(this.crop.fit(source, new PixelSize(3, 5)));
		for (int y = 0; y < 5; y++) {
			for (int x = 0; x < 3; x++) {
				assertThat(fitted.getRGB(x, y)).isEqualTo(BLACK | (x + 3) << 16 | y << 8);
			}
		}
	}

	@Test
	void fitWhenCroppingShrinksKeepsCentre() {
		Picture source = FitSamples.rgbPng(400, 100, (x, y) -> (x >= 150 && x < 250) ? TEAL : WHITE);
		assertOneColor(FitSamples.pixels(this.crop.fit(source, new PixelSize(20, 20))), TEAL, 0);
	}

	@Test
	void fitWhenPaddingKeepsWhole() {
		Picture source = FitSamples.rgbPng(40, 20, (x, y) -> BLACK | x << 16 | y << 8);
		BufferedImage fitted = FitSamples.pixels(this.pad.fit(source, new PixelSize(40, 40)));
		for (int x = 0; x < 40; x++) {
			assertThat(fitted.getRGB(x, 9)).isEqualTo(WHITE);
			assertThat(fitted.getRGB(x, 30)).isEqualTo(WHITE);
			for (int y = 0; y < 20; y++) {
				assertThat(fitted.getRGB(x, 10 + y)).isEqualTo(BLACK | x << 16 | y << 8);
			}
		}
	}

	@Test
	void fitWhenShrinkingAveragesEveryPixel() {
		Picture source = FitSamples.rgbPng(96, 96, (x, y) -> ((x + y) % 2 == 0) ? WHITE : BLACK);
		assertOneColor(FitSamples.pixels(this.crop.fit(source, new PixelSize(12, 12))), 0xff808080, 2);
	}

	@Test
	void fitWhenPaddingIsTransparentKeepsPngClear() {
		Picture source = FitSamples.rgbPng(20, 10, (x, y) -> TEAL);
		BufferedImage fitted = FitSamples.pixels(this.pad.withPadding(0).fit(source, new PixelSize(20, 20)));
		assertThat(fitted.getRGB(10, 0)).isZero();
		assertThat(fitted.getRGB(10, 10)).isEqualTo(TEAL);
	}

	@Test
	void fitWhenPaddingIsTransparentFillsJpegWhite() {
		Picture source = FitSamples.jpeg(32, 16, (x, y) -> TEAL);
		BufferedImage fitted = FitSamples.pixels(this.pad.withPadding(0).fit(source, new PixelSize(32, 64)));
		assertThat(fitted.getRGB(10, 2)).isEqualTo(WHITE);
		assertThat(fitted.getColorModel().hasAlpha()).isFalse();
	}

	@Test
	void fitWhenPngHasAlphaKeepsIt() {
		Picture source = FitSamples.argbPng(64, 32, (x, y) -> (x < 32) ? 0x80ff0000 : 0x00000000);
		for (PictureFitter fitter : new PictureFitter[] { this.crop, this.pad }) {
			BufferedImage fitted = FitSamples.pixels(fitter.fit(source, new PixelSize(16, 8)));
			assertThat(fitted.getRGB(2, 4)).isEqualTo(0x80ff0000);
			assertThat(fitted.getRGB(13, 4) >>> 24).isZero();
		}
	}

	@Test
	void fitWhenTransparentPixelsHaveColorDoesNotBleed() {
		Picture source = FitSamples.argbPng(64, 64, (x, y) -> (x % 2 == 0) ? 0xffff0000 : 0x0000ff00);
		int pixel = FitSamples.pixels(this.crop.fit(source, new PixelSize(8, 8))).getRGB(4, 4);
		assertThat(pixel >> 16 & 0xff).isGreaterThan(250);
		assertThat(pixel >> 8 & 0xff).isLessThan(5);
	}

	static Stream<Picture> anyFormat() {
		return Stream
			.of(SamplePictures.png(37, 21), SamplePictures.jpeg(37, 21), SamplePictures.gif(37, 21),
					SamplePictures.webpLossy(37, 21), SamplePictures.heif("avif", 600, 700))
			.map(Picture::of);
	}

	@ParameterizedTest
	@MethodSource("anyFormat")
	void fitWhenSizeIsTheSameReturnsSameInstance(Picture picture) {
		PixelSize pixels = picture.pixels();
		assertThat(pixels).isNotNull();
		assertThat(this.crop.withMaxPixels(1).fit(picture, pixels)).isSameAs(picture);
		assertThat(this.pad.fit(picture, pixels)).isSameAs(picture);
	}

	static Stream<Picture> foreign() {
		return Stream
			.of(SamplePictures.gif(37, 21), SamplePictures.webpLossy(37, 21), SamplePictures.webpExtended(37, 21),
					SamplePictures.heif("avif", 600, 700), SamplePictures.heif("heic", 600, 700), new byte[100],
					new byte[0])
			.map(Picture::of);
	}

	@ParameterizedTest
	@MethodSource("foreign")
	void fitWhenFormatIsForeignThrows(Picture picture) {
		assertThatExceptionOfType(PictureFitException.class)
			.isThrownBy(() -> this.crop.fit(picture, new PixelSize(10, 10)))
			.withMessageContaining(picture.format().toString())
			.withMessageContaining("ask the relay for PNG or JPEG");
	}

	@Test
	void fitWhenSourceIsBeyondCapThrowsBeforeDecoding() {
		byte[] bomb = SamplePictures.png(10, 10);
		System.arraycopy(SamplePictures.be(20_000), 0, bomb, 16, 4);
		System.arraycopy(SamplePictures.be(20_000), 0, bomb, 20, 4);
		assertThatExceptionOfType(PictureTooLargeException.class)
			.isThrownBy(() -> this.crop.fit(Picture.of(bomb), new PixelSize(10, 10)))
			.withMessageContaining("20000x20000");
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(
				() -> this.crop.withMaxPixels(99).fit(Picture.of(SamplePictures.png(10, 10)), new PixelSize(1, 1)));
	}

	@Test
	void fitWhenTargetIsBeyondCapThrows() {
		Picture png = Picture.of(SamplePictures.png(10, 10));
		assertThatExceptionOfType(PictureFitException.class)
			.isThrownBy(() -> this.pad.fit(png, new PixelSize(150_000_001, 1)))
			.withMessageContaining("150000000");
		assertThatExceptionOfType(PictureFitException.class)
			.isThrownBy(() -> this.pad.fit(png, new PixelSize(Integer.MAX_VALUE, Integer.MAX_VALUE)));
		assertThatExceptionOfType(PictureFitException.class)
			.isThrownBy(() -> this.pad.fit(Picture.of(SamplePictures.jpeg(10, 10)), new PixelSize(65_501, 1)))
			.withMessageContaining("65500");
	}

	@Test
	void fitWhenJpegSideIsLongestPossibleReturnsIt() {
		PixelSize longest = new PixelSize(65_500, 1);
		assertThat(this.crop.fit(Picture.of(SamplePictures.jpeg(10, 10)), longest).pixels()).isEqualTo(longest);
	}

	@Test
	void withMaxPixelsWhenOutOfRangeThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.crop.withMaxPixels(0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.crop.withMaxPixels(500_000_001));
	}

	@Test
	void fitWhenCacheFolderIsMissingNeedsNoFile(@TempDir Path folder) throws IOException {
		Path cache = Files.createDirectory(folder.resolve("cache"));
		boolean before = ImageIO.getUseCache();
		ImageIO.setUseCache(true);
		ImageIO.setCacheDirectory(cache.toFile());
		try {
			Files.delete(cache);
			PixelSize target = new PixelSize(300, 200);
			this.crop.fit(FitSamples.rgbPng(640, 480, (x, y) -> x * y), target);
			this.crop.fit(FitSamples.jpeg(640, 480, (x, y) -> x * y), target);
			assertThat(folder).isEmptyDirectory();
		}
		finally {
			ImageIO.setCacheDirectory(null);
			ImageIO.setUseCache(before);
		}
	}

	@Test
	void toStringWhenConfiguredShowsSettings() {
		assertThat(this.pad.withPadding(0x80ff0000).withMaxPixels(7))
			.hasToString("PictureFitter[PAD, padding=80ff0000, maxPixels=7]");
	}

	private static void assertOneColor(BufferedImage image, int color, int tolerance) {
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				int pixel = image.getRGB(x, y);
				for (int shift = 0; shift < 32; shift += 8) {
					int difference = Math.abs((pixel >>> shift & 0xff) - (color >>> shift & 0xff));
					if (difference > tolerance) {
						assertThat(Integer.toHexString(pixel)).as("at %d,%d", x, y)
							.isEqualTo(Integer.toHexString(color));
					}
				}
			}
		}
	}

}
