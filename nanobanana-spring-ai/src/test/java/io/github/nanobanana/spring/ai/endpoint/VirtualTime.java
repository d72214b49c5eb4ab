package io.github.nanobanana.spring.ai.endpoint;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * A clock and timer that jumps from event to event. Everything runs on the thread that
 * moves it, in the order of time and then of arrival.
 */
public final class VirtualTime implements Scheduler {

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private long now;

	private long count;

	public VirtualTime() {
		this(0);
	}

	public VirtualTime(long start) {
		this.now = start;
	}

	public double seconds() {
		return this.now / 1e9;
	}

	public void after(double seconds, Runnable action) {
		schedule(action, (long) (seconds * 1e9), TimeUnit.NANOSECONDS);
	}

	/** Runs everything that is planned, however far away. */
	public void run() {
		while (!this.events.isEmpty()) {
			next();
		}
	}

	/** Moves the clock, and runs what is due on the way. */
	public void pass(double seconds) {
		long end = this.now + (long) (seconds * 1e9);
		while (!this.events.isEmpty() && this.events.peek().at - end <= 0) {
			next();
		}
		this.now = end;
	}

	/** The events that are still to come. */
	int planned() {
		return this.events.size();
	}

	private void next() {
		Event event = this.events.remove();
		this.now = event.at;
		event.action.run();
	}

	@Override
	public long now(TimeUnit unit) {
		return unit.convert(this.now, TimeUnit.NANOSECONDS);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return schedule(task, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		Event event = new Event(this.now + unit.toNanos(delay), this.count++, task);
		this.events.add(event);
		return () -> this.events.remove(event);
	}

	@Override
	public Worker createWorker() {
		Disposable.Composite tasks = Disposables.composite();
		return new Worker() {

			@Override
			public Disposable schedule(Runnable task) {
				Disposable scheduled = VirtualTime.this.schedule(task);
				tasks.add(scheduled);
				return scheduled;
			}

			@Override
			public void dispose() {
				tasks.dispose();
			}

		};
	}

	/** An overflowing clock must not matter, so moments are compared by difference. */
	private record Event(long at, long number, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return (this.at != other.at) ? Long.signum(this.at - other.at) : Long.compare(this.number, other.number);
		}

	}

}
