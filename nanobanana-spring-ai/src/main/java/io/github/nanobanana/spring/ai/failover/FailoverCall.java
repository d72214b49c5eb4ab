package io.github.nanobanana.spring.ai.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.Lease;
import io.github.nanobanana.spring.ai.endpoint.LeaseAnswer;
import io.github.nanobanana.spring.ai.endpoint.LeaseRequest;
import io.github.nanobanana.spring.ai.endpoint.NoLease;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * One picture on its way from endpoint to endpoint.
 *
 * @param <E> what the caller knows of an endpoint
 */
final class FailoverCall<E> {

	private static final Log logger = LogFactory.getLog(FailoverClient.class);

	private final FailoverClient<E> relays;

	private final PictureOrder<E> order;

	private final @Nullable Observation parent;

	private final long begun;

	private final Set<String> tried = new HashSet<>();

	private final List<RelayException> failures = new ArrayList<>();

	FailoverCall(FailoverClient<E> relays, PictureOrder<E> order, @Nullable Observation parent) {
		this.relays = relays;
		this.order = order;
		this.parent = parent;
		this.begun = relays.timer().now(TimeUnit.NANOSECONDS);
	}

	/** Asks the next endpoint, once one can be leased. */
	Mono<Delivery<E>> attempt() {
		return this.relays.pool()
			.lease(new LeaseRequest(this.order.profile(), this.tried, timeLeft()))
			.flatMap(this::attempt);
	}

	private Mono<Delivery<E>> attempt(LeaseAnswer answer) {
		if (answer instanceof NoLease none) {
			boolean closed = none.why() == NoLease.Why.CLOSED;
			return Mono.error((closed || this.failures.isEmpty()) ? turnedAway(none, closed) : lastFailure());
		}
		Lease lease = (Lease) answer;
		Line<E> line = this.relays.line(lease.endpoint().id());
		if (line == null || !line.take()) {
			// Removed in the moment between: as if it had not been there.
			lease.released();
			return attempt();
		}
		this.tried.add(lease.endpoint().id());
		Attempt<E> attempt = this.relays.attempts().start(lease, line, this.order.id(), this.tried.size(), this.parent);
		return Mono.fromCallable(() -> this.order.plan().apply(line.endpoint()))
			.flatMap((call) -> line.client()
				.call(call, attempt.headers(), timeLeft(), attempt::sent)
				.map((got) -> delivery(call, got, line)))
			.doOnSuccess(attempt::delivered)
			.doOnError((error) -> attempt.failed(error, timeLeft().toMillis() <= 0))
			.doFinally(attempt::ended)
			.onErrorResume(RelayException.class, this::goOn);
	}

	private Delivery<E> delivery(ImageCall call, RelayAnswer answer, Line<E> line) {
		return new Delivery<>(call, answer, line.endpoint(), elapsed(),
				this.failures.stream().map(RelayException::failure).toList());
	}

	private Mono<Delivery<E>> goOn(RelayException failed) {
		this.failures.add(failed);
		RelayFailure failure = failed.failure();
		boolean again = failure.permitsAnotherEndpoint() && this.tried.size() < FailoverClient.MAX_ATTEMPTS
				&& this.relays.hasOtherThan(this.tried) && timeLeft().toMillis() > 0;
		if (!again) {
			return Mono.error(lastFailure());
		}
		logger.info("Going on free of charge if another endpoint is usable. " + failure.sentenceWithoutAddress());
		return attempt();
	}

	/** While the model is being closed, nobody is to ask elsewhere either. */
	private RelayException turnedAway(NoLease none, boolean closed) {
		FailureKind kind = switch (none.why()) {
			case LINE_FULL, WAIT_TOO_LONG -> FailureKind.TOO_MANY_CALLS;
			case NOTHING_USABLE, CLOSED -> FailureKind.NO_ENDPOINT;
		};
		String ids = String.join(", ", this.relays.pool().ids());
		RelayException turnedAway = RelayException.of(new RelayFailure(kind, ids, "", FailedCalls.UNKNOWN,
				this.order.id(), null, 0, null, none.reasons(), elapsed(), none.retryIn(), closed), null);
		this.failures.forEach(turnedAway::addSuppressed);
		return turnedAway;
	}

	private RelayException lastFailure() {
		RelayException last = this.failures.get(this.failures.size() - 1);
		this.failures.stream().filter((earlier) -> earlier != last).forEach(last::addSuppressed);
		return last;
	}

	private Duration elapsed() {
		return Duration.ofNanos(this.relays.timer().now(TimeUnit.NANOSECONDS) - this.begun);
	}

	private Duration timeLeft() {
		return this.order.timeout().minus(elapsed());
	}

	@Override
	public String toString() {
		return "FailoverCall[%s, tried=%s]".formatted(this.order.id(), this.tried);
	}

}
