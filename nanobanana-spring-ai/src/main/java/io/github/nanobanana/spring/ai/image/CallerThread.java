package io.github.nanobanana.spring.ai.image;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

/**
 * Lends the thread of a caller who waits to the reading of what it waits for. Otherwise
 * two threads are woken for each answer, which costs more than the reading of a small
 * one.
 */
public final class CallerThread implements Scheduler {

	private static final Runnable NOTHING = () -> {
	};

	private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	private volatile boolean gone;

	/** What a task threw, where that ended the call. */
	private @Nullable Throwable broken;

	private CallerThread() {
	}

	/**
	 * Waits for a call and reads for it meanwhile. An interrupt cancels the call. As with
	 * {@link Mono#block()}, what libraries keep for this thread goes along in the
	 * context.
	 * @param call a call that brings a value or an error
	 * @param <T> the type of the value
	 * @return the value
	 * @throws RuntimeException what the call failed with, or that the thread was
	 * interrupted, as {@link Mono#block()} throws it
	 */
	public static <T> T await(Mono<T> call) {
		CallerThread here = new CallerThread();
		CompletableFuture<@Nullable T> outcome = call.contextWrite((view) -> view.put(CallerThread.class, here))
			.contextCapture()
			.toFuture();
		here.workUntil(outcome);
		Mono<T> ended = (here.broken != null) ? Mono.error(here.broken) : Mono.fromFuture(outcome);
		return Objects.requireNonNull(ended.block(), "A call brings a value or an error.");
	}

	/**
	 * Where to read for a subscriber.
	 * @param view the subscriber's context
	 * @param otherwise where to read if no caller waits
	 * @return the thread of the caller, or the other
	 */
	public static Scheduler of(ContextView view, Scheduler otherwise) {
		return Objects.requireNonNullElse(view.getOrDefault(CallerThread.class, otherwise), otherwise);
	}

	private void workUntil(CompletableFuture<?> outcome) {
		outcome.whenComplete((value, failed) -> this.tasks.add(NOTHING));
		try {
			while (!outcome.isDone()) {
				run(this.tasks.take(), outcome);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.gone = true;
		}
	}

	/** Whatever a task throws, even for want of memory, cancels a call that goes on. */
	private void run(Runnable task, CompletableFuture<?> outcome) {
		CompletableFuture.runAsync(task, Runnable::run).exceptionally((failed) -> {
			if (outcome.cancel(true)) {
				this.broken = failed.getCause();
			}
			return null;
		});
	}

	@Override
	public Disposable schedule(Runnable task) {
		if (this.gone) {
			throw new RejectedExecutionException("The caller does not wait any more.");
		}
		this.tasks.add(task);
		return Disposables.disposed();
	}

	@Override
	public Worker createWorker() {
		return new Turn(this);
	}

	@Override
	public String toString() {
		return "CallerThread[tasks=%d, gone=%s]".formatted(this.tasks.size(), this.gone);
	}

	/** Nothing is held that would have to be given back. */
	private record Turn(CallerThread caller) implements Worker {

		@Override
		public Disposable schedule(Runnable task) {
			return this.caller.schedule(task);
		}

		@Override
		public void dispose() {
		}

	}

}
