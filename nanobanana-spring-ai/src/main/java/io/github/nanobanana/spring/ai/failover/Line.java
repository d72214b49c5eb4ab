package io.github.nanobanana.spring.ai.failover;

import io.github.nanobanana.spring.ai.relay.RelayClient;

/**
 * The client of one endpoint as long as it is needed: a line that was given up closes
 * when its last call has ended, and never under a call.
 *
 * @param <E> what the caller knows of an endpoint
 */
final class Line<E> {

	private final E endpoint;

	private final RelayClient client;

	private int calls;

	private boolean givenUp;

	Line(E endpoint, RelayClient client) {
		this.endpoint = endpoint;
		this.client = client;
	}

	E endpoint() {
		return this.endpoint;
	}

	RelayClient client() {
		return this.client;
	}

	/** Holds the line for a call; fails if it was given up already. */
	synchronized boolean take() {
		this.calls += this.givenUp ? 0 : 1;
		return !this.givenUp;
	}

	synchronized void giveBack() {
		this.calls--;
		closeIfDone();
	}

	synchronized void giveUp() {
		this.givenUp = true;
		closeIfDone();
	}

	private void closeIfDone() {
		if (this.givenUp && this.calls == 0) {
			this.client.close().subscribe();
		}
	}

	@Override
	public String toString() {
		return "Line[%s, calls=%d, givenUp=%s]".formatted(this.client.endpoint().id(), this.calls, this.givenUp);
	}

}
