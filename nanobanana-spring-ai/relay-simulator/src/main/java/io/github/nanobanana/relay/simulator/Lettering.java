package io.github.nanobanana.relay.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets text: measures it, breaks it into lines and turns it into ink. Words break at
 * blanks, Chinese and Japanese between any two characters, and what is too long anywhere.
 */
final class Lettering {

	private static final double LEADING = 1.75;

	private final double size;

	private final double weight;

	private final int color;

	/** A pen for capitals of this height in pixels. */
	Lettering(double size, double weight, int color) {
		this.size = size;
		this.weight = weight;
		this.color = color;
	}

	double leading() {
		return this.size * LEADING;
	}

	double measure(String line) {
		return line.codePoints().mapToDouble(this::advance).sum();
	}

	List<String> wrap(String text, double width) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		double used = 0;
		int blank = -1;
		for (int codePoint : text.strip().replaceAll("\\s+", " ").codePoints().toArray()) {
			double advance = advance(codePoint);
			if (used + advance > width && !line.isEmpty()) {
				boolean midWord = codePoint != ' ' && codePoint < 0x2E80 && blank > 0;
				String rest = midWord ? line.substring(blank + 1) : "";
				lines.add((midWord ? line.substring(0, blank) : line.toString()).strip());
				line = new StringBuilder(rest);
				used = measure(rest);
				blank = -1;
			}
			if (codePoint == ' ') {
				blank = line.length();
			}
			if (codePoint != ' ' || !line.isEmpty()) {
				line.appendCodePoint(codePoint);
				used += advance;
			}
		}
		if (!line.isEmpty()) {
			lines.add(line.toString().strip());
		}
		return lines;
	}

	/** Ink for one line whose capitals begin at this height. */
	List<Ink> write(String line, double left, double top) {
		List<Ink> ink = new ArrayList<>();
		double x = left;
		for (int codePoint : line.codePoints().toArray()) {
			write(codePoint, x, top, ink);
			x += advance(codePoint);
		}
		return ink;
	}

	private void write(int codePoint, double left, double top, List<Ink> ink) {
		StrokeFont.Glyph glyph = StrokeFont.glyph(codePoint);
		if (glyph != null) {
			glyph(glyph, left, top, this.size, this.weight, ink);
			return;
		}
		if (Character.isWhitespace(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK) {
			return;
		}
		if (SystemGlyphs.canDraw(codePoint)) {
			int cell = (int) Math.ceil(this.size * 1.45);
			Ink.Stencil stencil = SystemGlyphs.draw(codePoint, (int) left, (int) (top - this.size * 0.2), cell,
					this.color);
			if (stencil != null) {
				ink.add(stencil);
				return;
			}
		}
		box(codePoint, left, top, ink);
	}

	/** The number of the character in a frame, where no font knows it. */
	private void box(int codePoint, double left, double top, List<Ink> ink) {
		String hex = String.format("%04X", codePoint);
		double right = left + this.size * 1.2;
		double bottom = top + this.size;
		double radius = this.size * 0.03;
		ink.add(new Ink.Stroke(left, top, right, top, radius, this.color));
		ink.add(new Ink.Stroke(right, top, right, bottom, radius, this.color));
		ink.add(new Ink.Stroke(right, bottom, left, bottom, radius, this.color));
		ink.add(new Ink.Stroke(left, bottom, left, top, radius, this.color));
		double small = this.size * 0.3;
		int half = (hex.length() + 1) / 2;
		for (int i = 0; i < hex.length(); i++) {
			StrokeFont.Glyph glyph = StrokeFont.glyph(hex.charAt(i));
			if (glyph != null) {
				double x = left + this.size * (0.2 + 0.9 / half * (i % half));
				glyph(glyph, x, top + this.size * ((i < half) ? 0.14 : 0.57), small, this.weight * 0.7, ink);
			}
		}
	}

	private void glyph(StrokeFont.Glyph glyph, double left, double top, double height, double boldness, List<Ink> ink) {
		double scale = height / StrokeFont.CAPITAL;
		double radius = Math.max(0.5, height * boldness / 2);
		for (double[] line : glyph.lines()) {
			for (int i = 0; i + 3 < line.length; i += 2) {
				ink.add(new Ink.Stroke(left + line[i] * scale, top + line[i + 1] * scale, left + line[i + 2] * scale,
						top + line[i + 3] * scale, radius, this.color));
			}
		}
	}

	private double advance(int codePoint) {
		StrokeFont.Glyph glyph = StrokeFont.glyph(codePoint);
		if (glyph != null) {
			return (glyph.width() + StrokeFont.GAP) * this.size / StrokeFont.CAPITAL;
		}
		if (codePoint == ' ') {
			return StrokeFont.SPACE * this.size / StrokeFont.CAPITAL;
		}
		return (Character.getType(codePoint) == Character.NON_SPACING_MARK) ? 0 : this.size * 1.45;
	}

}
