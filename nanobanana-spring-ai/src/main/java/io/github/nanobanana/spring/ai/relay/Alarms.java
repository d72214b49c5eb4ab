package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The alarms of calls, of which hardly one ever rings. A timer whose next task is a new
 * one has its thread woken, and every alarm of a quiet application is that: so the timer
 * is asked for one moment only, the earliest, and asked again when that has come. Safe
 * for use by many threads.
 */
final class Alarms {

	private final Scheduler timer;

	private final SortedSet<Alarm> set = new TreeSet<>();

	private long numbers;

	/** What the timer was asked for, or {@code null} if for nothing. */
	private @Nullable Disposable wait;

	private long waitEnds;

	Alarms(Scheduler timer) {
		this.timer = timer;
	}

	/**
	 * The end of a time that begins now.
	 * @param time how long
	 * @return completes at the end, on the timer's thread. Each subscription sets an
	 * alarm and its end stops it
	 */
	Mono<Void> after(Duration time) {
		long at = now() + time.toNanos();
		return Mono.create((sink) -> sink.onDispose(set(at, sink::success)));
	}

	private Disposable set(long at, Runnable action) {
		// As a timer does: what the hook keeps of this thread is there when it rings
		Runnable hooked = Schedulers.onSchedule(action);
		synchronized (this) {
			long now = now();
			if (at - now <= 0 || this.timer.isDisposed()) {
				return this.timer.schedule(action);
			}
			Alarm alarm = new Alarm(at, this.numbers++, hooked);
			this.set.add(alarm);
			await(now);
			return alarm;
		}
	}

	/**
	 * Asks the timer for the first alarm, unless it was asked for an earlier moment that
	 * is still to come.
	 */
	private void await(long now) {
		long first = this.set.first().at;
		Disposable asked = this.wait;
		if (asked != null) {
			if (this.waitEnds - first <= 0 && this.waitEnds - now >= 0) {
				return;
			}
			asked.dispose();
		}
		this.waitEnds = first;
		this.wait = this.timer.schedule(this::ring, first - now, TimeUnit.NANOSECONDS);
	}

	private void ring() {
		List<Alarm> due = new ArrayList<>();
		synchronized (this) {
			long now = now();
			this.wait = null;
			while (!this.set.isEmpty() && this.set.first().at - now <= 0) {
				Alarm alarm = this.set.first();
				this.set.remove(alarm);
				due.add(alarm);
			}
			if (!this.set.isEmpty()) {
				await(now);
			}
		}
		due.forEach((alarm) -> alarm.action.run());
	}

	private synchronized void stop(Alarm alarm) {
		this.set.remove(alarm);
	}

	private long now() {
		return this.timer.now(TimeUnit.NANOSECONDS);
	}

	@Override
	public synchronized String toString() {
		return "Alarms[" + this.set.size() + "]";
	}

	/** One alarm; the number tells those of one moment apart. */
	private final class Alarm implements Disposable, Comparable<Alarm> {

		private final long at;

		private final long number;

		private final Runnable action;

		Alarm(long at, long number, Runnable action) {
			this.at = at;
			this.number = number;
			this.action = action;
		}

		@Override
		public void dispose() {
			stop(this);
		}

		@Override
		public int compareTo(Alarm other) {
			int order = Long.compare(this.at - other.at, 0);
			return (order != 0) ? order : Long.compare(this.number, other.number);
		}

	}

}
