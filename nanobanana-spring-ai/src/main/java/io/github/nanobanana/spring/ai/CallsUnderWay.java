package io.github.nanobanana.spring.ai;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The calls that a model has begun and not ended, with everything that belongs to them:
 * what is paid for may still have to be fetched when the relay has answered.
 */
final class CallsUnderWay {

	/** Completes when the last of the calls that there are ends. */
	private Sinks.Empty<Void> idle = Sinks.empty();

	private int calls;

	private boolean closed;

	/**
	 * A call that counts from its subscription to its end, which fails after
	 * {@link #close()}.
	 */
	<T> Mono<T> count(Mono<T> call) {
		return Mono.defer(() -> {
			begin();
			return call.doFinally((signal) -> end());
		});
	}

	/**
	 * The same of a call that brings several.
	 */
	<T> Flux<T> count(Flux<T> call) {
		return Flux.defer(() -> {
			begin();
			return call.doFinally((signal) -> end());
		});
	}

	private synchronized void begin() {
		if (this.closed) {
			throw new IllegalStateException("The image model is closed: build a new one.");
		}
		this.calls++;
	}

	private void end() {
		Sinks.Empty<Void> reached = null;
		synchronized (this) {
			this.calls--;
			if (this.calls == 0) {
				reached = this.idle;
				this.idle = Sinks.empty();
			}
		}
		if (reached != null) {
			reached.tryEmitEmpty();
		}
	}

	/** Completes as soon as no call is under way. */
	synchronized Mono<Void> idle() {
		return (this.calls == 0) ? Mono.empty() : this.idle.asMono();
	}

	/** Refuses further calls; what is returned completes with the last one under way. */
	synchronized Mono<Void> close() {
		this.closed = true;
		return idle();
	}

	@Override
	public synchronized String toString() {
		return "CallsUnderWay[%d, closed=%s]".formatted(this.calls, this.closed);
	}

}
