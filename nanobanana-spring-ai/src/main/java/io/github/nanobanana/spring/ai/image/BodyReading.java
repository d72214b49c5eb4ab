package io.github.nanobanana.spring.ai.image;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Reads a body on a thread that may block while the event loop brings it. The two work
 * side by side: pieces wait in a short line, and the reader takes as many as it finds.
 * <p>
 * Each piece is released exactly once: by the reader, or, if the call ends before the
 * reader comes to it, by the end of the call. (Reactor's publishOn leaves queued buffers
 * behind when it is cancelled between scheduling its worker and the worker's start.) What
 * arrived in front of an error is read before the error is told, and all signals but a
 * refusal of the scheduler are given on the reader's thread.
 */
public final class BodyReading extends Mono<Void> {

	/** Pieces under way between event loop and reader, at most. */
	private static final int LINE = 4;

	private final Publisher<ByteBuf> body;

	private final Predicate<ByteBuf> reader;

	private final Scheduler scheduler;

	private final Mono<?> timeOver;

	private BodyReading(Publisher<ByteBuf> body, Predicate<ByteBuf> reader, Scheduler scheduler, Mono<?> timeOver) {
		this.body = body;
		this.reader = reader;
		this.scheduler = scheduler;
		this.timeOver = timeOver;
	}

	/**
	 * Reads a body.
	 * @param body pieces that are the event loop's to release
	 * @param reader takes a piece, which is not its to release, and tells whether enough
	 * is known and the rest need not be read
	 * @param scheduler where the reader works
	 * @param timeOver completes when the body should have arrived whole
	 * @return completes when the body was read, or fails with what the body or the reader
	 * failed with, or with a {@link TimeoutException}
	 */
	public static Mono<Void> of(Publisher<ByteBuf> body, Predicate<ByteBuf> reader, Scheduler scheduler,
			Mono<?> timeOver) {
		return new BodyReading(body, reader, scheduler, timeOver);
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		this.body.subscribe(new Reading(actual));
	}

	/** One body under way. Its own lock guards the line and the flags. */
	private final class Reading implements CoreSubscriber<ByteBuf>, Subscription, Runnable {

		private final CoreSubscriber<? super Void> actual;

		private final Queue<ByteBuf> line = new ArrayDeque<>(LINE);

		private Subscription source = Operators.emptySubscription();

		private @Nullable Disposable timer;

		private Scheduler.@Nullable Worker worker;

		/** Whether the reader works, or is about to. */
		private boolean reading;

		/** Whether nothing more is taken in. */
		private boolean ended;

		/** Whether the body itself has ended, so that there is nothing to cancel. */
		private boolean arrived;

		private @Nullable Throwable failure;

		/** Whether nothing more is told. */
		private boolean over;

		Reading(CoreSubscriber<? super Void> actual) {
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription source) {
			this.source = source;
			this.actual.onSubscribe(this);
			Disposable started = BodyReading.this.timeOver.subscribe(null, null,
					() -> end(new TimeoutException(), false));
			boolean late;
			synchronized (this) {
				this.timer = started;
				late = this.over;
			}
			if (late) {
				started.dispose();
			}
			source.request(LINE);
		}

		@Override
		public void onNext(ByteBuf piece) {
			synchronized (this) {
				if (this.ended) {
					return;
				}
				this.line.add(piece.retain());
			}
			wake();
		}

		@Override
		public void onError(Throwable thrown) {
			end(thrown, true);
		}

		@Override
		public void onComplete() {
			end(null, true);
		}

		private void end(@Nullable Throwable thrown, boolean bySource) {
			synchronized (this) {
				this.arrived |= bySource;
				if (this.ended) {
					return;
				}
				this.ended = true;
				this.failure = thrown;
			}
			cancelSource();
			wake();
		}

		private void cancelSource() {
			boolean done;
			synchronized (this) {
				done = this.arrived;
				this.arrived = true;
			}
			if (!done) {
				this.source.cancel();
			}
		}

		/** Sets the reader to work, unless it is. */
		private void wake() {
			Scheduler.Worker idle;
			synchronized (this) {
				if (this.reading || this.over) {
					return;
				}
				this.reading = true;
				idle = this.worker;
				if (idle == null) {
					idle = BodyReading.this.scheduler.createWorker();
					this.worker = idle;
				}
			}
			try {
				idle.schedule(this);
			}
			catch (RejectedExecutionException ex) {
				finish(ex);
			}
		}

		@Override
		public void run() {
			try {
				readOn();
			}
			finally {
				rest();
			}
		}

		private void readOn() {
			int read = 0;
			for (ByteBuf piece = next(); piece != null && read(piece); piece = next()) {
				if (++read == LINE / 2) {
					request(read);
					read = 0;
				}
			}
			if (read > 0) {
				request(read);
			}
		}

		/** A body that has arrived whole is asked for nothing: it would wake its loop. */
		private void request(int pieces) {
			boolean done;
			synchronized (this) {
				done = this.arrived;
			}
			if (!done) {
				this.source.request(pieces);
			}
		}

		/** The thread is given back by its own hand, so that it is never interrupted. */
		private void rest() {
			Scheduler.Worker done;
			synchronized (this) {
				done = this.over ? this.worker : null;
			}
			if (done != null) {
				done.dispose();
			}
		}

		/** The next piece, or {@code null} after which the reader rests. */
		private @Nullable ByteBuf next() {
			Throwable failed;
			synchronized (this) {
				ByteBuf piece = this.line.poll();
				if (piece != null) {
					return piece;
				}
				this.reading = false;
				if (!this.ended) {
					return null;
				}
				failed = this.failure;
			}
			finish(failed);
			return null;
		}

		/**
		 * Reads a piece and tells whether to go on. Even a heap too small ends the call.
		 */
		private boolean read(ByteBuf piece) {
			boolean read = false;
			boolean enough = false;
			RuntimeException failed = null;
			try {
				enough = BodyReading.this.reader.test(piece);
				read = true;
			}
			catch (RuntimeException ex) {
				failed = ex;
			}
			finally {
				piece.release();
				if (!read) {
					finish((failed != null) ? failed : new IllegalStateException("The body could not be read."));
				}
			}
			if (enough) {
				finish(null);
			}
			return read && !enough;
		}

		private void finish(@Nullable Throwable failed) {
			if (!close()) {
				return;
			}
			cancelSource();
			if (failed != null) {
				this.actual.onError(failed);
			}
			else {
				this.actual.onComplete();
			}
		}

		/** Lets everything go; the first to come here has the last word. */
		private boolean close() {
			Disposable started;
			Scheduler.Worker idle;
			synchronized (this) {
				if (this.over) {
					return false;
				}
				this.over = true;
				this.ended = true;
				this.line.forEach(ByteBuf::release);
				this.line.clear();
				started = this.timer;
				idle = this.reading ? null : this.worker;
			}
			if (started != null) {
				started.dispose();
			}
			if (idle != null) {
				idle.dispose();
			}
			return true;
		}

		@Override
		public void request(long count) {
			// There is nothing to ask for but the end
		}

		@Override
		public void cancel() {
			if (close()) {
				cancelSource();
			}
		}

	}

}
