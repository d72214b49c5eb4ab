package io.github.nanobanana.spring.ai.image;

import org.jspecify.annotations.Nullable;

/**
 * Reads width and height from the {@code ispe} properties of an AVIF or HEIC file
 * (ISO/IEC 23008-12, 6.5.3). A picture made of tiles has one for each tile and one for
 * the whole, so the largest is taken. Rotation is not applied.
 */
final class HeifHeader {

	private static final int MAX_BOXES = 1_000;

	/** The property lies in meta, iprp and ipco. */
	private static final int MAX_DEPTH = 3;

	private final PictureBytes bytes;

	private int boxes;

	private @Nullable PixelSize largest;

	private HeifHeader(PictureBytes bytes) {
		this.bytes = bytes;
	}

	static @Nullable PixelSize pixels(PictureBytes bytes) {
		HeifHeader header = new HeifHeader(bytes);
		header.walk(0, bytes.size(), 0);
		return header.largest;
	}

	private void walk(long start, long end, int depth) {
		long position = start;
		while (position < end && depth <= MAX_DEPTH && this.boxes++ < MAX_BOXES) {
			byte[] head = this.bytes.copy(position, 20);
			if (head.length < 8) {
				return;
			}
			long length = PictureHeader.uint32(head, 0);
			int headLength = 8;
			if (length == 1 && head.length >= 16) {
				length = PictureHeader.uint32(head, 8) << 32 | PictureHeader.uint32(head, 12);
				headLength = 16;
			}
			else if (length == 0) {
				length = end - position;
			}
			if (length < headLength || length > end - position) {
				return;
			}
			enter(PictureHeader.text(head, 4), position + headLength, position + length, head, depth + 1);
			position += length;
		}
	}

	private void enter(String type, long start, long end, byte[] head, int depth) {
		switch (type) {
			case "meta" -> walk(start + 4, end, depth);
			case "iprp", "ipco" -> walk(start, end, depth);
			case "ispe" -> {
				if (head.length == 20) {
					keepLarger(PictureHeader.size(PictureHeader.uint32(head, 12), PictureHeader.uint32(head, 16)));
				}
			}
			default -> {
			}
		}
	}

	private void keepLarger(@Nullable PixelSize size) {
		if (size != null && (this.largest == null || size.area() > this.largest.area())) {
			this.largest = size;
		}
	}

}
