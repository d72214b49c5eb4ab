package io.github.nanobanana.spring.ai.image;

/**
 * Width and height of a picture in pixels.
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
	 * Returns the size with both sides multiplied.
	 * @param factor the factor, at least 1
	 * @return the larger size
	 */
	public PixelSize times(int factor) {
		return new PixelSize(this.width * factor, this.height * factor);
	}

	/**
	 * Tells whether a picture of this size is at least as wide and as high as another.
	 * @param other the other size
	 * @return whether it covers the other
	 */
	public boolean covers(PixelSize other) {
		return this.width >= other.width && this.height >= other.height;
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
