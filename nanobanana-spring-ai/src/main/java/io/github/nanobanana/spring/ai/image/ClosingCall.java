package io.github.nanobanana.spring.ai.image;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/**
 * A call whose connection is closed when it is cancelled, at whatever moment. Reactor
 * Netty 1.3 drops the connection, open and still counted in its pool, if the cancellation
 * meets the head of the answer; after as many such meetings as the pool has places, every
 * later call waits in vain. The call is cancelled first and its connection closed then: a
 * connection that breaks under a call which nobody waits for any more would be an error
 * in the log.
 */
public final class ClosingCall {

	private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

	private final AtomicBoolean cancelled = new AtomicBoolean();

	private ClosingCall() {
	}

	/**
	 * Makes a call.
	 * @param http the client to call with
	 * @param call makes the call with the client it is given
	 * @param <T> what the call brings
	 * @return the call, once for each subscription
	 */
	public static <T> Mono<T> of(HttpClient http, Function<HttpClient, Mono<T>> call) {
		return Mono.defer(() -> {
			ClosingCall state = new ClosingCall();
			return call.apply(http.doOnRequest((request, made) -> state.connected(made))).doFinally((signal) -> {
				if (signal == SignalType.CANCEL) {
					state.cancel();
				}
			});
		});
	}

	private void connected(Connection made) {
		this.connection.set(made);
		if (this.cancelled.get()) {
			close(made);
		}
	}

	private void cancel() {
		this.cancelled.set(true);
		Connection made = this.connection.get();
		if (made != null) {
			close(made);
		}
	}

	/** What has arrived for somebody who never came for it is let go, too. */
	private static void close(Connection made) {
		made.channel().close();
		made.inbound().receive().subscribe(new Refusal());
	}

	private static final class Refusal extends BaseSubscriber<ByteBuf> {

		@Override
		protected void hookOnSubscribe(Subscription arrived) {
			arrived.cancel();
		}

		@Override
		protected void hookOnError(Throwable taken) {
			// Somebody reads it, and has been told of the end
		}

	}

}
