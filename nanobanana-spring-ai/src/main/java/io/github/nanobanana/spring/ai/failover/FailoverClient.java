package io.github.nanobanana.spring.ai.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.endpoint.CallProfile;
import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.EndpointPool;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.Lease;
import io.github.nanobanana.spring.ai.endpoint.LeaseAnswer;
import io.github.nanobanana.spring.ai.endpoint.LeaseRequest;
import io.github.nanobanana.spring.ai.endpoint.NoLease;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;
import io.github.nanobanana.spring.ai.endpoint.StateChange;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayClient;
import io.github.nanobanana.spring.ai.relay.RelayEndpoint;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * One picture over several endpoints: leases the best, calls it, and after a failure goes
 * on to the next only where nobody can pay twice. No endpoint is asked twice in one call,
 * at most {@value #MAX_ATTEMPTS} are asked, and the call's timeout bounds all of it
 * together.
 */
public final class FailoverClient {

	/** The most endpoints that one call may try. */
	public static final int MAX_ATTEMPTS = 3;

	private static final Log logger = LogFactory.getLog(FailoverClient.class);

	private final EndpointPool pool;

	private final Map<String, RelayClient> clients = new LinkedHashMap<>();

	private final Scheduler timer;

	/**
	 * A client over the given endpoints.
	 * @param clients one for each endpoint, with distinct names
	 * @param timer clock and timer
	 */
	public FailoverClient(List<RelayClient> clients, Scheduler timer) {
		this.timer = timer;
		this.pool = new EndpointPool(clients.stream().map((client) -> pooled(client.endpoint())).toList(),
				() -> timer.now(TimeUnit.NANOSECONDS), new Random(), FailoverClient::log);
		clients.forEach((client) -> this.clients.put(client.endpoint().id(), client));
	}

	/**
	 * More calls than the cap wait for a connection, in the bounded queue of the relay.
	 */
	private static Endpoint pooled(RelayEndpoint endpoint) {
		return endpoint.endpoint().withCap(endpoint.maxConcurrentCalls(), Integer.MAX_VALUE);
	}

	private static void log(StateChange change) {
		String wait = change.lasts().isZero() ? "" : " (for %d s)".formatted(change.lasts().toSeconds());
		logger.info("Endpoint '%s': %s%s.".formatted(change.endpoint(), change.words(), wait));
	}

	/**
	 * The state of all endpoints at this moment.
	 * @return an immutable copy
	 */
	public PoolSnapshot snapshot() {
		return this.pool.snapshot();
	}

	/**
	 * Asks for one picture.
	 * @param profile what the call is
	 * @param plan what is asked of an endpoint; relays differ in names and sizes
	 * @param timeout the time for the whole call, over all endpoints
	 * @return the delivery, or the last attempt's {@link RelayException} with those of
	 * the attempts before it as suppressed exceptions
	 */
	public Mono<Delivery> call(CallProfile profile, Function<RelayEndpoint, ImageCall> plan, Duration timeout) {
		return Mono.defer(() -> new Run(profile, plan, timeout).attempt());
	}

	/**
	 * Closes the connections of all endpoints.
	 * @return completes when they are closed
	 */
	public Mono<Void> close() {
		return Flux.fromIterable(this.clients.values()).flatMap(RelayClient::close).then();
	}

	@Override
	public String toString() {
		return "FailoverClient[" + this.pool + "]";
	}

	/** One call on its way from endpoint to endpoint. */
	private final class Run {

		private final CallProfile profile;

		private final Function<RelayEndpoint, ImageCall> plan;

		private final Duration timeout;

		private final long begun = FailoverClient.this.timer.now(TimeUnit.NANOSECONDS);

		private final Set<String> tried = new HashSet<>();

		private final List<RelayException> failures = new ArrayList<>();

		Run(CallProfile profile, Function<RelayEndpoint, ImageCall> plan, Duration timeout) {
			this.profile = profile;
			this.plan = plan;
			this.timeout = timeout;
		}

		Mono<Delivery> attempt() {
			LeaseAnswer answered = FailoverClient.this.pool
				.lease(new LeaseRequest(this.profile, this.tried, timeLeft()));
			if (answered instanceof NoLease none) {
				return Mono.error(this.failures.isEmpty() ? noEndpoint(none) : lastFailure());
			}
			Lease lease = (Lease) answered;
			this.tried.add(lease.endpoint().id());
			RelayClient client = Objects.requireNonNull(FailoverClient.this.clients.get(lease.endpoint().id()));
			return Mono.fromCallable(() -> this.plan.apply(client.endpoint()))
				.flatMap((call) -> client.call(call, timeLeft()).map((answer) -> delivery(call, answer, client)))
				.doOnSuccess((delivery) -> lease.succeeded())
				.doOnError((error) -> settle(lease, error))
				.doOnCancel(lease::released)
				.onErrorResume(RelayException.class, this::goOn);
		}

		private Delivery delivery(ImageCall call, RelayAnswer answer, RelayClient client) {
			return new Delivery(call, answer, client.endpoint(), elapsed(),
					this.failures.stream().map(RelayException::failure).toList());
		}

		private void settle(Lease lease, Throwable error) {
			if (error instanceof RelayException failed) {
				RelayFailure failure = failed.failure();
				lease.failed(failure.kind().failureClass(), FailureCauses.of(failure.kind()), failure.retryAfter());
			}
			else {
				lease.released();
			}
		}

		private Mono<Delivery> goOn(RelayException failed) {
			this.failures.add(failed);
			RelayFailure failure = failed.failure();
			boolean again = failure.permitsAnotherEndpoint() && this.tried.size() < MAX_ATTEMPTS
					&& this.tried.size() < FailoverClient.this.clients.size() && timeLeft().toMillis() > 0;
			if (!again) {
				return Mono.error(lastFailure());
			}
			logger.info("Going on free of charge if another endpoint is usable. " + failure.sentence());
			return attempt();
		}

		private RelayException noEndpoint(NoLease none) {
			ImageCall call = this.plan.apply(FailoverClient.this.clients.values().iterator().next().endpoint());
			String ids = String.join(", ", FailoverClient.this.clients.keySet());
			return RelayException.of(new RelayFailure(FailureKind.NO_ENDPOINT, ids, "", FailedCalls.UNKNOWN, call.id(),
					null, 0, null, none.reasons(), elapsed(), none.retryIn(), false), null);
		}

		private RelayException lastFailure() {
			RelayException last = this.failures.get(this.failures.size() - 1);
			this.failures.stream().filter((earlier) -> earlier != last).forEach(last::addSuppressed);
			return last;
		}

		private Duration elapsed() {
			return Duration.ofNanos(FailoverClient.this.timer.now(TimeUnit.NANOSECONDS) - this.begun);
		}

		private Duration timeLeft() {
			return this.timeout.minus(elapsed());
		}

	}

}
