package io.github.nanobanana.spring.ai.relay;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A piece of a body on its way from the event loop to the thread that reads it. It is
 * released exactly once: by the reader, or, if the call ends before the reader comes to
 * it, by the end of the call. (Reactor's publishOn leaves queued buffers behind when it
 * is cancelled between scheduling its worker and the worker's start.)
 */
final class Piece {

	private final ByteBuf bytes;

	private final AtomicBoolean taken = new AtomicBoolean();

	private Piece(ByteBuf bytes) {
		this.bytes = bytes;
	}

	/**
	 * Hands bytes over. To be called, and subscribed to, while the event loop still holds
	 * them.
	 * @return whether the body is known well enough and the rest need not be read
	 */
	static Mono<Boolean> handOver(ByteBuf bytes, Body body, Scheduler reader) {
		Piece piece = new Piece(bytes.retain());
		return Mono.fromCallable(() -> piece.read(body)).subscribeOn(reader).doFinally((signal) -> piece.discard());
	}

	private boolean read(Body body) {
		if (!this.taken.compareAndSet(false, true)) {
			return true;
		}
		try {
			return body.take(this.bytes);
		}
		finally {
			this.bytes.release();
		}
	}

	private void discard() {
		if (this.taken.compareAndSet(false, true)) {
			this.bytes.release();
		}
	}

}
