package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.List;

/**
 * A thousand calls at once to a server that takes two seconds.
 */
final class ManyMeasure implements Measure {

	private static final int VIRTUAL_THREADS = 21;

	/** A thousand stacks and buffers of platform threads. */
	private static final List<String> FLAGS = List.of("-Xss512k");

	@Override
	public String name() {
		return "many";
	}

	@Override
	public void run(Plan plan, ServerProcess server, Table table) throws Exception {
		URI base = server.url(ManyProbe.DELAY);
		for (ManyProbe.Way way : ManyProbe.Way.values()) {
			if (way == ManyProbe.Way.VIRTUAL && Runtime.version().feature() < VIRTUAL_THREADS) {
				continue;
			}
			Table.Row row = table.row("1,000 calls at once, server takes 2 s, " + words(way) + ": wall time, threads",
					(way == ManyProbe.Way.PLATFORM) ? "" : "≤ 2.6 s, ≤ 30 threads");
			for (Peer peer : plan.peers()) {
				if (way != ManyProbe.Way.STREAM || peer == Peer.NANO_BANANA) {
					Figures figures = Measure.probe(FLAGS, way.name(), peer, base);
					if (figures.succeeded()) {
						row.put(peer, "%s s, %.0f".formatted(Statistics.number(figures.get("seconds")),
								figures.get("threads")));
					}
					else {
						row.fails(peer, figures);
					}
				}
			}
		}
	}

	private static String words(ManyProbe.Way way) {
		return switch (way) {
			case PLATFORM -> "call() on platform threads";
			case VIRTUAL -> "call() on virtual threads";
			case STREAM -> "stream()";
		};
	}

}
