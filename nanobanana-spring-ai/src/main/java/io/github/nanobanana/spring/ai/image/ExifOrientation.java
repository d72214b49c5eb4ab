package io.github.nanobanana.spring.ai.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * How the stored pixels of a picture lie compared with the shown ones (Exif 2.32, tag
 * 0x0112).
 *
 * @param tag the tag's value, 1 to 8, where 1 is upright
 */
record ExifOrientation(int tag) {

	static final ExifOrientation UPRIGHT = new ExifOrientation(1);

	static ExifOrientation of(int tag) {
		return (tag >= 1 && tag <= 8) ? new ExifOrientation(tag) : UPRIGHT;
	}

	/** Whether the shown width is the stored height. */
	boolean swapsSides() {
		return this.tag >= 5;
	}

	private boolean fromRight() {
		return this.tag == 2 || this.tag == 3 || this.tag == 7 || this.tag == 8;
	}

	private boolean fromBottom() {
		return this.tag == 3 || this.tag == 4 || this.tag == 6 || this.tag == 7;
	}

	/**
	 * Turns a picture upright.
	 * @param stored the picture as stored, with whole pixels as int
	 * @return the picture as shown; the same one if nothing is to be done
	 */
	BufferedImage upright(BufferedImage stored) {
		if (this.tag == 1) {
			return stored;
		}
		int width = stored.getWidth();
		int height = stored.getHeight();
		BufferedImage shown = swapsSides() ? new BufferedImage(height, width, stored.getType())
				: new BufferedImage(width, height, stored.getType());
		int[] from = pixels(stored);
		int[] to = pixels(shown);
		int shownWidth = shown.getWidth();
		for (int i = 0; i < to.length; i++) {
			int x = swapsSides() ? i / shownWidth : i % shownWidth;
			int y = swapsSides() ? i % shownWidth : i / shownWidth;
			int storedX = fromRight() ? width - 1 - x : x;
			int storedY = fromBottom() ? height - 1 - y : y;
			to[i] = from[storedY * width + storedX];
		}
		return shown;
	}

	private static int[] pixels(BufferedImage image) {
		return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
	}

}
