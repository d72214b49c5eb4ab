package io.github.nanobanana.spring.ai.image;

/**
 * Width and height of a picture in pixels, as its own header states them.
 *
 * @param width the width, at least 1
 * @param height the height, at least 1
 */
public record PixelSize(int width, int height) {

	/**
	 * Checks that both sides are at least one pixel.
	 */
	public PixelSize {
		if (width < 1 || height < 1) {
			throw new IllegalArgumentException("A picture has at least one pixel, not " + width + "x" + height);
		}
	}

	/**
	 * Returns the number of pixels.
	 * @return width times height
	 */
	public long area() {
		return (long) this.width * this.height;
	}

	@Override
	public String toString() {
		return this.width + "x" + this.height;
	}

}
