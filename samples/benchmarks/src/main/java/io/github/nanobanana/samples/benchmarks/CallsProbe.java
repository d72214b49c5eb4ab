package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures small calls that are answered with a URL: processor time for a thousand, and
 * the time that one takes. Runs in a process of its own.
 */
final class CallsProbe {

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	/** So many that the steps of the processor clock, 10 ms, do not matter. */
	private static final int ROUND = 8000;

	private static final int WARM_UP_AT_ONCE = 8;

	private static final int ROUNDS = 5;

	/** Of the JDK's client one in some hundred thousand calls breaks off by itself. */
	private static final LongAdder BROKEN = new LongAdder();

	private CallsProbe() {
	}

	static void run(Peer peer, URI base) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(WARM_UP_AT_ONCE);
		try (PictureClient client = peer.open(base)) {
			for (long end = System.nanoTime() + Measure.WARM_UP.toNanos(); System.nanoTime() < end;) {
				round(client, callers, WARM_UP_AT_ONCE);
			}
			for (int threads : new int[] { 1, 8 }) {
				measure(client, callers, threads);
			}
			Figures.say("broken", BROKEN.sum());
		}
		finally {
			callers.shutdown();
		}
	}

	private static void measure(PictureClient client, ExecutorService callers, int threads) throws Exception {
		round(client, callers, threads);
		List<Double> cpu = new ArrayList<>();
		List<Double> times = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			long before = SYSTEM.getProcessCpuTime();
			times.addAll(round(client, callers, threads));
			cpu.add((SYSTEM.getProcessCpuTime() - before) / 1e9 * 1000 / ROUND);
		}
		Figures.say("cpu" + threads, Statistics.median(cpu));
		Figures.say("micros" + threads, Statistics.median(times));
	}

	private static void ask(PictureClient client) throws Exception {
		try {
			client.link();
		}
		catch (IOException | RuntimeException ex) {
			BROKEN.increment();
			client.link();
		}
	}

	/** The times of the calls of one round, in microseconds. */
	private static List<Double> round(PictureClient client, ExecutorService callers, int threads) throws Exception {
		Callable<List<Double>> caller = () -> {
			List<Double> times = new ArrayList<>();
			for (int i = 0; i < ROUND / threads; i++) {
				long begun = System.nanoTime();
				ask(client);
				times.add((System.nanoTime() - begun) / 1e3);
			}
			return times;
		};
		List<Double> all = new ArrayList<>();
		for (Future<List<Double>> times : callers.invokeAll(Collections.nCopies(threads, caller))) {
			all.addAll(times.get());
		}
		return all;
	}

}
