package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.CallProfile;
import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.EndpointPool;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.endpoint.Lease;
import io.github.nanobanana.spring.ai.endpoint.LeaseRequest;
import io.github.nanobanana.spring.ai.endpoint.ProbeResult;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.endpoint.Prober;
import io.github.nanobanana.spring.ai.endpoint.StateChange;

/**
 * The pool of this library as it is in production, with the rules of failover: at most
 * three endpoints, and another one only where no charge is possible. A {@link Without}
 * takes one of its rules away from outside.
 */
final class DesignBalancer implements Balancer {

	private static final int MOST_ATTEMPTS = 3;

	private final Surroundings around;

	private final Without without;

	private final EndpointPool pool;

	private final Set<Integer> resting = new HashSet<>();

	private int calls;

	DesignBalancer(Surroundings around, Without without) {
		this.around = around;
		this.without = without;
		this.pool = new EndpointPool(endpoints(), AdmissionSettings.defaults(), around.time(), around.random(),
				this::changed);
		Prober prober = new Prober(this.pool, (endpoint) -> probe(Integer.parseInt(endpoint.id())),
				ProbeSettings.defaults(), around.time(), around.random());
		around.time().after(around.fault().end() + Simulation.RECOVERY, prober::dispose);
		new Operator(around.fault(), around.time(), this.pool, this::endpoints).begin();
	}

	private List<Endpoint> endpoints() {
		return IntStream.range(0, this.around.relays())
			.mapToObj((relay) -> new Endpoint(Integer.toString(relay), 0, 1, this.around.failedCalls())
				.withCap(SimulatedRelay.SLOTS)
				.withProbes(this.without != Without.PROBES))
			.toList();
	}

	private Mono<ProbeResult> probe(int relay) {
		boolean ill = relay < this.around.fault().ill(this.around.relays());
		return SimulatedProbe.of(this.around.fault(), ill, this.around.time());
	}

	private void changed(StateChange change) {
		int relay = Integer.parseInt(change.endpoint());
		switch (change.type()) {
			case EJECTED, THROTTLED, SUSPENDED, MODEL_MASKED, DISABLED, DRAINING, REMOVED -> this.resting.add(relay);
			case RETURNED, RESUMED, ENABLED, ADDED -> this.resting.remove(relay);
			case TRIAL_STARTED, REACHED, DRAINED -> {
			}
		}
	}

	@Override
	public void pick(Call call, Consumer<@Nullable Ticket> then) {
		Set<String> tried = call.tried().stream().map(Object::toString).collect(Collectors.toSet());
		boolean allOut = this.without == Without.ALL_OUT_RULE && allOut();
		this.pool.lease(new LeaseRequest(profile(), tried, Duration.ofNanos((long) (call.timeLeft() * 1e9))))
			.subscribe((answer) -> {
				if (!(answer instanceof Lease lease)) {
					then.accept(null);
				}
				else if (allOut) {
					lease.released();
					then.accept(null);
				}
				else {
					then.accept(new Leased(lease));
				}
			});
	}

	/** Nothing is well and no trial is due. */
	private boolean allOut() {
		return this.pool.snapshot()
			.endpoints()
			.stream()
			.noneMatch((endpoint) -> endpoint.usable() || endpoint.ejectedFor().isZero());
	}

	/** A profile of its own for each call hides what is typical, and so who is slow. */
	private CallProfile profile() {
		return new CallProfile("nano-banana",
				(this.without == Without.TIMES) ? Integer.toString(this.calls++ % 1000) : "1K");
	}

	@Override
	public boolean repeats(Failure failure, int attempts) {
		boolean may = switch (this.without) {
			case BILLING_RULE -> failure.kind().blamesEndpoint();
			case DECLARATIONS -> failure.kind() != FailureClass.LATE_FAILURE && permits(failure);
			default -> permits(failure);
		};
		return may && attempts < MOST_ATTEMPTS;
	}

	private boolean permits(Failure failure) {
		return failure.kind().permitsAnotherEndpoint(this.around.failedCalls());
	}

	@Override
	public double patience() {
		return (this.without == Without.BILLING_RULE) ? SpringCloud.PATIENCE : Simulation.TIMEOUT;
	}

	@Override
	public boolean rests(int relay) {
		return this.resting.contains(relay);
	}

	@Override
	public int left() {
		return this.pool.snapshot().endpoints().stream().mapToInt(EndpointSnapshot::inFlight).sum();
	}

	@Override
	public String toString() {
		return "DesignBalancer[%s, %s]".formatted(this.without, this.pool);
	}

	/** What is taken away, without a switch in the production code. */
	enum Without {

		NOTHING,

		/** Whatever failed is sent again, paid or not. */
		BILLING_RULE,

		/** A late error is final even where failed calls are declared free. */
		DECLARATIONS,

		/** Nobody looks after relays between calls. */
		PROBES,

		/** Neither slowness nor overdue calls count. */
		TIMES,

		/** When all are out, nobody is asked before a rest is over. */
		ALL_OUT_RULE

	}

	private record Leased(Lease lease) implements Ticket {

		@Override
		public int relay() {
			return Integer.parseInt(this.lease.endpoint().id());
		}

		@Override
		public void succeeded() {
			this.lease.succeeded();
		}

		@Override
		public void failed(Failure failure) {
			this.lease.failed(failure.kind(), failure.cause(), failure.retryAfter());
		}

		@Override
		public void released() {
			this.lease.released();
		}

	}

}
