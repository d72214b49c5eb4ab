package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A plot of small multiples: a column of bars for each contender, a row for each
 * scenario, and each bar with its figure.
 *
 * @param title what is shown
 * @param subtitle how to read it
 * @param faults the rows
 * @param cell what stands in a cell
 */
record BarGrid(String title, String subtitle, List<Fault> faults, BiFunction<Contender, Fault, Cell> cell) {

	private static final int LABELS = 196;

	private static final int COLUMN = 104;

	private static final int BAR = 56;

	private static final int ROW = 21;

	private static final int TOP = 84;

	String draw() {
		List<Contender> contenders = Contender.RIVALS;
		int width = LABELS + contenders.size() * COLUMN + 12;
		Svg svg = new Svg(width, TOP + this.faults.size() * ROW + 16, this.title, this.subtitle);
		for (int row = 0; row < this.faults.size(); row++) {
			double y = TOP + row * ROW;
			if (row % 2 == 0) {
				svg.rect(12, y, width - 24, ROW, "band");
			}
			svg.text(20, y + 15, "label", "start", this.faults.get(row).title);
		}
		for (int column = 0; column < contenders.size(); column++) {
			double x = LABELS + column * COLUMN;
			Contender contender = contenders.get(column);
			boolean own = contender == Contender.DESIGN;
			svg.text(x, TOP - 8, own ? "own small" : "head small", "start", contender.shortTitle());
			for (int row = 0; row < this.faults.size(); row++) {
				bar(svg, x, TOP + row * ROW, own, this.cell.apply(contender, this.faults.get(row)));
			}
		}
		return svg.toString();
	}

	private void bar(Svg svg, double x, double y, boolean own, Cell cell) {
		double length = BAR * Math.min(1, cell.length());
		svg.rect(x, y + 5, Math.max(1.5, length), ROW - 10, own ? "bar-own" : (cell.bad() ? "bar-bad" : "bar"));
		String style = own ? "own small" : (cell.bad() ? "bad small" : "small");
		svg.text(x + length + 5, y + 15, style, "start", cell.words());
	}

	/**
	 * One bar.
	 *
	 * @param length its length, 1 is full
	 * @param words its figure
	 * @param bad whether it stands for something that must not be
	 */
	record Cell(double length, String words, boolean bad) {

	}

}
