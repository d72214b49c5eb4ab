package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * The one command. Without arguments it measures everything and prints the table;
 * {@code --only allocation,time,memory,calls,many,starter} and {@code --peers
 * NANO_BANANA,SOCKET} measure a part of it, {@code --rounds 1} less often.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs the command.
	 * @param arguments see above; {@code server} and {@code probe} are for the processes
	 * that the command starts itself
	 * @throws Exception if the measures cannot be taken at all
	 */
	public static void main(String... arguments) throws Exception {
		List<String> words = Arrays.asList(arguments);
		if (words.contains("server")) {
			AnswerServer.run();
		}
		else if (words.contains("probe")) {
			System.exit(probe(arguments[1], Peer.valueOf(arguments[2]), URI.create(arguments[3])));
		}
		else if (words.contains("--help")) {
			System.out.println(Plan.usage());
		}
		else {
			measure(plan(words));
		}
	}

	private static Plan plan(List<String> words) {
		try {
			return Plan.of(words);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
			throw ex;
		}
	}

	private static int probe(String kind, Peer peer, URI base) {
		try {
			switch (kind) {
				case "allocation" -> AllocationProbe.run(peer, base);
				case "calls" -> CallsProbe.run(peer, base);
				case "memory" -> MemoryProbe.run(peer, base);
				default -> ManyProbe.run(peer, base, ManyProbe.Way.valueOf(kind));
			}
			return 0;
		}
		catch (Exception ex) {
			Figures.sayFailure(ex);
			return 1;
		}
	}

	private static void measure(Plan plan) throws Exception {
		Table table = new Table();
		try (ServerProcess server = ServerProcess.start()) {
			for (Measure measure : plan.measures()) {
				measure.run(plan, server, table);
				System.err.println("Measured so far, " + measure.name() + " last:\n" + table.toMarkdown() + "\n");
			}
		}
		System.out.println("JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
				+ " processors\n\n" + table.toMarkdown());
	}

}
