package io.github.nanobanana.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URI;

import com.sun.management.ThreadMXBean;

/**
 * Counts the heap that a call allocates, over all threads, until the user holds the
 * decoded bytes. Runs in a process of its own.
 * <p>
 * JDK 21 and later count for all threads that ever were. JDK 17 counts for each living
 * thread, so the number of threads that ended is reported too, and must be 0. The same
 * probe under a collector that never collects (Epsilon) shows the sum once more, as the
 * growth of the heap.
 */
final class AllocationProbe {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int WARM_UP = 4;

	private static final int CALLS = 8;

	private AllocationProbe() {
	}

	static void run(Peer peer, URI base) throws Exception {
		try (PictureClient client = peer.open(base)) {
			for (int i = 0; i < WARM_UP; i++) {
				client.picture();
			}
			long ended = endedThreads();
			long heap = usedHeap();
			long allocated = allocated();
			long received = 0;
			for (int i = 0; i < CALLS; i++) {
				received += client.picture().size();
			}
			Figures.say("threads", (double) (allocated() - allocated) / CALLS);
			Figures.say("heap", (double) (usedHeap() - heap) / CALLS);
			Figures.say("ended", endedThreads() - ended);
			Figures.say("received", (double) received / CALLS);
		}
	}

	private static long usedHeap() {
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static long endedThreads() {
		return THREADS.getTotalStartedThreadCount() - THREADS.getThreadCount();
	}

	private static long allocated() throws ReflectiveOperationException {
		try {
			Method total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
			return (long) total.invoke(THREADS);
		}
		catch (NoSuchMethodException ex) {
			long sum = 0;
			for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
				sum += Math.max(0, bytes);
			}
			return sum;
		}
	}

}
