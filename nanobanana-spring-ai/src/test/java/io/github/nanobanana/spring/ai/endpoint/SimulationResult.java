package io.github.nanobanana.spring.ai.endpoint;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What came out of runs of one scenario, counted over the time of the fault.
 */
record SimulationResult(int requests, int successes, int calls, int callsToIll, int doubleCharges, int wastedCharges,
		int after, int successesAfter, int repeated, int left, int mostInFlight, List<Double> times) {

	static SimulationResult of(Fault fault, List<Simulation.Request> all, PoolSnapshot end, int mostInFlight) {
		List<Simulation.Request> during = all.stream()
			.filter((request) -> request.begun >= Fault.BEGIN && request.begun < fault.end())
			.toList();
		List<Simulation.Request> after = all.stream()
			.filter((request) -> request.begun >= fault.end() + 30 && request.begun < fault.end() + 330)
			.toList();
		return new SimulationResult(during.size(), successes(during),
				during.stream().mapToInt((request) -> request.calls.size()).sum(),
				(int) during.stream()
					.flatMap((request) -> request.calls.stream())
					.filter((name) -> Integer.parseInt(name.substring(5)) < fault.relays)
					.count(),
				(int) all.stream().filter((request) -> request.charges > 1).count(),
				during.stream().mapToInt((request) -> request.charges - (request.success ? 1 : 0)).sum(), after.size(),
				successes(after),
				(int) all.stream()
					.filter((request) -> new HashSet<>(request.calls).size() < request.calls.size()
							|| request.settlements != request.calls.size())
					.count(),
				end.endpoints().stream().mapToInt(EndpointSnapshot::inFlight).sum(), mostInFlight,
				during.stream().filter((request) -> request.success).map((request) -> request.elapsed).toList());
	}

	SimulationResult plus(SimulationResult other) {
		return new SimulationResult(this.requests + other.requests, this.successes + other.successes,
				this.calls + other.calls, this.callsToIll + other.callsToIll, this.doubleCharges + other.doubleCharges,
				this.wastedCharges + other.wastedCharges, this.after + other.after,
				this.successesAfter + other.successesAfter, this.repeated + other.repeated, this.left + other.left,
				Math.max(this.mostInFlight, other.mostInFlight),
				Stream.concat(this.times.stream(), other.times.stream()).toList());
	}

	private static int successes(List<Simulation.Request> requests) {
		return (int) requests.stream().filter((request) -> request.success).count();
	}

	double success() {
		return 100.0 * this.successes / this.requests;
	}

	double share() {
		return 100.0 * this.callsToIll / this.calls;
	}

	double callsPerRequest() {
		return (double) this.calls / this.requests;
	}

	double successAfter() {
		return 100.0 * this.successesAfter / this.after;
	}

	private double quantile(double part) {
		List<Double> sorted = this.times.stream().sorted().toList();
		return sorted.isEmpty() ? Double.NaN : sorted.get((int) (part * (sorted.size() - 1)));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT,
				"success %5.1f %% | calls/request %.3f | share of the ill %4.1f %% | double %d | "
						+ "wasted per 1000 %5.1f | p50 %3.0f s p99 %3.0f s | after %5.1f %%",
				success(), callsPerRequest(), share(), this.doubleCharges, 1000.0 * this.wastedCharges / this.requests,
				quantile(0.5), quantile(0.99), successAfter());
	}

}
