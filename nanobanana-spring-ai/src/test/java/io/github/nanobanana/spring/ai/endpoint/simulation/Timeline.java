package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.List;

/**
 * A plot of small multiples: for each fault, the share of calls that an ill relay gets,
 * minute by minute, with the time of the fault shaded.
 *
 * @param results where the runs come from
 * @param faults one panel each
 * @param rate requests per second
 */
record Timeline(Results results, List<Fault> faults, double rate) {

	private static final int RELAYS = 4;

	private static final int COLUMNS = 3;

	private static final int WIDTH = 312;

	private static final int HEIGHT = 190;

	private static final int TOP = 76;

	private static final int LEFT = 34;

	private static final int PLOT_WIDTH = 264;

	private static final int PLOT_HEIGHT = 124;

	private static final double MOST = 40;

	private static final double FROM = 900;

	String draw() {
		int rows = (this.faults.size() + COLUMNS - 1) / COLUMNS;
		Svg svg = new Svg(12 + COLUMNS * WIDTH, TOP + rows * HEIGHT + 12, "Who keeps sending to an ill relay",
				"Share of calls that one ill relay of four gets, means over three minutes at %s calls/s. Shaded: the fault. Dotted: a fair share."
					.formatted(this.rate));
		svg.text(20, 70, "own", "start", "this library");
		svg.text(110, 70, "text-a", "start", "— LiteLLM");
		svg.text(200, 70, "text-b", "start", "- - Envoy-like");
		for (int i = 0; i < this.faults.size(); i++) {
			panel(svg, this.faults.get(i), 12 + (i % COLUMNS) * WIDTH, TOP + (i / COLUMNS) * HEIGHT);
		}
		return svg.toString();
	}

	private void panel(Svg svg, Fault fault, double left, double top) {
		double x0 = left + LEFT;
		double y0 = top + 30;
		double until = fault.end() + Simulation.RECOVERY;
		svg.text(x0, y0 - 9, "head", "start", fault.title);
		svg.rect(x(x0, Fault.BEGIN, until), y0, x(x0, fault.end(), until) - x(x0, Fault.BEGIN, until), PLOT_HEIGHT,
				"fault");
		for (int percent = 0; percent <= MOST; percent += 10) {
			svg.line(x0, y(y0, percent), x0 + PLOT_WIDTH, y(y0, percent), "grid");
			svg.text(x0 - 6, y(y0, percent) + 4, "faint small", "end", percent + ((percent == MOST) ? " %" : ""));
		}
		svg.line(x0, y(y0, 25), x0 + PLOT_WIDTH, y(y0, 25), "fair");
		for (double at = Fault.BEGIN; at <= until; at += 1200) {
			svg.text(x(x0, at, until), y0 + PLOT_HEIGHT + 15, "faint small", "middle",
					Estimate.text(at / 60, 0) + " min");
		}
		curve(svg, Contender.ENVOY, fault, x0, y0, "line-b");
		curve(svg, Contender.LITELLM, fault, x0, y0, "line-a");
		curve(svg, Contender.DESIGN, fault, x0, y0, "line-own");
	}

	private void curve(Svg svg, Contender contender, Fault fault, double x0, double y0, String style) {
		List<Run> runs = this.results.runs(contender, fault, this.rate, RELAYS);
		double until = fault.end() + Simulation.RECOVERY;
		int first = (int) (FROM / Run.BUCKET);
		int count = (int) ((until - FROM) / Run.BUCKET) - 1;
		double[] x = new double[count];
		double[] y = new double[count];
		for (int i = 0; i < count; i++) {
			x[i] = x(x0, FROM + (i + 0.5) * Run.BUCKET, until);
			y[i] = y(y0, Math.min(MOST, smooth(runs, first + i)));
		}
		svg.curve(x, y, style);
	}

	/** The mean over three minutes: one has thirty calls. */
	private static double smooth(List<Run> runs, int bucket) {
		double sum = 0;
		for (int i = bucket - 1; i <= bucket + 1; i++) {
			double share = Run.share(runs, i, 0);
			sum += Double.isNaN(share) ? 0 : share;
		}
		return sum / 3;
	}

	private static double x(double x0, double seconds, double until) {
		return x0 + PLOT_WIDTH * (seconds - FROM) / (until - FROM);
	}

	private static double y(double y0, double percent) {
		return y0 + PLOT_HEIGHT * (1 - percent / MOST);
	}

}
