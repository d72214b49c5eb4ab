package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came out of one run of one seed. Requests count if they began while the fault was
 * there and their caller did not give up; charges count for all that began then.
 *
 * @param requests the pictures that were wanted
 * @param successes those that arrived
 * @param p50 the median of their times in seconds
 * @param p99 the 99th percentile of their times in seconds
 * @param calls the calls that were made
 * @param callsToIll those of them to relays with the fault
 * @param charges the pictures that were billed
 * @param wasted the pictures that were billed and not delivered
 * @param doubleCharges requests of the whole run that were billed twice or more
 * @param ejected seconds until the first ill relay rested, or not a number
 * @param readmitted seconds from the end of the fault to its first delivery
 * @param atWork seconds from the end of the fault until it had half of its share again
 * @param recovered seconds from the end of the fault until 95 % arrived again
 * @param repeated requests that asked a relay twice or settled a call twice
 * @param left leases that were never given back
 * @param mostInFlight the most calls that one relay had at once
 * @param shares the calls of each minute by relay
 */
record Run(int requests, int successes, double p50, double p99, int calls, int callsToIll, int charges, int wasted,
		int doubleCharges, double ejected, double readmitted, double atWork, double recovered, int repeated, int left,
		int mostInFlight, int[][] shares) {

	/** The time of one entry of the shares, in seconds. */
	static final double BUCKET = 60;

	private static final double STEP = 1;

	private static final double WINDOW = 120;

	static Run of(World world, List<Simulation.Request> all, double ejected, int left, int mostInFlight) {
		Fault fault = world.fault();
		int ill = fault.ill(world.relays());
		List<Simulation.Request> begun = all.stream()
			.filter((request) -> request.begun >= Fault.BEGIN && request.begun < fault.end())
			.toList();
		List<Simulation.Request> during = begun.stream().filter((request) -> !request.cancelled).toList();
		double[] times = during.stream()
			.filter((request) -> request.success)
			.mapToDouble(Simulation.Request::elapsed)
			.sorted()
			.toArray();
		List<Simulation.Made> calls = during.stream().flatMap((request) -> request.calls.stream()).toList();
		List<Simulation.Made> later = all.stream()
			.flatMap((request) -> request.calls.stream())
			.filter((call) -> call.at() >= fault.end())
			.sorted(Comparator.comparingDouble(Simulation.Made::at))
			.toList();
		return new Run(during.size(), times.length, quantile(times, 0.5), quantile(times, 0.99), calls.size(),
				(int) calls.stream().filter((call) -> call.relay() < ill).count(),
				begun.stream().mapToInt((request) -> request.charges).sum(),
				begun.stream().mapToInt((request) -> request.charges - (request.success ? 1 : 0)).sum(),
				(int) all.stream().filter((request) -> request.charges > 1).count(), ejected,
				readmitted(fault, ill, later), atWork(world, ill, later), recovered(fault, all),
				(int) all.stream().filter(Run::isRepeated).count(), left, mostInFlight, shares(world, all));
	}

	private static boolean isRepeated(Simulation.Request request) {
		return request.calls.stream().mapToInt(Simulation.Made::relay).distinct().count() < request.calls.size()
				|| request.settlements != request.calls.size();
	}

	private static double quantile(double[] sorted, double part) {
		return (sorted.length == 0) ? Double.NaN : sorted[(int) (part * (sorted.length - 1))];
	}

	private static double readmitted(Fault fault, int ill, List<Simulation.Made> later) {
		return (ill == 0) ? Double.NaN
				: later.stream()
					.filter((call) -> call.relay() == 0 && call.delivered()[0])
					.mapToDouble((call) -> call.at() - fault.end())
					.findFirst()
					.orElse(Double.NaN);
	}

	/** Half of its share of the last eight calls for each relay. */
	private static double atWork(World world, int ill, List<Simulation.Made> later) {
		int window = 8 * world.relays();
		int count = 0;
		for (int i = 0; ill > 0 && i < later.size(); i++) {
			count += (later.get(i).relay() == 0) ? 1 : 0;
			count -= (i >= window && later.get(i - window).relay() == 0) ? 1 : 0;
			if (count >= 4) {
				return later.get(i).at() - world.fault().end();
			}
		}
		return Double.NaN;
	}

	/** The first moment from which on 95 % of two minutes arrive. */
	private static double recovered(Fault fault, List<Simulation.Request> all) {
		List<Simulation.Request> after = all.stream().filter((request) -> request.begun >= fault.end()).toList();
		for (double from = fault.end(); from < fault.end() + Simulation.RECOVERY - WINDOW; from += STEP) {
			int requests = 0;
			int successes = 0;
			for (Simulation.Request request : after) {
				if (request.begun >= from && request.begun < from + WINDOW) {
					requests++;
					successes += request.success ? 1 : 0;
				}
			}
			if (requests > 0 && successes >= 0.95 * requests) {
				return from - fault.end();
			}
		}
		return Double.NaN;
	}

	private static int[][] shares(World world, List<Simulation.Request> all) {
		int buckets = (int) ((world.fault().end() + Simulation.RECOVERY) / BUCKET) + 1;
		int[][] shares = new int[buckets][world.relays()];
		all.stream()
			.flatMap((request) -> request.calls.stream())
			.filter((call) -> call.at() < buckets * BUCKET)
			.forEach((call) -> shares[(int) (call.at() / BUCKET)][call.relay()]++);
		return shares;
	}

	/** The share of a relay in the calls of a minute over several runs, in percent. */
	static double share(List<Run> runs, int bucket, int relay) {
		int all = runs.stream().flatMapToInt((run) -> Arrays.stream(run.shares[bucket])).sum();
		int its = runs.stream().mapToInt((run) -> run.shares[bucket][relay]).sum();
		return (all == 0) ? Double.NaN : 100.0 * its / all;
	}

	static int most(Stream<Run> runs) {
		return runs.mapToInt(Run::mostInFlight).max().orElse(0);
	}

}
