package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plots of the report, by file name.
 */
final class Plots {

	private static final int RELAYS = 4;

	private final Results results;

	Plots(Results results) {
		this.results = results;
	}

	Map<String, String> draw() {
		Map<String, String> plots = new LinkedHashMap<>();
		plots.put("lost.svg", lost(0.5));
		plots.put("lost-rare.svg", lost(0.05));
		plots.put("double-charges.svg", doubleCharges(0.5));
		plots.put("p99.svg", p99(0.5));
		plots.put("timeline.svg", new Timeline(this.results,
				List.of(Fault.INSTANT_500, Fault.SLOW, Fault.HANG, Fault.CUT_60, Fault.LATE_ERRORS_ONE, Fault.FLAPPING),
				0.5)
			.draw());
		return plots;
	}

	private String lost(double rate) {
		return new BarGrid("Pictures that arrived",
				"Percent of requests during the fault at %s calls/s, four relays. Bar: what was lost, logarithmic. Red: some were paid twice for it."
					.formatted(rate),
				partial(), (contender, fault) -> {
					double success = mean(Measure.SUCCESS, contender, fault, rate);
					boolean twice = mean(Measure.DOUBLE_CHARGES, contender, fault, rate) >= 1;
					return new BarGrid.Cell(logarithmic(10 * (100 - success)), Estimate.text(success, 1), twice);
				})
			.draw();
	}

	private String doubleCharges(double rate) {
		return new BarGrid("Pictures paid twice or more",
				"Of 1000 requests during the fault at %s calls/s, four relays. Logarithmic bars, full is 1000; zero is the law here."
					.formatted(rate),
				partial(), (contender, fault) -> {
					double charges = mean(Measure.DOUBLE_CHARGES, contender, fault, rate);
					String words = (charges == 0) ? "0" : Estimate.text(charges, (charges < 9.95) ? 1 : 0);
					return new BarGrid.Cell(logarithmic(charges), words, charges > 0);
				})
			.draw();
	}

	private String p99(double rate) {
		return new BarGrid("How long the slowest pictures took",
				"99th percentile of the times of pictures that arrived, in seconds, at %s calls/s, four relays; full is 180 s."
					.formatted(rate),
				partial(), (contender, fault) -> {
					double seconds = mean(Measure.P99, contender, fault, rate);
					return new BarGrid.Cell(seconds / Simulation.TIMEOUT, Estimate.text(seconds, 0), false);
				})
			.draw();
	}

	/** The scenarios in which something can arrive. */
	private static List<Fault> partial() {
		return Arrays.stream(Fault.values()).filter((fault) -> !fault.isOutage()).toList();
	}

	private double mean(Measure measure, Contender contender, Fault fault, double rate) {
		return this.results.estimate(measure, contender, fault, rate, RELAYS).mean();
	}

	/** Of a figure per 1000: nothing at 0, a third at 10. */
	private static double logarithmic(double ofThousand) {
		return StrictMath.log10(1 + ofThousand) / 3;
	}

}
