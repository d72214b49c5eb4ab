package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * The smallest heap in which eight pictures of 24 MB arrive at once.
 */
final class MemoryMeasure implements Measure {

	private static final int PICTURE = 24;

	/** All eight calls are under way before the first byte comes. */
	private static final long DELAY = 500;

	private static final int LEAST = 16;

	private static final int MOST = 2048;

	private static final int FINEST_STEP = 4;

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public void run(Plan plan, ServerProcess server, Table table) throws Exception {
		Table.Row row = table.row(
				"smallest -Xmx for 8 concurrent 24 MB calls, multiple of the eight pictures, if they are held (MB)",
				"≤ 1.25×; with a store ≤ 64 MB");
		URI base = server.base64(PICTURE * SamplePicture.MIB, DELAY);
		for (Peer peer : plan.peers()) {
			Figures most = probe(peer, base, MOST);
			if (most.succeeded()) {
				row.ratio(peer, smallest(peer, base), PICTURE * MemoryProbe.PICTURES, " MB");
			}
			else {
				row.fails(peer, most);
			}
		}
	}

	private static int smallest(Peer peer, URI base) throws IOException, InterruptedException {
		int tooSmall = LEAST;
		int enough = MOST;
		while (enough - tooSmall > Math.max(FINEST_STEP, enough / 50)) {
			int middle = (tooSmall + enough) / 2;
			if (probe(peer, base, middle).succeeded() && probe(peer, base, middle).succeeded()) {
				enough = middle;
			}
			else {
				tooSmall = middle;
			}
		}
		return enough;
	}

	private static Figures probe(Peer peer, URI base, int mebibytes) throws IOException, InterruptedException {
		return Measure.probe(List.of("-Xmx" + mebibytes + "m", "-XX:+ExitOnOutOfMemoryError"), "memory", peer, base);
	}

}
