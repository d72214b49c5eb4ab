package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report as Markdown: what is simulated, the plots, the tables.
 */
final class Report {

	private static final int RELAYS = 4;

	private final Results results;

	private final String tried;

	/**
	 * A report.
	 * @param results what was simulated
	 * @param tried the chapter on what was tried, kept by hand
	 */
	Report(Results results, String tried) {
		this.results = results;
		this.tried = tried;
	}

	String write() {
		StringBuilder text = new StringBuilder(intro()).append(gates());
		text.append(table("Against others, 0.5 calls/s",
				"""
						Success % / calls per request / double charges per 1000, and where all are down the seconds to 95 % afterwards.
						More than here, beyond the width of the intervals, is delivered only by sending again what may have been paid
						for: the double charges show it,
						except where a relay hangs, since in this model it never bills what it never answers.""",
				Contender.RIVALS, List.of(Fault.values()), 0.5));
		text.append(table("Against others, 0.05 calls/s", "The same for a quiet service, where learning is slow.",
				Contender.RIVALS, List.of(Fault.values()), 0.05));
		text.append(table("Against others, 1.2 calls/s", "The same at half of what four relays can do.",
				Contender.RIVALS, Results.TELLING, 1.2));
		text.append(table("Without one rule, 0.5 calls/s", ABLATIONS, Contender.ABLATIONS, Results.TELLING, 0.5));
		for (double rate : Results.RATES) {
			text.append(details(rate));
		}
		text.append(sizes());
		text.append(this.tried);
		return text.toString();
	}

	private static final String ABLATIONS = """
			The design with one of its rules taken away from outside, without a switch in the production code. "Repeats
			everything" gives each attempt 120 s. No ejection, no forced trial and two random choices are not among them:
			these would need a switch inside of the pool.""";

	private static String intro() {
		return """
				# The choice among endpoints, simulated

				Written by `SimulationReportTests`, which also fails when this file is not what the code gives. To write it anew:

				```
				mvn -pl nanobanana-spring-ai -am -Dtest='Simulation*Tests' -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.write=true test
				```

				The pool of production, with its clock and its chance injected, runs in virtual time beside models of other
				balancers: same arrivals, same relays, same faults. Requests arrive at random (Poisson); a relay has 12 slots and
				takes 18 s for a picture (lognormal median, sigma 0.5), whether or not somebody still waits, and bills it. Relays 1
				to n fall ill after 20 minutes, for 40 minutes (10 where all are down); then 30 minutes of recovery. A call with
				all its attempts has 180 s. Figures are means over 10 seeds, 40 at 0.05 calls/s, with 95 % intervals over the seeds
				(Student's t). The invented part is the relays: good for comparing, not for promises.

				The others are modelled from their published defaults, with retries switched on where users do that
				(sources are in the Javadoc of each): round robin, random, Spring Cloud LoadBalancer with retries of all operations
				and of 5xx, LiteLLM's shuffle with cooldown and two retries, Envoy with outlier detection and one retry, and
				power of two choices by peak EWMA.

				![Pictures that arrived, by scenario and balancer](lost.svg)

				![Pictures paid twice, by scenario and balancer](double-charges.svg)

				![Share of calls to an ill relay over time](timeline.svg)

				![99th percentile of times, by scenario and balancer](p99.svg)

				![Pictures that arrived at 0.05 calls/s, by scenario and balancer](lost-rare.svg)

				""";
	}

	private String table(String heading, String words, List<Contender> contenders, List<Fault> faults, double rate) {
		StringBuilder text = new StringBuilder("## %s\n\n%s\n\n".formatted(heading, words.strip()));
		text.append(row("scenario", contenders.stream().map((contender) -> contender.title).toList()));
		text.append(rule(contenders.size()));
		for (Fault fault : faults) {
			text.append(
					row(fault.title, contenders.stream().map((contender) -> brief(contender, fault, rate)).toList()));
		}
		return text.append('\n').toString();
	}

	private String gates() {
		StringBuilder text = new StringBuilder("""
				## Gates

				What the build refuses to lose: the worst scenario of each, this library with four relays.

				| promise | at calls/s | bound | worst | in scenario |
				|---|--:|--:|--:|---|
				""");
		for (Gate gate : Gate.all()) {
			Fault worst = gate.worst(this.results);
			double mean = gate.mean(this.results, worst);
			String where = (mean == 0) ? "all" : worst.title;
			String bound = (gate.atLeast() ? "≥ " : "≤ ") + (Estimate.text(gate.bound(), 1)).replace(".0", "");
			text.append(row(gate.title(),
					List.of(Double.toString(gate.rate()), bound, Estimate.text(mean, gate.measure().decimals), where)));
		}
		return text.append('\n').toString();
	}

	private String brief(Contender contender, Fault fault, double rate) {
		List<Measure> measures = fault.isOutage()
				? List.of(Measure.SUCCESS, Measure.CALLS, Measure.DOUBLE_CHARGES, Measure.RECOVERED)
				: List.of(Measure.SUCCESS, Measure.CALLS, Measure.DOUBLE_CHARGES);
		return measures.stream()
			.map((measure) -> this.results.estimate(measure, contender, fault, rate, RELAYS).mean(measure.decimals))
			.collect(Collectors.joining(" / "));
	}

	private String details(double rate) {
		List<Measure> measures = List.of(Measure.values());
		StringBuilder text = new StringBuilder("## This library in detail, %s calls/s\n\n".formatted(rate));
		text.append(
				"Four relays. A dash: it did not happen. \"(7 of 10)\": it happened in so many seeds. Shares are of all\n")
			.append("calls, and a quarter is fair. Not ejected often means not asked often: the score keeps calls away.\n\n");
		text.append(row("scenario", measures.stream().map((measure) -> measure.title).toList()));
		text.append(rule(measures.size()));
		for (Fault fault : Fault.values()) {
			text.append(row(fault.title,
					measures.stream()
						.map((measure) -> this.results.estimate(measure, Contender.DESIGN, fault, rate, RELAYS)
							.full(measure.decimals))
						.toList()));
		}
		return text.append('\n').toString();
	}

	private String sizes() {
		StringBuilder text = new StringBuilder(
				"""
						## This library with two, four and eight relays

						Success % / share left on the ill relays % / double charges per 1000. Not at 1.2 calls/s, which is all that two
						relays can do when they are well.

						""");
		List<double[]> columns = List.of(0.05, 0.5)
			.stream()
			.flatMap((rate) -> Results.RELAYS.stream().map((relays) -> new double[] { rate, relays }))
			.toList();
		text.append(row("scenario",
				columns.stream().map((column) -> "%s/s, %d relays".formatted(column[0], (int) column[1])).toList()));
		text.append(rule(columns.size()));
		for (Fault fault : Fault.values()) {
			text.append(row(fault.title,
					columns.stream().map((column) -> size(fault, column[0], (int) column[1])).toList()));
		}
		return text.append('\n').toString();
	}

	private String size(Fault fault, double rate, int relays) {
		if (!fault.fits(relays)) {
			return "–";
		}
		return List.of(Measure.SUCCESS, Measure.SHARE, Measure.DOUBLE_CHARGES)
			.stream()
			.map((measure) -> this.results.estimate(measure, Contender.DESIGN, fault, rate, relays)
				.mean(measure.decimals))
			.collect(Collectors.joining(" / "));
	}

	private static String row(String first, List<String> rest) {
		return "| " + first + " | " + String.join(" | ", rest) + " |\n";
	}

	private static String rule(int columns) {
		String[] cells = new String[columns];
		Arrays.fill(cells, "--:|");
		return "|---|" + String.join("", cells) + "\n";
	}

}
