package io.github.nanobanana.relay.simulator;

/** Something drawn over the background, clipped to the band under the brush. */
interface Ink {

	void paint(Band band);

	/** A line with round ends. */
	record Stroke(double x1, double y1, double x2, double y2, double radius, int color) implements Ink {

		@Override
		public void paint(Band band) {
			int top = (int) Math.floor(Math.max(band.top(), Math.min(this.y1, this.y2) - this.radius - 1));
			int bottom = (int) Math.ceil(Math.min(band.bottom() - 1.0, Math.max(this.y1, this.y2) + this.radius + 1));
			int left = (int) Math.floor(Math.min(this.x1, this.x2) - this.radius - 1);
			int right = (int) Math.ceil(Math.max(this.x1, this.x2) + this.radius + 1);
			double dx = this.x2 - this.x1;
			double dy = this.y2 - this.y1;
			double length = Math.max(1e-9, dx * dx + dy * dy);
			for (int y = top; y <= bottom; y++) {
				for (int x = left; x <= right; x++) {
					double along = ((x + 0.5 - this.x1) * dx + (y + 0.5 - this.y1) * dy) / length;
					double t = Math.max(0, Math.min(1, along));
					double offX = x + 0.5 - this.x1 - t * dx;
					double offY = y + 0.5 - this.y1 - t * dy;
					double distance = Math.sqrt(offX * offX + offY * offY);
					band.blend(x, y, this.color, this.radius + 0.5 - distance);
				}
			}
		}

	}

	/** A stencil of one byte per pixel, as the system's fonts give it. */
	record Stencil(int left, int top, int width, int height, byte[] cover, int color) implements Ink {

		@Override
		public void paint(Band band) {
			int from = Math.max(this.top, band.top());
			int to = Math.min(this.top + this.height, band.bottom());
			for (int y = from; y < to; y++) {
				for (int x = 0; x < this.width; x++) {
					int alpha = this.cover[(y - this.top) * this.width + x] & 0xFF;
					band.blend(this.left + x, y, this.color, alpha / 255.0);
				}
			}
		}

	}

}
