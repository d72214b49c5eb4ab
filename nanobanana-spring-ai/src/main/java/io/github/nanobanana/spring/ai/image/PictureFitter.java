package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Objects;

/**
 * Brings a received picture to exactly the pixels that were asked for, with the JDK's own
 * imaging. Immutable and safe to share.
 * <p>
 * PNG stays PNG and JPEG stays JPEG (quality 0.92, full colour resolution). Shrinking
 * averages in steps of one half, enlarging is bicubic. Samples become 8 bits deep, CMYK
 * becomes RGB, a JPEG's colour profile is applied and a PNG's is kept. A JPEG that is
 * stored turned (EXIF orientation) comes out upright. Other metadata is not carried over,
 * and an animated PNG becomes its first frame.
 * <p>
 * Other formats and damaged pictures are refused with a {@link PictureException}, and the
 * received picture stays as it was.
 * <p>
 * The call blocks and computes, for a second or two at 4K, so it does not belong on an
 * event loop. While it runs it needs heap for 3 to 4 bytes for each pixel of the source
 * (up to 12 if it has 16-bit samples, CMYK, a profile, or gray with alpha), 4 for each
 * pixel of the target (8 if it is stored turned), the encoded source once more, and the
 * encoded result. From a PNG of 5504x3072 and 43 MB to 3840x2160 that is 97 MB beside the
 * source; whoever fits many at once bounds their number.
 */
public final class PictureFitter {

	private static final long DEFAULT_MAX_PIXELS = 150_000_000;

	/** Four samples for each pixel must fit into one array. */
	private static final long LARGEST_MAX_PIXELS = 500_000_000;

	private static final int WHITE = 0xffffffff;

	private final Mode mode;

	private final int padding;

	private final long maxPixels;

	private PictureFitter(Mode mode, int padding, long maxPixels) {
		this.mode = mode;
		this.padding = padding;
		this.maxPixels = maxPixels;
	}

	/**
	 * Returns a fitter that pads in white and takes up to 150 million pixels.
	 * @param mode what happens when the ratios of both sizes differ
	 * @return the fitter
	 */
	public static PictureFitter of(Mode mode) {
		return new PictureFitter(Objects.requireNonNull(mode, "mode"), WHITE, DEFAULT_MAX_PIXELS);
	}

	/**
	 * Changes the colour around a padded picture.
	 * @param argb alpha, red, green and blue, 8 bits each; 0 is transparent. A JPEG has
	 * no alpha, so there the colour is laid over white
	 * @return a fitter that pads in this colour
	 */
	public PictureFitter withPadding(int argb) {
		return new PictureFitter(this.mode, argb, this.maxPixels);
	}

	/**
	 * Changes the largest picture that is decoded or made.
	 * @param maxPixels width times height, 1 to 500 million
	 * @return a fitter with this cap
	 */
	public PictureFitter withMaxPixels(long maxPixels) {
		if (maxPixels < 1 || maxPixels > LARGEST_MAX_PIXELS) {
			throw new IllegalArgumentException("maxPixels must be 1 to " + LARGEST_MAX_PIXELS + ", not " + maxPixels);
		}
		return new PictureFitter(this.mode, this.padding, maxPixels);
	}

	/**
	 * Brings a picture to a size.
	 * @param source the picture
	 * @param target the size, as a viewer shows it
	 * @return a picture of exactly this size; {@code source} itself if it has it already
	 * @throws PictureTooLargeException if the source has more pixels than the cap, judged
	 * by its header
	 * @throws PictureFitException if the format cannot be read, the picture is damaged,
	 * the target is beyond the cap, or memory is short
	 */
	public Picture fit(Picture source, PixelSize target) {
		try {
			JpegHead head = JpegHead.of(source);
			if (target.equals(source.pixels()) && !head.orientation().swapsSides()) {
				return source;
			}
			check(source, target);
			return fit(source, head, target);
		}
		catch (PictureException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException | OutOfMemoryError | LinkageError ex) {
			// Also when one array did not fit or a library is missing: the picture is
			// paid
			throw PictureFitException.of(source, ex);
		}
	}

	private void check(Picture source, PixelSize target) {
		PictureFormat format = source.format();
		if (format != PictureFormat.PNG && format != PictureFormat.JPEG) {
			throw PictureFitException.format(format);
		}
		PixelSize pixels = source.pixels();
		if (pixels == null) {
			throw PictureFitException.damaged(source, "its header states no size");
		}
		if (pixels.area() > this.maxPixels) {
			throw PictureTooLargeException.pixels(pixels, this.maxPixels);
		}
		if (target.area() > this.maxPixels) {
			throw PictureFitException.target(target, "the limit of " + this.maxPixels + " pixels");
		}
		PictureEncoder.check(format, target);
	}

	/**
	 * Works on the pixels as they are stored and turns the finished picture, which is
	 * usually the smaller one.
	 */
	private Picture fit(Picture source, JpegHead head, PixelSize target) throws IOException {
		ExifOrientation orientation = head.orientation();
		boolean png = source.format() == PictureFormat.PNG;
		PixelSize stored = orientation.swapsSides() ? new PixelSize(target.height(), target.width()) : target;
		BufferedImage canvas = scale(PictureDecoder.decode(source, head), stored, png);
		return PictureEncoder.encode(orientation.upright(canvas), source);
	}

	private BufferedImage scale(BufferedImage image, PixelSize target, boolean alphaAllowed) {
		boolean padded = this.mode == Mode.PAD;
		boolean clear = padded && this.padding >>> 24 != 0xff;
		boolean alpha = alphaAllowed && (clear || image.getColorModel().hasAlpha());
		PictureScaler scaler = new PictureScaler(target, alpha);
		if (padded) {
			scaler.fill(this.padding);
			scaler.drawWhole(image);
		}
		else {
			scaler.drawCovering(image);
		}
		return scaler.canvas();
	}

	@Override
	public String toString() {
		return "PictureFitter[" + this.mode + ", padding=%08x, maxPixels=%d]".formatted(this.padding, this.maxPixels);
	}

	/**
	 * What happens when the ratio of the received picture is not the asked one.
	 */
	public enum Mode {

		/** The picture covers the size, and what juts out at two sides is cut off. */
		CROP,

		/** The whole picture is shown, with even borders at two sides. */
		PAD

	}

}
