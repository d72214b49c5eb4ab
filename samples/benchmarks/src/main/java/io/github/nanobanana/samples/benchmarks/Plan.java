package io.github.nanobanana.samples.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param measures the measures, in order
 * @param peers the clients, in the order of the table
 * @param rounds how often each client has its turn
 */
record Plan(List<Measure> measures, List<Peer> peers, int rounds) {

	private static final int ROUNDS = 3;

	static Plan of(List<String> arguments) {
		List<String> only = option(arguments, "--only");
		List<String> peers = option(arguments, "--peers");
		List<String> rounds = option(arguments, "--rounds");
		return new Plan(all().stream().filter((measure) -> only.isEmpty() || only.contains(measure.name())).toList(),
				Arrays.stream(Peer.values()).filter((peer) -> peers.isEmpty() || peers.contains(peer.name())).toList(),
				rounds.isEmpty() ? ROUNDS : Integer.parseInt(rounds.get(0)));
	}

	private static List<Measure> all() {
		return List.of(new AllocationMeasure(), new TimeMeasure(), new MemoryMeasure(), new CallsMeasure(),
				new ManyMeasure(), new StarterMeasure());
	}

	private static List<String> option(List<String> arguments, String name) {
		int index = arguments.indexOf(name);
		return (index < 0) ? List.of() : Arrays.asList(arguments.get(index + 1).split(","));
	}

}
