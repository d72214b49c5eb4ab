package io.github.nanobanana.relay.simulator;

import java.util.SplittableRandom;

/**
 * The background of a picture: sky, sun or banana moon, and hills in a row, all decided
 * by the hash of the request. It is computed per pixel, so any size costs the same
 * memory.
 */
final class Scene {

	private static final int LAYERS = 4;

	// sky above, sky at the horizon, sun, farthest hill, nearest hill
	private static final int[][] PALETTES = { { 0x2B5C8A, 0xF7C59F, 0xFFF3D6, 0x7A8FA6, 0x17263A },
			{ 0x3A2E5C, 0xF49D6E, 0xFFE3A3, 0x9C5F78, 0x1F1633 }, { 0x0F3D4C, 0x9FD8C4, 0xFFF6C9, 0x4F8F8B, 0x0B2530 },
			{ 0x8C3B4A, 0xFAD18B, 0xFFF0C2, 0xB9605A, 0x33141F }, { 0x101B3D, 0x6C77B8, 0xFFE58A, 0x3F4A85, 0x0B1028 },
			{ 0x4A7C59, 0xF6E7B4, 0xFFFDEB, 0x7FA37A, 0x16301F }, { 0x1D2A44, 0xD98C9A, 0xFFD9A0, 0x75506F, 0x171A2E },
			{ 0x5B7DB1, 0xFDE2E4, 0xFFF7B8, 0x98A6CF, 0x262F52 } };

	private final int width;

	private final int height;

	private final int[] palette;

	private final double sunX;

	private final double sunY;

	private final double sunRadius;

	private final boolean moon;

	private final double[][] hills = new double[LAYERS][];

	/** A scene whose nearest hill leaves this share of the height to the words. */
	Scene(int width, int height, double ground, long hash) {
		SplittableRandom random = new SplittableRandom(hash);
		this.width = width;
		this.height = height;
		this.palette = PALETTES[random.nextInt(PALETTES.length)];
		double span = Math.min(width, height);
		this.moon = random.nextInt(3) == 0;
		this.sunRadius = span * random.nextDouble(0.11, 0.17);
		this.sunX = width * random.nextDouble(0.22, 0.78);
		this.sunY = height * (1 - ground) * random.nextDouble(0.35, 0.62);
		for (int layer = 0; layer < LAYERS; layer++) {
			double depth = (double) layer / (LAYERS - 1);
			double crest = height * (1 - ground) - span * 0.2 * (1 - depth) + span * 0.04 * depth;
			this.hills[layer] = ridge(random, crest, span * (0.10 - 0.055 * depth));
		}
	}

	private double[] ridge(SplittableRandom random, double crest, double swing) {
		double[] ridge = new double[this.width];
		double span = Math.min(this.width, this.height);
		for (int wave = 0; wave < 3; wave++) {
			double phase = random.nextDouble(Math.PI * 2);
			double length = span * random.nextDouble(0.5, 1.1) / (wave + 1);
			double height = swing / (1 + wave * 1.4);
			for (int x = 0; x < this.width; x++) {
				ridge[x] += height * Math.sin(phase + x / length * Math.PI);
			}
		}
		for (int x = 0; x < this.width; x++) {
			ridge[x] += crest;
		}
		return ridge;
	}

	void paint(Band band) {
		for (int y = band.top(); y < band.bottom(); y++) {
			sky(band, y);
			sun(band, y);
		}
		for (int layer = 0; layer < LAYERS; layer++) {
			hill(band, layer);
		}
	}

	private void sky(Band band, int y) {
		double depth = Math.min(1, y / (this.height * 0.62));
		band.fill(y, 0, this.width, Band.mix(this.palette[0], this.palette[1], depth * depth * (3 - 2 * depth)));
	}

	private void sun(Band band, int y) {
		double glow = this.sunRadius * 3.2;
		double dy = y + 0.5 - this.sunY;
		if (Math.abs(dy) > glow) {
			return;
		}
		double reach = Math.sqrt(glow * glow - dy * dy);
		int to = (int) Math.min(this.width, this.sunX + reach);
		for (int x = (int) Math.max(0, this.sunX - reach); x < to; x++) {
			double dx = x + 0.5 - this.sunX;
			double distance = Math.sqrt(dx * dx + dy * dy);
			double halo = Math.max(0, 1 - distance / glow);
			band.blend(x, y, this.palette[2], halo * halo * 0.45);
			band.blend(x, y, this.palette[2], Math.min(1, this.sunRadius + 0.5 - distance) * bite(dx, dy));
		}
	}

	/** What a second disc takes out of the sun to leave a banana. */
	private double bite(double dx, double dy) {
		if (!this.moon) {
			return 1;
		}
		double offX = dx - this.sunRadius * 0.42;
		double offY = dy + this.sunRadius * 0.38;
		double distance = Math.sqrt(offX * offX + offY * offY);
		return Math.max(0, Math.min(1, distance - this.sunRadius * 0.92 + 0.5));
	}

	private void hill(Band band, int layer) {
		double depth = (double) layer / (LAYERS - 1);
		int color = Band.mix(this.palette[3], this.palette[4], depth);
		double[] ridge = this.hills[layer];
		int[] pixels = band.pixels();
		for (int y = band.top(); y < band.bottom(); y++) {
			int row = (y - band.top()) * this.width;
			for (int x = 0; x < this.width; x++) {
				double cover = y + 1 - ridge[x];
				if (cover >= 1) {
					pixels[row + x] = color;
				}
				else if (cover > 0) {
					pixels[row + x] = Band.mix(pixels[row + x], color, cover);
				}
			}
		}
	}

	@Override
	public String toString() {
		return "Scene[" + this.width + "x" + this.height + (this.moon ? ", moon" : ", sun") + "]";
	}

}
