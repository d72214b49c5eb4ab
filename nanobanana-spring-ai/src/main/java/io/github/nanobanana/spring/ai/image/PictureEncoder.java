package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Encodes pixels in the format of the picture that they came from, with the JDK's own
 * writers.
 */
final class PictureEncoder {

	private static final float JPEG_QUALITY = 0.92f;

	private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

	/** The longest side that the JDK's JPEG library writes. */
	private static final int MAX_JPEG_SIDE = 65_500;

	private PictureEncoder() {
	}

	static void check(PictureFormat format, PixelSize size) {
		if (format == PictureFormat.JPEG && Math.max(size.width(), size.height()) > MAX_JPEG_SIDE) {
			throw PictureFitException.target(size, "the " + MAX_JPEG_SIDE + " pixels that a side of a JPEG can have");
		}
	}

	static Picture encode(BufferedImage image, Picture source) throws IOException {
		PictureFormat format = source.format();
		ImageWriter writer = writer(format);
		PictureBuffer encoded = new PictureBuffer(Long.MAX_VALUE);
		try (ImageOutputStream out = new MemoryCacheImageOutputStream(new BufferOutput(encoded))) {
			writer.setOutput(out);
			ImageWriteParam param = writer.getDefaultWriteParam();
			IIOMetadata metadata = (format == PictureFormat.JPEG) ? tuneJpeg(writer, image, param) : null;
			writer.write(null, new IIOImage(image, null, metadata), param);
		}
		finally {
			writer.dispose();
		}
		Picture picture = encoded.toPicture();
		return (format == PictureFormat.PNG) ? PngColors.of(source).addTo(picture) : picture;
	}

	/**
	 * Sets the quality, and one colour sample for each pixel: by default the writer keeps
	 * one for four, which frays coloured lettering.
	 */
	private static IIOMetadata tuneJpeg(ImageWriter writer, BufferedImage image, ImageWriteParam param)
			throws IOException {
		param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
		param.setCompressionQuality(JPEG_QUALITY);
		IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
		IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
		IIOMetadataNode luma = (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
		luma.setAttribute("HsamplingFactor", "1");
		luma.setAttribute("VsamplingFactor", "1");
		metadata.setFromTree(JPEG_METADATA, root);
		return metadata;
	}

	private static ImageWriter writer(PictureFormat format) {
		Iterator<ImageWriter> writers = ImageIO.getImageWritersByMIMEType(format.mimeType());
		while (writers.hasNext()) {
			ImageWriter writer = writers.next();
			if (writer.getClass().getModule().equals(ImageWriter.class.getModule())) {
				return writer;
			}
		}
		throw PictureFitException.format(format);
	}

	/** Passes bytes on to a buffer. */
	private static final class BufferOutput extends OutputStream {

		private final PictureBuffer buffer;

		private BufferOutput(PictureBuffer buffer) {
			this.buffer = buffer;
		}

		@Override
		public void write(int value) {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] source, int offset, int length) {
			this.buffer.write(source, offset, length);
		}

	}

}
