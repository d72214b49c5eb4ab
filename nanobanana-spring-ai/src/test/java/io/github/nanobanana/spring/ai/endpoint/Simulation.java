package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * One run in virtual time: requests arrive at random, the pool under test chooses, and
 * relays answer. The same pool, the same rules of failover as in production.
 */
final class Simulation {

	static final double TIMEOUT = 180;

	private static final int RELAYS = 4;

	private static final double RECOVERY = 1800;

	private static final CallProfile PROFILE = new CallProfile("nano-banana", "1K");

	private final VirtualTime time = new VirtualTime();

	private final Map<String, SimulatedRelay> relays = new HashMap<>();

	private final List<Request> requests = new ArrayList<>();

	private final Fault fault;

	private final EndpointPool pool;

	private final Random arrivals;

	private final double rate;

	private int mostInFlight;

	Simulation(Fault fault, double rate, long seed) {
		this.fault = fault;
		this.rate = rate;
		this.arrivals = new Random(seed);
		List<Endpoint> endpoints = IntStream.range(0, RELAYS)
			.mapToObj(
					(number) -> new Endpoint("relay" + number, 0, 1, fault.failedCalls()).withCap(SimulatedRelay.SLOTS))
			.toList();
		for (int number = 0; number < RELAYS; number++) {
			Fault here = (number < fault.relays) ? fault : Fault.NONE;
			this.relays.put("relay" + number, new SimulatedRelay(this.time, new Random(seed * 31 + number), here));
		}
		this.pool = new EndpointPool(endpoints, AdmissionSettings.defaults(), this.time, new Random(seed),
				StateListener.NONE);
	}

	SimulationResult run() {
		arrive();
		this.time.run();
		return SimulationResult.of(this.fault, this.requests, this.pool.snapshot(), this.mostInFlight);
	}

	private void arrive() {
		this.time.after(-Math.log(1 - this.arrivals.nextDouble()) / this.rate, () -> {
			if (this.time.seconds() < this.fault.end() + RECOVERY) {
				Request request = new Request();
				this.requests.add(request);
				request.attempt();
				arrive();
			}
		});
	}

	/** One picture wanted. */
	final class Request {

		final double begun = Simulation.this.time.seconds();

		final List<String> calls = new ArrayList<>();

		private final Set<String> tried = new HashSet<>();

		int charges;

		int settlements;

		boolean success;

		double elapsed;

		private double timeLeft() {
			return TIMEOUT - (Simulation.this.time.seconds() - this.begun);
		}

		void attempt() {
			Simulation.this.pool
				.lease(new LeaseRequest(PROFILE, this.tried, Duration.ofMillis((long) (timeLeft() * 1000))))
				.subscribe((answer) -> {
					if (answer instanceof Lease lease) {
						leased(lease);
					}
				});
		}

		private void leased(Lease lease) {
			this.tried.add(lease.endpoint().id());
			this.calls.add(lease.endpoint().id());
			Simulation.this.pool.snapshot()
				.endpoints()
				.forEach((endpoint) -> Simulation.this.mostInFlight = Math.max(Simulation.this.mostInFlight,
						endpoint.inFlight()));
			Attempt attempt = new Attempt(this, lease);
			Simulation.this.time.after(timeLeft(),
					() -> attempt.failed(FailureClass.UNKNOWN, FailureCause.OTHER, null));
			Simulation.this.relays.get(lease.endpoint().id()).take(attempt);
		}

	}

	private final class Attempt implements SimulatedRelay.Attempt {

		private final Request request;

		private final Lease lease;

		private boolean over;

		Attempt(Request request, Lease lease) {
			this.request = request;
			this.lease = lease;
		}

		@Override
		public boolean isOver() {
			return this.over;
		}

		@Override
		public void delivered() {
			this.request.charges++;
			if (end()) {
				this.request.success = true;
				this.lease.succeeded();
			}
		}

		@Override
		public void failed(FailureClass failureClass, FailureCause cause, @Nullable Duration retryAfter) {
			if (end()) {
				this.lease.failed(failureClass, cause, retryAfter);
				if (failureClass.permitsAnotherEndpoint(this.lease.endpoint().failedCalls())
						&& this.request.calls.size() < 3) {
					this.request.attempt();
				}
			}
		}

		private boolean end() {
			boolean first = !this.over;
			this.over = true;
			if (first) {
				this.request.settlements++;
				this.request.elapsed = Simulation.this.time.seconds() - this.request.begun;
			}
			return first;
		}

	}

}
