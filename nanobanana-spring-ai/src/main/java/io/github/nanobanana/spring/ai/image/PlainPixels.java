package io.github.nanobanana.spring.ai.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;

/**
 * Turns what the JDK's readers deliver into 8-bit RGB or gray, where drawing it as it is
 * would be slow or wrong. Java takes gray samples as linear light: drawn by way of its
 * colour model, a gray picture with alpha or of 16 bits turns brighter.
 */
final class PlainPixels {

	private PlainPixels() {
	}

	static BufferedImage of(BufferedImage image) {
		ColorSpace colors = image.getColorModel().getColorSpace();
		boolean rgb = colors.getType() == ColorSpace.TYPE_RGB;
		if (rgb && !colors.isCS_sRGB()) {
			BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(),
					BufferedImage.TYPE_3BYTE_BGR);
			return new ColorConvertOp(null).filter(image, converted);
		}
		return switch (image.getType()) {
			case BufferedImage.TYPE_CUSTOM, BufferedImage.TYPE_USHORT_GRAY -> ofSamples(image);
			default -> image;
		};
	}

	/** One sample is gray, two are gray and alpha, three are RGB, four RGB and alpha. */
	private static BufferedImage ofSamples(BufferedImage image) {
		Raster raster = image.getRaster();
		int bands = raster.getNumBands();
		int width = image.getWidth();
		int shift = raster.getSampleModel().getSampleSize(0) - 8;
		boolean alpha = bands % 2 == 0;
		int green = (bands > 2) ? 1 : 0;
		BufferedImage plain = new BufferedImage(width, image.getHeight(),
				alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
		int[] samples = new int[width * bands];
		int[] row = new int[width];
		for (int y = 0; y < image.getHeight(); y++) {
			raster.getPixels(0, y, width, 1, samples);
			for (int x = 0; x < width; x++) {
				int at = x * bands;
				int opacity = alpha ? samples[at + bands - 1] >> shift : 0xff;
				row[x] = argb(opacity, samples[at] >> shift, samples[at + green] >> shift,
						samples[at + 2 * green] >> shift);
			}
			plain.getRaster().setDataElements(0, y, width, 1, row);
		}
		return plain;
	}

	/**
	 * Converts without a profile. With an Adobe segment the samples are not ink but
	 * light; as YCCK the first three of them are inverted once more, then stored like the
	 * colours of any JPEG.
	 */
	static BufferedImage ofCmyk(Raster raster, int adobeTransform) {
		int width = raster.getWidth();
		boolean inverted = adobeTransform != JpegHead.NO_TRANSFORM;
		BufferedImage plain = new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_INT_RGB);
		int[] samples = new int[width * 4];
		int[] row = new int[width];
		for (int y = 0; y < raster.getHeight(); y++) {
			raster.getPixels(0, y, width, 1, samples);
			for (int x = 0; x < width; x++) {
				if (adobeTransform == 2) {
					decodeYcc(samples, x * 4);
				}
				row[x] = ofInks(samples, x * 4, inverted ? 0 : 0xff);
			}
			plain.getRaster().setDataElements(0, y, width, 1, row);
		}
		return plain;
	}

	private static int ofInks(int[] inks, int at, int mask) {
		int light = inks[at + 3] ^ mask;
		return argb(0xff, (inks[at] ^ mask) * light / 255, (inks[at + 1] ^ mask) * light / 255,
				(inks[at + 2] ^ mask) * light / 255);
	}

	/** Converts by the formulas of JFIF 1.02 and inverts, in place. */
	private static void decodeYcc(int[] samples, int at) {
		double luma = samples[at];
		double blue = samples[at + 1] - 128;
		double red = samples[at + 2] - 128;
		samples[at] = 255 - clamp(luma + 1.402 * red);
		samples[at + 1] = 255 - clamp(luma - 0.344136 * blue - 0.714136 * red);
		samples[at + 2] = 255 - clamp(luma + 1.772 * blue);
	}

	private static int clamp(double value) {
		return (int) Math.round(Math.max(0, Math.min(255, value)));
	}

	private static int argb(int alpha, int red, int green, int blue) {
		return alpha << 24 | red << 16 | green << 8 | blue;
	}

}
