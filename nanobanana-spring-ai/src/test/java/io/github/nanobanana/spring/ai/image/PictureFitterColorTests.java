package io.github.nanobanana.spring.ai.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.image.PictureFitter.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class PictureFitterColorTests {

	/**
	 * Inks of (220, 40, 60) at the left half and the same at half the light at the right,
	 * 16x8, made with libjpeg: Adobe CMYK, Adobe YCCK, and CMYK without a segment.
	 */
	private static final String CMYK_ADOBE = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoK"
			+ "CgYICwwLCgwJCgoK/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAkA/8QAFBABAAAAAAAAAAAAAAAA"
			+ "AAAAAP/aAA4EQwBNAFkASwAAPwBcBPjvP4kgBv/Z";

	private static final String YCCK_ADOBE = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoK"
			+ "CgYICwwLCgwJCgoK/9sAQwECAgICAgIFAwMFCgcGBwoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK"
			+ "CgoKCgoK/8AAFAgACAAQBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAJB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/"
			+ "xAAVAQEBAAAAAAAAAAAAAAAAAAAHCf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEAAhEDEQQAAD8A3wAoJPr+IBg//9k=";

	private static final String CMYK_PLAIN = "/9j/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAAU"
			+ "CAAIABAEQxEATREAWREASxEA/8QAFgABAQEAAAAAAAAAAAAAAAAACQAK/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkA"
			+ "SwAAPwAiyuEMZ/0kfx//2Q==";

	private final PictureFitter fitter = PictureFitter.of(Mode.CROP);

	static Stream<Arguments> pngs() {
		byte[] palette = FitSamples.chunk("PLTE", new byte[] { 100, 50, 25 });
		return Stream.of(arguments("gray 8", FitSamples.rawPng(2, 8, 0, bytes(100, 100)), 0xff646464),
				arguments("gray 16", FitSamples.rawPng(2, 16, 0, bytes(100, 7, 100, 7)), 0xff646464),
				arguments("gray 4", FitSamples.rawPng(2, 4, 0, bytes(0x66)), 0xff666666),
				arguments("gray 1", FitSamples.rawPng(2, 1, 0, bytes(0xc0)), 0xffffffff),
				arguments("gray 8 with alpha", FitSamples.rawPng(2, 8, 4, bytes(100, 77, 100, 77)), 0x4d646464),
				arguments("gray 16 with alpha", FitSamples.rawPng(1, 16, 4, bytes(100, 0, 77, 0)), 0x4d646464),
				arguments("RGB 8", FitSamples.rawPng(1, 8, 2, bytes(100, 50, 25)), 0xff643219),
				arguments("RGB 16", FitSamples.rawPng(1, 16, 2, bytes(100, 1, 50, 2, 25, 3)), 0xff643219),
				arguments("RGBA 8", FitSamples.rawPng(1, 8, 6, bytes(100, 50, 25, 255)), 0xff643219),
				arguments("RGBA 16", FitSamples.rawPng(1, 16, 6, bytes(100, 0, 50, 0, 25, 0, 255, 255)), 0xff643219),
				arguments("palette", FitSamples.rawPng(2, 8, 3, bytes(0, 0), palette), 0xff643219),
				arguments("palette with alpha",
						FitSamples.rawPng(2, 2, 3, bytes(0), palette, FitSamples.chunk("tRNS", bytes(0))), 0x00643219),
				arguments("RGB with a clear colour", FitSamples.rawPng(1, 8, 2, bytes(100, 50, 25),
						FitSamples.chunk("tRNS", bytes(0, 100, 0, 50, 0, 25))), 0x00643219));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("pngs")
	void fitWhenPngIsOfAnyKindKeepsColor(String name, Picture png, int color) {
		Picture fitted = this.fitter.fit(png, new PixelSize(5, 4));
		int pixel = FitSamples.pixels(fitted).getRGB(2, 2);
		assertThat(pixel >>> 24).isEqualTo(color >>> 24);
		if (pixel >>> 24 != 0) {
			assertSimilar(pixel, color, (color >>> 24 == 0xff) ? 0 : 2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { CMYK_ADOBE, YCCK_ADOBE, CMYK_PLAIN })
	void fitWhenJpegIsCmykReturnsItsColors(String base64) {
		Picture jpeg = Picture.of(Base64.getDecoder().decode(base64));
		Picture fitted = this.fitter.fit(jpeg, new PixelSize(32, 16));
		assertThat(fitted.pixels()).hasToString("32x16");
		assertSimilar(FitSamples.pixels(fitted).getRGB(3, 8), 0xffdc283c, 6);
		assertSimilar(FitSamples.pixels(fitted).getRGB(28, 8), 0xff6e141e, 6);
	}

	@Test
	void fitWhenJpegIsGrayKeepsBrightness() {
		BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
		fill(gray, 100);
		Picture fitted = this.fitter.fit(FitSamples.picture(gray, "jpeg"), new PixelSize(16, 16));
		assertSimilar(FitSamples.pixels(fitted).getRGB(8, 8), 0xff646464, 2);
	}

	@Test
	void fitWhenJpegHasProfileAppliesIt() {
		byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
		Picture fitted = this.fitter.fit(jpegWithProfile(profile), new PixelSize(16, 16));
		assertSimilar(FitSamples.pixels(fitted).getRGB(8, 8), 0xffa8a8a8, 2);
		assertThat(new String(fitted.toByteArray(), StandardCharsets.ISO_8859_1)).doesNotContain("ICC_PROFILE");
	}

	@Test
	void fitWhenJpegHasBrokenProfileIgnoresIt() {
		Picture fitted = this.fitter.fit(jpegWithProfile(new byte[200]), new PixelSize(16, 16));
		assertSimilar(FitSamples.pixels(fitted).getRGB(8, 8), 0xff646464, 2);
	}

	private static Picture jpegWithProfile(byte[] profile) {
		byte[] jpeg = FitSamples.jpeg(32, 32, (x, y) -> 0x646464).toByteArray();
		int length = profile.length + 16;
		byte[] segment = SamplePictures.join(bytes(0xff, 0xe2, length >> 8, length), "ICC_PROFILE\0", bytes(1, 1),
				profile);
		return Picture
			.of(SamplePictures.join(Arrays.copyOf(jpeg, 20), segment, Arrays.copyOfRange(jpeg, 20, jpeg.length)));
	}

	@Test
	void fitWhenPngHasProfileKeepsItInFront() {
		byte[] profile = FitSamples.chunk("iCCP", SamplePictures.join("wide\0\0", bytes(1, 2, 3)));
		byte[] gamma = FitSamples.chunk("gAMA", SamplePictures.be(45_455));
		byte[] text = FitSamples.chunk("tEXt", "Comment\0secret".getBytes(StandardCharsets.ISO_8859_1));
		Picture png = FitSamples.rawPng(1, 8, 2, bytes(100, 50, 25), text, profile, gamma);
		Picture fitted = this.fitter.fit(png, new PixelSize(3, 3));
		byte[] head = fitted.toByteArray();
		assertThat(head).startsWith(SamplePictures.join("\u0089PNG"))
			.containsSequence(SamplePictures.join(profile, gamma));
		assertThat(new String(head, 33, 8, StandardCharsets.ISO_8859_1)).contains("iCCP");
		assertThat(new String(head, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
	}

	@Test
	void fitWhenGrayPngHasProfileDropsIt() {
		Picture png = FitSamples.rawPng(1, 8, 0, bytes(100), FitSamples.chunk("iCCP", new byte[9]));
		Picture fitted = this.fitter.fit(png, new PixelSize(3, 3));
		assertThat(new String(fitted.toByteArray(), StandardCharsets.ISO_8859_1)).doesNotContain("iCCP");
	}

	@Test
	void fitWhenJpegKeepsOneColorSampleForEachPixel() {
		Picture fitted = this.fitter.fit(FitSamples.jpeg(64, 64, (x, y) -> 0xff0000), new PixelSize(32, 32));
		byte[] bytes = fitted.toByteArray();
		int frame = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
		assertThat(new int[] { bytes[frame + 11], bytes[frame + 14], bytes[frame + 17] }).containsOnly(0x11);
	}

	static Stream<Arguments> orientations() {
		return Stream.of("1, ABCD", "2, BADC", "3, DCBA", "4, CDAB", "5, ACBD", "6, CADB", "7, DBCA", "8, BDAC")
			.map((row) -> row.split(", "))
			.flatMap((row) -> Stream.of(true, false)
				.map((little) -> arguments(Integer.valueOf(row[0]), row[1], little)));
	}

	/**
	 * The four quarters as stored, row by row, are A to D; what is shown is Exif's table.
	 */
	@ParameterizedTest
	@MethodSource("orientations")
	void fitWhenJpegIsStoredTurnedReturnsItUpright(int tag, String shown, boolean littleEndian) {
		int[] colors = { 0xffe01010, 0xff10c010, 0xff1010e0, 0xff202020 };
		Picture stored = FitSamples.jpeg(64, 32, (x, y) -> colors[x / 32 + 2 * (y / 16)]);
		boolean swapped = tag >= 5;
		PixelSize target = swapped ? new PixelSize(16, 32) : new PixelSize(32, 16);
		Picture fitted = this.fitter.fit(FitSamples.turned(stored, tag, littleEndian), target);
		assertThat(fitted.pixels()).isEqualTo(target);
		BufferedImage pixels = FitSamples.pixels(fitted);
		for (int i = 0; i < 4; i++) {
			int x = target.width() * (1 + 2 * (i % 2)) / 4;
			int y = target.height() * (1 + 2 * (i / 2)) / 4;
			assertSimilar(pixels.getRGB(x, y), colors[shown.charAt(i) - 'A'], 12);
		}
		assertThat(new String(fitted.toByteArray(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
	}

	@ParameterizedTest
	@CsvSource({ "1, 64, 32, true", "3, 64, 32, true", "6, 64, 32, false", "6, 32, 64, false" })
	void fitWhenTurnedPictureHasTargetSizeIsSameOnlyIfSidesAgree(int tag, int width, int height, boolean same) {
		Picture stored = FitSamples.turned(FitSamples.jpeg(64, 32, (x, y) -> 0), tag, true);
		PixelSize target = new PixelSize(width, height);
		Picture fitted = this.fitter.fit(stored, target);
		assertThat(fitted == stored).isEqualTo(same);
		assertThat(fitted.pixels()).isEqualTo(target);
	}

	private static void fill(BufferedImage image, int sample) {
		WritableRaster raster = image.getRaster();
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				for (int band = 0; band < raster.getNumBands(); band++) {
					raster.setSample(x, y, band, sample);
				}
			}
		}
	}

	private static void assertSimilar(int pixel, int color, int tolerance) {
		for (int shift = 0; shift < 24; shift += 8) {
			assertThat(pixel >>> shift & 0xff).as("%08x for %08x", pixel, color)
				.isCloseTo(color >>> shift & 0xff, within(tolerance));
		}
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

}
