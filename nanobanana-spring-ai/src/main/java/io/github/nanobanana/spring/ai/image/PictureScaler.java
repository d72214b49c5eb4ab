package io.github.nanobanana.spring.ai.image;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Draws a picture onto a canvas of a given size. Parts are whole pixels, so ratios are
 * kept to within half a pixel. For use by one thread, once.
 */
final class PictureScaler {

	private final BufferedImage canvas;

	PictureScaler(PixelSize size, boolean alpha) {
		this.canvas = image(size.width(), size.height(), alpha);
	}

	BufferedImage canvas() {
		return this.canvas;
	}

	/**
	 * Fills the canvas, over white if it has no alpha.
	 */
	void fill(int argb) {
		Rectangle all = bounds(this.canvas);
		Graphics2D graphics = this.canvas.createGraphics();
		try {
			if (this.canvas.getColorModel().hasAlpha()) {
				graphics.setComposite(AlphaComposite.Src);
			}
			else {
				graphics.setColor(Color.WHITE);
				graphics.fill(all);
			}
			graphics.setColor(new Color(argb, true));
			graphics.fill(all);
		}
		finally {
			graphics.dispose();
		}
	}

	/** Draws the whole picture into the middle, as large as the canvas allows. */
	void drawWhole(BufferedImage image) {
		draw(image, bounds(image), middle(bounds(this.canvas), bounds(image)));
	}

	/** Draws the picture's middle, as much of it as covers the canvas. */
	void drawCovering(BufferedImage image) {
		draw(image, middle(bounds(image), bounds(this.canvas)), bounds(this.canvas));
	}

	/**
	 * Finds the largest part of a rectangle, in its middle, that has another one's ratio.
	 */
	private static Rectangle middle(Rectangle whole, Rectangle ratio) {
		long acrossWhole = (long) whole.width * ratio.height;
		long acrossRatio = (long) ratio.width * whole.height;
		int width = whole.width;
		int height = whole.height;
		if (acrossWhole > acrossRatio) {
			width = (int) Math.max(1, Math.round((double) acrossRatio / ratio.height));
		}
		else {
			height = (int) Math.max(1, Math.round((double) acrossWhole / ratio.width));
		}
		return new Rectangle((whole.width - width) / 2, (whole.height - height) / 2, width, height);
	}

	/**
	 * Halves as long as one interpolated step would skip pixels, then draws the rest.
	 */
	private void draw(BufferedImage image, Rectangle from, Rectangle to) {
		BufferedImage current = image;
		Rectangle part = from;
		while (part.width > 2 * to.width || part.height > 2 * to.height) {
			BufferedImage half = image(halved(part.width, to.width), halved(part.height, to.height),
					image.getColorModel().hasAlpha());
			copy(current, part, half, bounds(half));
			current = half;
			part = bounds(half);
		}
		copy(current, part, this.canvas, to);
	}

	private static int halved(int from, int to) {
		return (from > 2 * to) ? (from + 1) / 2 : from;
	}

	private static void copy(BufferedImage image, Rectangle from, BufferedImage canvas, Rectangle to) {
		boolean larger = to.width > from.width || to.height > from.height;
		Graphics2D graphics = canvas.createGraphics();
		try {
			// Not blended: what is transparent stays so
			graphics.setComposite(AlphaComposite.Src);
			graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
					larger ? RenderingHints.VALUE_INTERPOLATION_BICUBIC : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
			graphics.drawImage(image, to.x, to.y, to.x + to.width, to.y + to.height, from.x, from.y,
					from.x + from.width, from.y + from.height, null);
		}
		finally {
			graphics.dispose();
		}
	}

	private static Rectangle bounds(BufferedImage image) {
		return new Rectangle(image.getWidth(), image.getHeight());
	}

	private static BufferedImage image(int width, int height, boolean alpha) {
		return new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
	}

}
