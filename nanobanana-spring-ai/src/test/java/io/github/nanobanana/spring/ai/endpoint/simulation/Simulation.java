package io.github.nanobanana.spring.ai.endpoint.simulation;

import io.github.nanobanana.spring.ai.endpoint.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.FailureClass;

/**
 * One run in virtual time: requests arrive at random, a balancer chooses, relays answer.
 */
final class Simulation {

	/** The time of a call with all its attempts, in seconds. */
	static final double TIMEOUT = 180;

	/** The time that is looked at after a fault, in seconds. */
	static final double RECOVERY = 1800;

	/** Callers who give up do so within this time, in seconds. */
	private static final double IMPATIENCE = 20;

	private final World world;

	private final VirtualTime time = new VirtualTime();

	private final List<SimulatedRelay> relays = new ArrayList<>();

	private final List<Request> requests = new ArrayList<>();

	private final Balancer balancer;

	private final Random arrivals;

	private final int[] inFlight;

	private final RestWatch rests;

	private int mostInFlight;

	Simulation(World world, long seed) {
		this.world = world;
		this.arrivals = new Random(seed);
		int ill = world.fault().ill(world.relays());
		for (int relay = 0; relay < world.relays(); relay++) {
			this.relays.add(new SimulatedRelay(this.time, new Random(seed * 31 + relay), world.fault(), relay < ill));
		}
		this.inFlight = new int[world.relays()];
		this.balancer = world.contender()
			.balancer(new Surroundings(world.relays(), this.time, new Random(seed), world.fault()));
		this.rests = new RestWatch(world.fault());
	}

	Run run() {
		arrive();
		this.time.run();
		return Run.of(this.world, this.requests, this.rests.ejected(), this.balancer.left(), this.mostInFlight);
	}

	private void arrive() {
		this.time.after(-StrictMath.log(1 - this.arrivals.nextDouble()) / this.world.rate(), () -> {
			if (this.time.seconds() < this.world.fault().end() + RECOVERY) {
				Request request = new Request(givesUp());
				this.requests.add(request);
				request.attempt();
				arrive();
			}
		});
	}

	/** After how many seconds the caller of a request that begins now gives up. */
	private double givesUp() {
		Fault fault = this.world.fault();
		boolean storm = fault == Fault.CANCEL_STORM && fault.activeAt(this.time.seconds());
		return (storm && this.arrivals.nextBoolean()) ? IMPATIENCE * this.arrivals.nextDouble() : 2 * TIMEOUT;
	}

	/** A call that was made: when, and at which relay. */
	record Made(double at, int relay, boolean[] delivered) {

	}

	/** One picture wanted. */
	final class Request {

		final double begun = Simulation.this.time.seconds();

		final List<Made> calls = new ArrayList<>();

		final double givesUp;

		private final List<Integer> tried = new ArrayList<>();

		int charges;

		int settlements;

		boolean success;

		boolean cancelled;

		double ended = this.begun;

		Request(double givesUp) {
			this.givesUp = givesUp;
		}

		double elapsed() {
			return this.ended - this.begun;
		}

		private double past() {
			return Simulation.this.time.seconds() - this.begun;
		}

		void attempt() {
			Simulation.this.balancer.pick(new Balancer.Call(this.tried, TIMEOUT - past()), this::picked);
		}

		private void picked(Balancer.@Nullable Ticket ticket) {
			if (ticket == null) {
				return;
			}
			if (past() >= this.givesUp) {
				this.cancelled = true;
				ticket.released();
				return;
			}
			int relay = ticket.relay();
			this.tried.add(relay);
			Made made = new Made(Simulation.this.time.seconds(), relay, new boolean[1]);
			this.calls.add(made);
			Simulation.this.mostInFlight = Math.max(Simulation.this.mostInFlight, ++Simulation.this.inFlight[relay]);
			Attempt attempt = new Attempt(this, ticket, made);
			Simulation.this.relays.get(relay).take(attempt);
			Simulation.this.time.after(Math.min(TIMEOUT - past(), Simulation.this.balancer.patience()),
					() -> attempt.failed(Failure.of(FailureClass.UNKNOWN)));
			if (this.givesUp < TIMEOUT) {
				Simulation.this.time.after(Math.max(0, this.givesUp - past()), attempt::cancelled);
			}
		}

	}

	private final class Attempt implements SimulatedRelay.Attempt {

		private final Request request;

		private final Balancer.Ticket ticket;

		private final Made made;

		private boolean over;

		Attempt(Request request, Balancer.Ticket ticket, Made made) {
			this.request = request;
			this.ticket = ticket;
			this.made = made;
		}

		@Override
		public boolean isOver() {
			return this.over;
		}

		@Override
		public void billed() {
			this.request.charges++;
		}

		@Override
		public void delivered() {
			if (end()) {
				this.request.success = true;
				this.made.delivered[0] = true;
				this.ticket.succeeded();
			}
		}

		@Override
		public void failed(Failure failure) {
			if (end()) {
				this.ticket.failed(failure);
				Simulation.this.rests.look(Simulation.this.time.seconds(), Simulation.this.balancer);
				if (this.request.past() < TIMEOUT
						&& Simulation.this.balancer.repeats(failure, this.request.calls.size())) {
					this.request.attempt();
				}
			}
		}

		void cancelled() {
			if (end()) {
				this.request.cancelled = true;
				this.ticket.released();
			}
		}

		private boolean end() {
			boolean first = !this.over;
			this.over = true;
			if (first) {
				this.request.settlements++;
				this.request.ended = Simulation.this.time.seconds();
				Simulation.this.inFlight[this.made.relay]--;
			}
			return first;
		}

	}

	/** When an ill relay was first left alone. */
	private static final class RestWatch {

		private final Fault fault;

		private double ejected = Double.NaN;

		RestWatch(Fault fault) {
			this.fault = fault;
		}

		void look(double now, Balancer balancer) {
			if (Double.isNaN(this.ejected) && this.fault.activeAt(now) && this.fault.ill(1) > 0 && balancer.rests(0)) {
				this.ejected = now - Fault.BEGIN;
			}
		}

		double ejected() {
			return this.ejected;
		}

	}

}
