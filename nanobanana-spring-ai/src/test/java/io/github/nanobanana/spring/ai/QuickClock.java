package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A clock and timer that runs {@value #RATE} times as fast as the world, so that what
 * takes minutes by the rules of the house takes seconds on real sockets. It never runs
 * late beside its own timers: a time that has passed in the world has passed here, too.
 */
final class QuickClock implements Scheduler {

	static final int RATE = 40;

	private final Scheduler threads = Schedulers.newParallel("chaos-clock", 2, true);

	private final long wallStart = System.currentTimeMillis();

	private final long start = System.nanoTime();

	private final AtomicLong leapt = new AtomicLong();

	/** The time in the world after which so much has passed here. */
	static Duration real(Duration here) {
		return here.dividedBy(RATE);
	}

	/** Lets time pass at once; timers that run already do not notice. */
	void leap(Duration here) {
		this.leapt.addAndGet(here.toNanos());
	}

	Instant instant() {
		return Instant.ofEpochMilli(now(TimeUnit.MILLISECONDS));
	}

	@Override
	public long now(TimeUnit unit) {
		long nanos = (System.nanoTime() - this.start) * RATE + this.leapt.get();
		if (unit.compareTo(TimeUnit.MILLISECONDS) < 0) {
			return unit.convert(nanos, TimeUnit.NANOSECONDS);
		}
		return unit.convert(this.wallStart + TimeUnit.NANOSECONDS.toMillis(nanos), TimeUnit.MILLISECONDS);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.threads.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		return this.threads.schedule(task, nanos(delay, unit), TimeUnit.NANOSECONDS);
	}

	@Override
	public Disposable schedulePeriodically(Runnable task, long initial, long period, TimeUnit unit) {
		return this.threads.schedulePeriodically(task, nanos(initial, unit), nanos(period, unit), TimeUnit.NANOSECONDS);
	}

	/** Rounded up: a timer that fires early would find its time not over. */
	private static long nanos(long here, TimeUnit unit) {
		return (unit.toNanos(here) + RATE - 1) / RATE;
	}

	@Override
	public Worker createWorker() {
		return new QuickWorker(this.threads.createWorker());
	}

	@Override
	public void dispose() {
		this.threads.dispose();
	}

	@Override
	public boolean isDisposed() {
		return this.threads.isDisposed();
	}

	@Override
	public String toString() {
		return "QuickClock[" + instant() + "]";
	}

	/** Tasks in order, by the quick clock. */
	private record QuickWorker(Worker worker) implements Worker {

		@Override
		public Disposable schedule(Runnable task) {
			return this.worker.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return this.worker.schedule(task, nanos(delay, unit), TimeUnit.NANOSECONDS);
		}

		@Override
		public Disposable schedulePeriodically(Runnable task, long initial, long period, TimeUnit unit) {
			return this.worker.schedulePeriodically(task, nanos(initial, unit), nanos(period, unit),
					TimeUnit.NANOSECONDS);
		}

		@Override
		public void dispose() {
			this.worker.dispose();
		}

		@Override
		public boolean isDisposed() {
			return this.worker.isDisposed();
		}

	}

}
