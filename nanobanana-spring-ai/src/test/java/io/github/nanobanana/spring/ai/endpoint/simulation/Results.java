package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * All runs of all worlds, computed once. Each run is by itself and has its own seed, so
 * they may run side by side and come out the same.
 */
final class Results {

	/** A quiet service, the usual one, and one at half of what the relays can do. */
	static final List<Double> RATES = List.of(0.05, 0.5, 1.2);

	static final List<Integer> RELAYS = List.of(2, 4, 8);

	/** The faults that tell what a rule is good for. */
	static final List<Fault> TELLING = List.of(Fault.REFUSED, Fault.INSTANT_500, Fault.SLOW, Fault.TWO_SLOW,
			Fault.CUT_60, Fault.ERRORS_ALL, Fault.LATE_ERRORS_ONE, Fault.LATE_ERRORS_FREE, Fault.HANG,
			Fault.KEY_REVOKED, Fault.ALL_REFUSED, Fault.ALL_500, Fault.ALL_HANG);

	private static final int SEEDS = 10;

	/** Few requests say little, and cost little. */
	private static final int SEEDS_WHEN_RARE = 40;

	private final Map<World, List<Run>> runs;

	private Results(Map<World, List<Run>> runs) {
		this.runs = runs;
	}

	static Results of(Set<World> worlds) {
		List<World> order = List.copyOf(worlds);
		List<List<Run>> runs = IntStream.range(0, order.size())
			.parallel()
			.mapToObj((number) -> runs(order.get(number)))
			.toList();
		Map<World, List<Run>> results = new LinkedHashMap<>();
		for (int number = 0; number < order.size(); number++) {
			results.put(order.get(number), runs.get(number));
		}
		return new Results(results);
	}

	private static List<Run> runs(World world) {
		return LongStream.rangeClosed(1, (world.rate() < 0.1) ? SEEDS_WHEN_RARE : SEEDS)
			.mapToObj((seed) -> new Simulation(world, seed).run())
			.toList();
	}

	/**
	 * Everybody with four relays; the design with two and eight too, and without a rule.
	 */
	static Set<World> everything() {
		Set<World> worlds = new LinkedHashSet<>();
		for (Fault fault : Fault.values()) {
			for (double rate : RATES) {
				List<Contender> rivals = (rate < 1 || TELLING.contains(fault)) ? Contender.RIVALS
						: List.of(Contender.DESIGN);
				rivals.forEach((rival) -> worlds.add(new World(rival, fault, rate, 4)));
			}
			for (int relays : RELAYS) {
				if (fault.fits(relays)) {
					worlds.add(new World(Contender.DESIGN, fault, 0.05, relays));
					worlds.add(new World(Contender.DESIGN, fault, 0.5, relays));
				}
			}
		}
		for (Fault fault : TELLING) {
			Contender.ABLATIONS.forEach((ablation) -> worlds.add(new World(ablation, fault, 0.5, 4)));
		}
		return worlds;
	}

	List<Run> runs(Contender contender, Fault fault, double rate, int relays) {
		List<Run> found = this.runs.get(new World(contender, fault, rate, relays));
		if (found == null) {
			throw new IllegalArgumentException("Was not simulated.");
		}
		return found;
	}

	Estimate estimate(Measure measure, Contender contender, Fault fault, double rate, int relays) {
		return Estimate.of(measure, runs(contender, fault, rate, relays));
	}

	Map<World, List<Run>> all() {
		return this.runs;
	}

	@Override
	public String toString() {
		return this.runs.keySet().stream().map(World::toString).collect(Collectors.joining("\n"));
	}

}
