package io.github.nanobanana.spring.ai;

/**
 * The width and height of a picture in pixels.
 *
 * @param width the width, above 0
 * @param height the height, above 0
 */
public record PixelSize(int width, int height) {

	/**
	 * Creates the size.
	 * @throws IllegalArgumentException if a side is not above 0
	 */
	public PixelSize {
		if (width < 1 || height < 1) {
			throw new IllegalArgumentException("A picture of " + width + "x" + height + " pixels has no area.");
		}
	}

	PixelSize times(int factor) {
		return new PixelSize(this.width * factor, this.height * factor);
	}

	boolean covers(PixelSize other) {
		return this.width >= other.width && this.height >= other.height;
	}

	/**
	 * Returns the size as people and relays write it.
	 * @return the text, such as {@code 1376x768}
	 */
	@Override
	public String toString() {
		return this.width + "x" + this.height;
	}

}
