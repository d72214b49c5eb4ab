package io.github.nanobanana.relay.simulator;

import java.util.Arrays;

/**
 * Some rows of a picture under the brush. Pictures are painted band by band, so that 4K
 * costs hardly more memory than 1K.
 */
final class Band {

	private final int width;

	private final int top;

	private final int rows;

	private final int[] pixels;

	Band(int width, int top, int rows) {
		this.width = width;
		this.top = top;
		this.rows = rows;
		this.pixels = new int[width * rows];
	}

	int width() {
		return this.width;
	}

	int top() {
		return this.top;
	}

	int bottom() {
		return this.top + this.rows;
	}

	int rows() {
		return this.rows;
	}

	int[] pixels() {
		return this.pixels;
	}

	void fill(int y, int from, int to, int color) {
		int row = (y - this.top) * this.width;
		Arrays.fill(this.pixels, row + Math.max(0, from), row + Math.min(this.width, to), color);
	}

	/** Lay a colour over a pixel; points outside of the band are let go. */
	void blend(int x, int y, int color, double alpha) {
		if (alpha <= 0 || x < 0 || x >= this.width || y < this.top || y >= bottom()) {
			return;
		}
		int index = (y - this.top) * this.width + x;
		this.pixels[index] = (alpha >= 1) ? color : mix(this.pixels[index], color, alpha);
	}

	static int mix(int from, int to, double share) {
		int part = (int) (share * 256);
		int red = channel(from >> 16, to >> 16, part);
		int green = channel(from >> 8, to >> 8, part);
		return (red << 16) | (green << 8) | channel(from, to, part);
	}

	private static int channel(int from, int to, int part) {
		return ((from & 0xFF) * (256 - part) + (to & 0xFF) * part) >> 8;
	}

	@Override
	public String toString() {
		return "Band[" + this.top + ".." + bottom() + "]";
	}

}
