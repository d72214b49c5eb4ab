package io.github.nanobanana.samples.benchmarks;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is to be measured.
 *
 * @param measures the measures, in order
 * @param peers the clients, in the order of the table
 * @param rounds how often each client has its turn
 */
record Plan(List<Measure> measures, List<Peer> peers, int rounds) {

	private static final int ROUNDS = 3;

	private static final int MOST_ROUNDS = 100;

	/**
	 * Reads the arguments of the command.
	 * @throws IllegalArgumentException if one of them is not known, with a sentence that
	 * says what is
	 */
	static Plan of(List<String> arguments) {
		List<Measure> measures = all();
		List<Peer> peers = List.of(Peer.values());
		int rounds = ROUNDS;
		Iterator<String> words = arguments.iterator();
		while (words.hasNext()) {
			String option = words.next();
			switch (option) {
				case "--only" -> measures = chosen(option, value(option, words), measures, Measure::name);
				case "--peers" -> peers = chosen(option, value(option, words), peers, Peer::name);
				case "--rounds" -> rounds = rounds(value(option, words));
				default -> throw new IllegalArgumentException(
						"'%s' is no option: use --only, --peers, --rounds or --help.".formatted(option));
			}
		}
		return new Plan(measures, peers, rounds);
	}

	/** What can be asked for, as a text for a person. */
	static String usage() {
		return """
				Measures this client beside others and prints a table, in about 15 minutes a round on two cores.
				  --only %s
				  --peers %s
				  --rounds how often each client has its turn, 1 to %d (default %d)
				Lists are separated by commas; without them everything is measured."""
			.formatted(names(all(), Measure::name), names(List.of(Peer.values()), Peer::name), MOST_ROUNDS, ROUNDS);
	}

	private static List<Measure> all() {
		return List.of(new AllocationMeasure(), new TimeMeasure(), new MemoryMeasure(), new CallsMeasure(),
				new ManyMeasure(), new StarterMeasure());
	}

	private static String value(String option, Iterator<String> words) {
		if (!words.hasNext()) {
			throw new IllegalArgumentException(option + " needs a value behind it.");
		}
		return words.next();
	}

	private static <T> List<T> chosen(String option, String value, List<T> all, Function<T, String> name) {
		List<String> wanted = Arrays.asList(value.split(","));
		for (String one : wanted) {
			if (all.stream().noneMatch((known) -> name.apply(known).equals(one))) {
				throw new IllegalArgumentException(
						"%s does not know '%s': use %s.".formatted(option, one, names(all, name)));
			}
		}
		return all.stream().filter((one) -> wanted.contains(name.apply(one))).toList();
	}

	private static int rounds(String value) {
		int rounds = value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
		if (rounds < 1 || rounds > MOST_ROUNDS) {
			throw new IllegalArgumentException(
					"--rounds is '%s': use a number from 1 to %d.".formatted(value, MOST_ROUNDS));
		}
		return rounds;
	}

	private static <T> String names(List<T> all, Function<T, String> name) {
		return all.stream().map(name).collect(Collectors.joining(","));
	}

}
