package io.github.nanobanana.spring.ai.image;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads width and height from a picture's header without decoding it. Whatever the bytes
 * are, it neither throws nor runs longer than a bounded number of steps.
 */
final class PictureHeader {

	private static final int MAX_JPEG_STEPS = 10_000;

	private PictureHeader() {
	}

	static @Nullable PixelSize pixels(PictureFormat format, PictureBytes bytes) {
		return switch (format) {
			case PNG -> png(bytes);
			case JPEG -> jpeg(bytes);
			case WEBP -> webp(bytes);
			case GIF -> gif(bytes);
			case AVIF, HEIC -> HeifHeader.pixels(bytes);
			case UNKNOWN -> null;
		};
	}

	/** The first chunk, IHDR, starts with both sides (PNG specification, 11.2.1). */
	private static @Nullable PixelSize png(PictureBytes bytes) {
		byte[] head = bytes.copy(8, 16);
		if (head.length < 16 || !"IHDR".equals(text(head, 4))) {
			return null;
		}
		return size(uint32(head, 8), uint32(head, 12));
	}

	private static @Nullable PixelSize gif(PictureBytes bytes) {
		byte[] head = bytes.copy(6, 4);
		return (head.length < 4) ? null : size(little(head, 0, 2), little(head, 2, 2));
	}

	/**
	 * Walks the segments to the first frame header, SOF0 to SOF15 without DHT, JPG and
	 * DAC (ITU-T T.81, B.1). Metadata segments before it can be many and large.
	 */
	private static @Nullable PixelSize jpeg(PictureBytes bytes) {
		long position = 2;
		for (int step = 0; step < MAX_JPEG_STEPS; step++) {
			byte[] segment = bytes.copy(position, 9);
			if (segment.length < 4 || segment[0] != (byte) 0xff) {
				return null;
			}
			int marker = segment[1] & 0xff;
			if (marker == 0xff) {
				position++;
			}
			else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
				position += 2;
			}
			else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
				return (segment.length < 9) ? null : size(uint16(segment, 7), uint16(segment, 5));
			}
			else if (marker == 0xd9 || marker == 0xda || uint16(segment, 2) < 2) {
				return null;
			}
			else {
				position += 2 + uint16(segment, 2);
			}
		}
		return null;
	}

	/**
	 * The first chunk tells lossy, lossless and extended apart (RFC 9649, 2.5 to 2.7).
	 */
	private static @Nullable PixelSize webp(PictureBytes bytes) {
		byte[] chunk = bytes.copy(12, 18);
		if (chunk.length < 18) {
			return null;
		}
		return switch (text(chunk, 0)) {
			case "VP8X" -> size(little(chunk, 12, 3) + 1, little(chunk, 15, 3) + 1);
			case "VP8L" -> {
				long bits = little(chunk, 9, 4);
				yield (chunk[8] == 0x2f) ? size((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1) : null;
			}
			case "VP8 " -> (little(chunk, 11, 3) == 0x2a019d)
					? size(little(chunk, 14, 2) & 0x3fff, little(chunk, 16, 2) & 0x3fff) : null;
			default -> null;
		};
	}

	static @Nullable PixelSize size(long width, long height) {
		boolean possible = width >= 1 && height >= 1 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
		return possible ? new PixelSize((int) width, (int) height) : null;
	}

	static String text(byte[] bytes, int offset) {
		return new String(bytes, offset, 4, StandardCharsets.ISO_8859_1);
	}

	static long uint32(byte[] bytes, int offset) {
		return (long) uint16(bytes, offset) << 16 | uint16(bytes, offset + 2);
	}

	private static int uint16(byte[] bytes, int offset) {
		return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
	}

	private static long little(byte[] bytes, int offset, int count) {
		long value = 0;
		for (int i = count - 1; i >= 0; i--) {
			value = value << 8 | (bytes[offset + i] & 0xff);
		}
		return value;
	}

}
