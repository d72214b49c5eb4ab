package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures with known pixels, written by the JDK or chunk by chunk, and read back.
 */
final class FitSamples {

	private FitSamples() {
	}

	/** Paints by (x, y), as 0xAARRGGBB. */
	static BufferedImage paint(int width, int height, int type, IntBinaryOperator color) {
		BufferedImage image = new BufferedImage(width, height, type);
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				image.setRGB(x, y, color.applyAsInt(x, y));
			}
		}
		return image;
	}

	static Picture rgbPng(int width, int height, IntBinaryOperator color) {
		return picture(paint(width, height, BufferedImage.TYPE_INT_RGB, color), "png");
	}

	static Picture argbPng(int width, int height, IntBinaryOperator color) {
		return picture(paint(width, height, BufferedImage.TYPE_INT_ARGB, color), "png");
	}

	static Picture jpeg(int width, int height, IntBinaryOperator color) {
		return picture(paint(width, height, BufferedImage.TYPE_INT_RGB, color), "jpeg");
	}

	static Picture picture(BufferedImage image, String format) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
			ImageIO.write(image, format, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Picture.of(bytes.toByteArray());
	}

	static BufferedImage pixels(Picture picture) {
		try {
			return ImageIO.read(new ByteArrayInputStream(picture.toByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A PNG of one row in any colour type, its chunks after IHDR as given. */
	static Picture rawPng(int width, int depth, int colorType, byte[] row, byte[]... chunks) {
		byte[] header = SamplePictures.join(SamplePictures.be(width), SamplePictures.be(1),
				new byte[] { (byte) depth, (byte) colorType, 0, 0, 0 });
		byte[] data = deflate(SamplePictures.join(new byte[1], row));
		byte[] png = SamplePictures.join("\u0089PNG\r\n\u001a\n", chunk("IHDR", header));
		for (byte[] chunk : chunks) {
			png = SamplePictures.join(png, chunk);
		}
		return Picture.of(SamplePictures.join(png, chunk("IDAT", data), chunk("IEND", new byte[0])));
	}

	static byte[] chunk(String type, byte[] content) {
		byte[] body = SamplePictures.join(type, content);
		CRC32 crc = new CRC32();
		crc.update(body);
		return SamplePictures.join(SamplePictures.be(content.length), body, SamplePictures.be((int) crc.getValue()));
	}

	/** The same JPEG with an orientation tag behind its JFIF segment. */
	static Picture turned(Picture jpeg, int tag, boolean littleEndian) {
		byte[] tiff = littleEndian
				? new byte[] { 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte) tag, 0, 0, 0, 0, 0,
						0, 0 }
				: new byte[] { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) tag, 0, 0, 0, 0,
						0, 0 };
		byte[] bytes = jpeg.toByteArray();
		byte[] exif = SamplePictures.join("\u00ff\u00e1", new byte[] { 0, (byte) (8 + tiff.length) }, "Exif\0\0", tiff);
		return Picture
			.of(SamplePictures.join(Arrays.copyOf(bytes, 20), exif, Arrays.copyOfRange(bytes, 20, bytes.length)));
	}

	private static byte[] deflate(byte[] raw) {
		Deflater deflater = new Deflater();
		deflater.setInput(raw);
		deflater.finish();
		byte[] out = new byte[raw.length + 64];
		int length = deflater.deflate(out);
		deflater.end();
		return Arrays.copyOf(out, length);
	}

}
