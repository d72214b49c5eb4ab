package io.github.nanobanana.relay.simulator;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes a JPEG with the encoder of the JDK, which needs no fonts and no display. */
final class JpegWriter {

	private static final int MAX_SEGMENT = 65_533;

	private static final int COMMENT = 0xFE;

	private static final int PRIVATE = 0xEF;

	private final BufferedImage image;

	JpegWriter(int width, int height) {
		this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
	}

	void rows(Band band) {
		this.image.setRGB(0, band.top(), band.width(), band.rows(), band.pixels(), 0, band.width());
	}

	byte[] finish(String comment, int leastBytes, long seed) {
		ByteArrayOutputStream encoded = new ByteArrayOutputStream(1 << 18);
		try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(encoded)) {
			ImageIO.write(this.image, "jpeg", stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		byte[] plain = encoded.toByteArray();
		ByteArrayOutputStream file = new ByteArrayOutputStream(Math.max(plain.length, leastBytes) + (1 << 17));
		file.write(plain, 0, 2);
		segment(file, COMMENT, comment.getBytes(StandardCharsets.UTF_8));
		long number = seed;
		while (file.size() + plain.length < leastBytes) {
			int missing = leastBytes - file.size() - plain.length;
			segment(file, PRIVATE, Poster.noise(Math.min(MAX_SEGMENT, Math.max(1, missing)), number++));
		}
		file.write(plain, 2, plain.length - 2);
		return file.toByteArray();
	}

	private static void segment(ByteArrayOutputStream file, int marker, byte[] content) {
		byte[] kept = Arrays.copyOf(content, Math.min(content.length, MAX_SEGMENT));
		int length = kept.length + 2;
		file.writeBytes(new byte[] { (byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length });
		file.writeBytes(kept);
	}

	@Override
	public String toString() {
		return "JpegWriter[" + this.image.getWidth() + "x" + this.image.getHeight() + "]";
	}

}
