package io.github.nanobanana.spring.ai.image;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs short waits at once and keeps them in mind. Long ones, which are timeouts, run
 * when the test says so.
 */
final class ImpatientScheduler implements Scheduler {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final Scheduler delegate = Schedulers.parallel();

	private final List<Duration> waits = new CopyOnWriteArrayList<>();

	private final List<Runnable> timeouts = new CopyOnWriteArrayList<>();

	List<Duration> waits() {
		return this.waits;
	}

	void fireTimeouts() {
		this.timeouts.forEach(this.delegate::schedule);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.delegate.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		Duration wait = Duration.of(delay, unit.toChronoUnit());
		if (wait.compareTo(LONG) >= 0) {
			this.timeouts.add(task);
			return Disposables.composite(() -> this.timeouts.remove(task));
		}
		this.waits.add(wait);
		return this.delegate.schedule(task);
	}

	@Override
	public Worker createWorker() {
		return this.delegate.createWorker();
	}

}
