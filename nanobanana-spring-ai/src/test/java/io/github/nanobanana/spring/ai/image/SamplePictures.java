package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import javax.imageio.ImageIO;

/**
 * Small pictures: real ones where the JDK can write the format, header bytes otherwise.
 */
final class SamplePictures {

	private SamplePictures() {
	}

	static byte[] png(int width, int height) {
		return encode("png", width, height);
	}

	static byte[] jpeg(int width, int height) {
		return encode("jpeg", width, height);
	}

	static byte[] gif(int width, int height) {
		return encode("gif", width, height);
	}

	/** A picture of which only the head is one. */
	static byte[] large(int length) {
		byte[] bytes = new byte[length];
		new Random(7).nextBytes(bytes);
		byte[] head = png(3, 2);
		System.arraycopy(head, 0, bytes, 0, Math.min(length, head.length));
		return bytes;
	}

	static byte[] webpExtended(int width, int height) {
		return join("RIFF", le(22, 4), "WEBPVP8X", le(10, 4), le(0, 4), le(width - 1, 3), le(height - 1, 3));
	}

	static byte[] webpLossless(int width, int height) {
		return join("RIFF", le(17, 4), "WEBPVP8L", le(5, 4), le(0x2f, 1), le((height - 1) << 14 | (width - 1), 4),
				le(0, 8));
	}

	static byte[] webpLossy(int width, int height) {
		return join("RIFF", le(22, 4), "WEBPVP8 ", le(10, 4), le(0, 3), le(0x2a019d, 3), le(width, 2), le(height, 2));
	}

	/** A tiled picture: the size of a tile and the size of the whole. */
	static byte[] heif(String brand, int width, int height) {
		byte[] tile = box("ispe", join(be(0), be(512), be(512)));
		byte[] whole = box("ispe", join(be(0), be(width), be(height)));
		byte[] properties = box("iprp", box("ipco", join(tile, whole)));
		byte[] meta = box("meta", join(be(0), box("hdlr", new byte[24]), properties));
		return join(box("ftyp", join(brand, be(0), "mif1", "miaf")), meta, box("mdat", new byte[40]));
	}

	static byte[] box(String type, byte[] content) {
		return join(be(8 + content.length), type, content);
	}

	static byte[] be(int value) {
		return new byte[] { (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value };
	}

	static byte[] join(Object... parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (Object part : parts) {
			out.writeBytes((part instanceof String text) ? text.getBytes(StandardCharsets.ISO_8859_1) : (byte[]) part);
		}
		return out.toByteArray();
	}

	private static byte[] le(int value, int count) {
		byte[] bytes = new byte[count];
		for (int i = 0; i < Math.min(4, count); i++) {
			bytes[i] = (byte) (value >> 8 * i);
		}
		return bytes;
	}

	private static byte[] encode(String format, int width, int height) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.setUseCache(false);
			ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

}
