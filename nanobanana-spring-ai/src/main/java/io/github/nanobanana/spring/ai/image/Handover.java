package io.github.nanobanana.spring.ai.image;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A piece of a body on its way from the event loop to the thread that reads it. It is
 * released exactly once: by the reader, or, if the call ends before the reader comes to
 * it, by the end of the call. (Reactor's publishOn leaves queued buffers behind when it
 * is cancelled between scheduling its worker and the worker's start.)
 */
public final class Handover {

	private final ByteBuf bytes;

	private final AtomicBoolean taken = new AtomicBoolean();

	private Handover(ByteBuf bytes) {
		this.bytes = bytes;
	}

	/**
	 * Hands bytes over. To be called, and subscribed to, while the event loop still holds
	 * them.
	 * @param bytes the piece
	 * @param reader reads it and tells whether enough is known and the rest need not be
	 * read; the buffer is not the reader's to release
	 * @param thread where it is read
	 * @return what the reader said, {@code true} if it did not come to it any more
	 */
	public static Mono<Boolean> of(ByteBuf bytes, Predicate<ByteBuf> reader, Scheduler thread) {
		Handover piece = new Handover(bytes.retain());
		return Mono.fromCallable(() -> piece.read(reader)).subscribeOn(thread).doFinally((signal) -> piece.discard());
	}

	private boolean read(Predicate<ByteBuf> reader) {
		if (!this.taken.compareAndSet(false, true)) {
			return true;
		}
		try {
			return reader.test(this.bytes);
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
