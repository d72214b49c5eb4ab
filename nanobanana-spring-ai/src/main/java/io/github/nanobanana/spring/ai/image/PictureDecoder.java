package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a PNG or JPEG whole, with the JDK's own readers whatever other ones are on the
 * class path. Its pixels are as stored, in sRGB or in a PNG's own colours.
 */
final class PictureDecoder {

	/** Ten are usual in a progressive JPEG. */
	private static final int MAX_SCANS = 100;

	private final Picture picture;

	private final JpegHead head;

	private final Set<String> warnings = new HashSet<>();

	private PictureDecoder(Picture picture, JpegHead head) {
		this.picture = picture;
		this.head = head;
	}

	/**
	 * Decodes a picture.
	 * @param picture a PNG or JPEG whose header states a size that the caller has checked
	 * @param head what its segments say
	 * @return the pixels, in a kind of image that Java draws fast and without a change of
	 * brightness
	 * @throws IOException if the bytes are not sound
	 */
	static BufferedImage decode(Picture picture, JpegHead head) throws IOException {
		return new PictureDecoder(picture, head).decode();
	}

	private BufferedImage decode() throws IOException {
		if (this.picture.format() == PictureFormat.JPEG && JpegHead.scans(this.picture) > MAX_SCANS) {
			throw PictureFitException.damaged(this.picture, "it has more than " + MAX_SCANS + " scans");
		}
		ImageReader reader = reader();
		// Explicitly in memory: the default stream would write a temporary file
		try (ImageInputStream in = new MemoryCacheImageInputStream(this.picture.openStream())) {
			reader.setInput(in, true, true);
			IIOReadWarningListener listener = (source, warning) -> this.warnings.add(warning);
			reader.addIIOReadWarningListener(listener);
			PixelSize size = new PixelSize(reader.getWidth(0), reader.getHeight(0));
			if (!size.equals(this.picture.pixels())) {
				throw PictureFitException.damaged(this.picture, "its header states two sizes");
			}
			// About a header, such as a broken profile, it warns without harm to the
			// pixels
			int harmless = this.warnings.size();
			BufferedImage image = read(reader);
			if (this.warnings.size() > harmless) {
				throw PictureFitException.damaged(this.picture, "some of its pixels are missing");
			}
			return image;
		}
		finally {
			reader.dispose();
		}
	}

	private BufferedImage read(ImageReader reader) throws IOException {
		boolean png = this.picture.format() == PictureFormat.PNG;
		if (!png && this.head.components() == 4) {
			return PlainPixels.ofCmyk(reader.readRaster(0, null), this.head.adobeTransform());
		}
		return PlainPixels.of(reader.read(0));
	}

	private ImageReader reader() {
		Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(this.picture.format().mimeType());
		while (readers.hasNext()) {
			ImageReader reader = readers.next();
			if (reader.getClass().getModule().equals(ImageReader.class.getModule())) {
				return reader;
			}
		}
		throw PictureFitException.format(this.picture.format());
	}

}
