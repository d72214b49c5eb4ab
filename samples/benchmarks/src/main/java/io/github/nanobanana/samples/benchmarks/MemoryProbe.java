package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Receives eight pictures at once and holds them all, under whatever heap its process was
 * given.
 */
final class MemoryProbe {

	/** The number of pictures at once. */
	static final int PICTURES = 8;

	private MemoryProbe() {
	}

	static void run(Peer peer, URI base) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(PICTURES);
		try (PictureClient client = peer.open(base)) {
			Callable<Received> caller = client::picture;
			List<Received> held = new ArrayList<>();
			for (Future<Received> picture : callers.invokeAll(Collections.nCopies(PICTURES, caller))) {
				held.add(picture.get());
			}
			Figures.say("held", held.stream().mapToLong(Received::size).sum());
		}
		finally {
			callers.shutdownNow();
		}
	}

}
