package io.github.nanobanana.samples.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time and latency of small calls, client after client in each round.
 */
final class CallsMeasure implements Measure {

	@Override
	public String name() {
		return "calls";
	}

	@Override
	public void run(Plan plan, ServerProcess server, Table table) throws Exception {
		Map<Peer, List<Figures>> found = new EnumMap<>(Peer.class);
		for (int round = 0; round < plan.rounds(); round++) {
			for (Peer peer : plan.peers()) {
				found.computeIfAbsent(peer, (ignored) -> new ArrayList<>())
					.add(Measure.probe(List.of(), "calls", peer, server.url(0)));
			}
		}
		found.forEach((peer, figures) -> note(table, peer, figures));
		for (int threads : new int[] { 1, 8 }) {
			String at = (threads == 1) ? "1 thread" : threads + " threads";
			rows(plan, found, "cpu" + threads,
					table.row("CPU per 1,000 small url calls, " + at + ", of Spring AI OpenAI (s)", "≤ the best peer"),
					" s");
			rows(plan, found, "micros" + threads,
					table.row("time of a small url call, " + at + ", of Spring AI OpenAI (µs)", ""), " µs");
		}
	}

	private static void note(Table table, Peer peer, List<Figures> figures) {
		double broken = figures.stream().filter(Figures::succeeded).mapToDouble((one) -> one.get("broken")).sum();
		if (broken > 0) {
			table.note("Small url calls, %s: %s broke off, warm-up included, and were made again."
				.formatted(peer.label(), Statistics.number(broken)));
		}
	}

	private static void rows(Plan plan, Map<Peer, List<Figures>> found, String name, Table.Row row, String unit) {
		double reference = median(found.getOrDefault(Peer.SPRING_AI_OPENAI, List.of()), name);
		for (Peer peer : plan.peers()) {
			List<Figures> figures = found.getOrDefault(peer, List.of());
			Figures failed = figures.stream().filter((one) -> !one.succeeded()).findFirst().orElse(null);
			if (failed != null) {
				row.fails(peer, failed);
			}
			else {
				row.ratio(peer, median(figures, name), reference, unit);
			}
		}
	}

	private static double median(List<Figures> figures, String name) {
		return Statistics.median(figures.stream().map((one) -> one.get(name)).toList());
	}

}
