package io.github.nanobanana.spring.ai.image;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
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

	private final AtomicReference<@Nullable Place> place = new AtomicReference<>();

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
			return call.apply(http.doOnRequest((request, made) -> state.connected(made)))
				.cancelOn(Schedulers.fromExecutor(state::runInTurn))
				.doFinally((signal) -> {
					if (signal == SignalType.CANCEL) {
						state.cancel();
					}
				});
		});
	}

	/**
	 * On the event loop a cancellation comes either before the end of the answer, and the
	 * connection is closed, or after it, and closes nothing. On any other thread it could
	 * close a connection that was given to another call meanwhile.
	 */
	private void runInTurn(Runnable task) {
		Place taken = this.place.get();
		if (taken != null) {
			taken.channel().eventLoop().execute(task);
		}
		else {
			task.run();
		}
	}

	private void connected(Connection made) {
		Place taken = new Place(made, made.channel());
		this.place.set(taken);
		if (this.cancelled.get()) {
			taken.close();
		}
	}

	private void cancel() {
		this.cancelled.set(true);
		Place taken = this.place.get();
		if (taken != null) {
			taken.close();
		}
	}

	/**
	 * A call's place on a channel, which may be given to another call as soon as the
	 * answer has arrived.
	 */
	private record Place(Connection call, Channel channel) {

		/**
		 * On the event loop, so that nobody is given the channel between the look at it
		 * and the end of it. What has arrived for somebody who never came for it is let
		 * go, too.
		 */
		void close() {
			this.channel.eventLoop().execute(() -> {
				if (Connection.from(this.channel) == this.call) {
					this.channel.close();
				}
				this.call.inbound().receive().subscribe(new Refusal());
			});
		}

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
