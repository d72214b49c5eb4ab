package io.github.nanobanana.relay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Draws a picture that says which request it answers: prompt, model, ratio, tier, pixels,
 * seed and kind, over a landscape that differs from prompt to prompt.
 */
final class Poster {

	private static final int ROWS = 64;

	private static final int PAPER = 0xFBF4E6;

	private static final int MAX_PROMPT = 1_000;

	private final PictureSpec spec;

	private final int width;

	private final int height;

	private final double ground;

	private final List<Ink> ink = new ArrayList<>();

	private Poster(PictureSpec spec) {
		this.spec = spec;
		this.width = spec.pixels().width();
		this.height = spec.pixels().height();
		this.ground = ground(this.width, this.height);
		letter();
	}

	static byte[] draw(PictureSpec spec) {
		Poster poster = new Poster(spec);
		String description = spec.prompt() + "\n" + spec.caption() + "\n" + spec.deed();
		if (spec.format() == PictureFormat.JPEG) {
			JpegWriter writer = new JpegWriter(poster.width, poster.height);
			poster.paint(writer::rows);
			return writer.finish(description, spec.leastBytes(), spec.hash());
		}
		PngWriter writer = new PngWriter(poster.width, poster.height);
		writer.describe("Description", description);
		poster.paint(writer::rows);
		writer.finishData();
		int missing = spec.leastBytes() - writer.size();
		if (missing > 0) {
			writer.pad(noise(missing, spec.hash()));
		}
		return writer.finish();
	}

	static byte[] noise(int length, long seed) {
		byte[] noise = new byte[length];
		new SplittableRandom(seed).nextBytes(noise);
		return noise;
	}

	private void paint(Consumer<Band> rows) {
		Scene scene = new Scene(this.width, this.height, this.ground, this.spec.hash());
		for (int top = 0; top < this.height; top += ROWS) {
			Band band = new Band(this.width, top, Math.min(ROWS, this.height - top));
			scene.paint(band);
			this.ink.forEach((piece) -> piece.paint(band));
			rows.accept(band);
		}
	}

	/** Prompt large, the two lines of facts small, at the foot of the picture. */
	private void letter() {
		double span = Math.min(this.width, this.height);
		double margin = span * 0.07;
		double room = this.width - 2 * margin;
		double facts = factSize(span, room);
		Lettering small = new Lettering(facts, 0.11, Band.mix(PAPER, 0x808080, 0.25));
		List<String> lines = new ArrayList<>(small.wrap(this.spec.caption(), room));
		lines.addAll(small.wrap(this.spec.deed(), room));
		double bottom = this.height - margin;
		double top = bottom - facts - (lines.size() - 1) * small.leading();
		for (int i = 0; i < lines.size(); i++) {
			this.ink.addAll(small.write(lines.get(i), margin, top + i * small.leading()));
		}
		double free = this.height * this.ground - margin - (bottom - top) - facts * 1.6 - span * 0.03;
		prompt(span, margin, room, free, top - facts * 1.6);
	}

	private void prompt(double span, double margin, double room, double free, double bottom) {
		String text = this.spec.prompt().substring(0, Math.min(MAX_PROMPT, this.spec.prompt().length()));
		double size = span * 0.08;
		Lettering large = new Lettering(size, 0.13, PAPER);
		List<String> lines = large.wrap(text, room);
		while (lines.size() * large.leading() > free && size > span * 0.024) {
			size *= 0.93;
			large = new Lettering(size, 0.13, PAPER);
			lines = large.wrap(text, room);
		}
		int fitting = Math.max(1, (int) (free / large.leading()));
		if (lines.size() > fitting) {
			lines = new ArrayList<>(lines.subList(0, fitting));
			lines.set(fitting - 1, lines.get(fitting - 1) + " ...");
		}
		double top = bottom - size * 1.35 - (lines.size() - 1) * large.leading();
		for (int i = 0; i < lines.size(); i++) {
			this.ink.addAll(large.write(lines.get(i), margin, top + i * large.leading()));
		}
	}

	/** The share of the height that is left to the words. */
	private static double ground(int width, int height) {
		if (width > 2 * height) {
			return 0.6;
		}
		return (height > 2 * width) ? 0.25 : 0.4;
	}

	private double factSize(double span, double room) {
		double size = span * 0.021;
		double needed = new Lettering(size, 0.11, PAPER).measure(this.spec.caption());
		return (needed > room && needed < room * 1.4) ? size * room / needed : size;
	}

	@Override
	public String toString() {
		return "Poster[" + this.spec + "]";
	}

}
