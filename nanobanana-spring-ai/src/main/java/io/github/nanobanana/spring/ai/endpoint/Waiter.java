package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import reactor.core.publisher.MonoSink;

/**
 * A call that waits in line for an endpoint.
 */
final class Waiter {

	private final LeaseRequest request;

	private final MonoSink<LeaseAnswer> sink;

	private final long since;

	/** The end of the wait, on the pool's clock. */
	private final long until;

	Waiter(LeaseRequest request, MonoSink<LeaseAnswer> sink, long since, long until) {
		this.request = request;
		this.sink = sink;
		this.since = since;
		this.until = until;
	}

	LeaseRequest request(long now) {
		return this.request.withTimeLeft(this.request.timeLeft().minusNanos(now - this.since));
	}

	Duration waitLeft(long now) {
		return Duration.ofNanos(Math.max(0, this.until - now));
	}

	void answer(LeaseAnswer answer) {
		this.sink.success(answer);
	}

	@Override
	public String toString() {
		return "Waiter[" + this.request.profile() + "]";
	}

}
