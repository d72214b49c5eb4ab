package io.github.nanobanana.spring.ai;

import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The calls that a model has begun and not ended, with everything that belongs to them:
 * what is paid for may still have to be fetched when the relay has answered.
 */
final class CallsUnderWay {

	private final Sinks.Empty<Void> idle = Sinks.empty();

	private int calls;

	private boolean closed;

	/**
	 * A call that counts from its subscription to its end.
	 * @throws IllegalStateException after {@link #close()}
	 */
	<T> Flux<T> count(Supplier<Publisher<T>> call) {
		return Flux.defer(() -> {
			begin();
			return Flux.defer(call).doFinally((signal) -> end());
		});
	}

	private synchronized void begin() {
		if (this.closed) {
			throw new IllegalStateException("The image model is closed: build a new one.");
		}
		this.calls++;
	}

	private void end() {
		boolean last;
		synchronized (this) {
			this.calls--;
			last = this.closed && this.calls == 0;
		}
		if (last) {
			this.idle.tryEmitEmpty();
		}
	}

	/** Refuses further calls; what is returned completes with the last one under way. */
	Mono<Void> close() {
		boolean last;
		synchronized (this) {
			this.closed = true;
			last = this.calls == 0;
		}
		if (last) {
			this.idle.tryEmitEmpty();
		}
		return this.idle.asMono();
	}

	@Override
	public synchronized String toString() {
		return "CallsUnderWay[%d, closed=%s]".formatted(this.calls, this.closed);
	}

}
