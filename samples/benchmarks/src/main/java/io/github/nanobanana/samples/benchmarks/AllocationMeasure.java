package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.List;

/**
 * Heap allocated for each picture, as a multiple of the picture's bytes.
 */
final class AllocationMeasure implements Measure {

	/** The heap is as large as all that the probe allocates, so nothing is collected. */
	private static final List<String> NEVER_COLLECT = List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC",
			"-Xmx12g");

	/** Of the picture, or one megabyte: Epsilon hands threads memory ahead. */
	private static final double TOLERANCE = 0.1;

	@Override
	public String name() {
		return "allocation";
	}

	@Override
	public void run(Plan plan, ServerProcess server, Table table) throws Exception {
		for (int mebibytes : new int[] { 2, 8, 24 }) {
			int size = mebibytes * SamplePicture.MIB;
			Table.Row row = table.row(
					"heap allocated per %d MB picture, multiple of its bytes (MB)".formatted(mebibytes),
					"≤ 1.1×; with a store ≤ 0.1×");
			for (Peer peer : plan.peers()) {
				URI base = server.base64(size, 0);
				Figures counted = Measure.probe(List.of(), "allocation", peer, base);
				if (!counted.succeeded()) {
					row.fails(peer, counted);
					continue;
				}
				row.ratio(peer, counted.get("threads") / SamplePicture.MIB, mebibytes, "");
				check(table, peer, mebibytes, counted,
						Measure.probe(NEVER_COLLECT, "allocation", peer, base).get("heap"));
			}
		}
	}

	private static void check(Table table, Peer peer, int mebibytes, Figures counted, double heap) {
		double difference = Math.abs(heap - counted.get("threads")) / SamplePicture.MIB;
		if (difference > Math.max(1, TOLERANCE * mebibytes) || counted.get("ended") > 0) {
			table.note(
					"Allocation, %s, %d MB: %s threads ended while counted; a heap that is never collected grew by %s×."
						.formatted(peer.label(), mebibytes, Statistics.number(counted.get("ended")),
								Statistics.number(heap / (mebibytes * SamplePicture.MIB))));
		}
	}

}
