package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A group of rows of the table.
 */
interface Measure {

	/**
	 * How long each client is warmed up before its time is taken. Code in many small
	 * pieces is compiled late, and until it is, the compiler's work would be counted for
	 * that of the calls.
	 */
	Duration WARM_UP = Duration.ofSeconds(25);

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
