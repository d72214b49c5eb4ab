package io.github.nanobanana.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes a thousand calls at once to a server that takes its time, and counts the platform
 * threads that the process had at most. Runs in a process of its own.
 */
final class ManyProbe {

	/** The number of calls at once. */
	static final int CALLS = 1000;

	/** How long the server takes, in milliseconds. */
	static final long DELAY = 2000;

	private ManyProbe() {
	}

	static void run(Peer peer, URI base, Way way) throws Exception {
		ExecutorService callers = (way == Way.VIRTUAL) ? virtualThreads()
				: Executors.newFixedThreadPool((way == Way.PLATFORM) ? CALLS : 1);
		try (PictureClient client = peer.open(base)) {
			all(client, way, callers);
			long begun = System.nanoTime();
			int answered = all(client, way, callers);
			Figures.say("seconds", (System.nanoTime() - begun) / 1e9);
			Figures.say("threads", ManagementFactory.getThreadMXBean().getPeakThreadCount());
			Figures.say("answered", answered);
		}
		finally {
			callers.shutdown();
		}
	}

	private static int all(PictureClient client, Way way, ExecutorService callers) throws Exception {
		if (way == Way.STREAM) {
			return Math.toIntExact(((NanoBananaClient) client).links(CALLS).count().blockOptional().orElseThrow());
		}
		Callable<String> caller = client::link;
		int answered = 0;
		for (Future<String> link : callers.invokeAll(Collections.nCopies(CALLS, caller))) {
			link.get();
			answered++;
		}
		return answered;
	}

	private static ExecutorService virtualThreads() throws ReflectiveOperationException {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException("Virtual threads could not be had.", ex.getCause());
		}
	}

	/** How the calls are made. */
	enum Way {

		/** Each on a platform thread of its own. */
		PLATFORM,

		/** Each on a virtual thread. */
		VIRTUAL,

		/** Through {@code stream()}, on no thread at all. */
		STREAM

	}

}
