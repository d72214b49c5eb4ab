package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * A group of rows of the table.
 */
interface Measure {

	String name();

	void run(Plan plan, ServerProcess server, Table table) throws Exception;

	/**
	 * Runs a probe in a process of its own.
	 */
	static Figures probe(List<String> flags, String kind, Peer peer, URI base)
			throws IOException, InterruptedException {
		return JavaProcess.figures(JavaProcess.startSelf(flags, List.of("probe", kind, peer.name(), base.toString())));
	}

}
