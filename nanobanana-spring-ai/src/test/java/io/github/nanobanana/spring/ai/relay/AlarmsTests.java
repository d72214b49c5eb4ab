package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.endpoint.VirtualTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The alarms of calls, by a clock moved by hand.
 */
class AlarmsTests {

	private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 5_000_000_000L);

	private final Alarms alarms = new Alarms(this.time);

	private final List<String> rung = new ArrayList<>();

	private final List<Throwable> refusals = new ArrayList<>();

	@Test
	void alarmsRingEachAtItsTime() {
		set("late", 9);
		set("early", 3);
		set("middle", 6);
		this.time.pass(2.9);
		assertThat(this.rung).isEmpty();
		this.time.pass(0.2);
		assertThat(this.rung).containsExactly("early");
		this.time.pass(10);
		assertThat(this.rung).containsExactly("early", "middle", "late");
	}

	@Test
	void alarmsOfOneMomentRingInTheOrderInWhichTheyWereSet() {
		List.of("a", "b", "c").forEach((name) -> set(name, 4));
		this.time.pass(4);
		assertThat(this.rung).containsExactly("a", "b", "c");
	}

	@Test
	void alarmThatWasStoppedDoesNotRingAndTheNextDoesAtItsTime() {
		Disposable stopped = set("stopped", 3);
		set("other", 8);
		stopped.dispose();
		this.time.pass(7.9);
		assertThat(this.rung).isEmpty();
		this.time.pass(0.1);
		assertThat(this.rung).containsExactly("other");
	}

	@Test
	void alarmOfNoTimeRingsAtOnce() {
		set("now", 0);
		set("before", -1);
		this.time.pass(0);
		assertThat(this.rung).containsExactly("now", "before");
	}

	@Test
	void timerIsAskedForOneMomentHoweverManyAlarmsAreSetAndStopped() {
		for (int i = 0; i < 1000; i++) {
			set("stopped", 180).dispose();
			this.time.pass(0.1);
		}
		assertThat(this.time.planned()).isEqualTo(1);
		set("earlier", 5);
		assertThat(this.time.planned()).isEqualTo(1);
		this.time.pass(5);
		assertThat(this.rung).containsExactly("earlier");
		this.time.pass(1000);
		assertThat(this.time.planned()).isZero();
	}

	@Test
	void alarmThatIsSetAfterTheClockLeaptRingsAtItsTime() {
		LeapingClock clock = new LeapingClock(this.time);
		Alarms late = new Alarms(clock);
		set(late, "leapt over", 100);
		clock.leapt = 600_000_000_000L;
		set(late, "next", 1);
		this.time.pass(1);
		assertThat(this.rung).containsExactly("leapt over", "next");
	}

	@Test
	void alarmWhenItsTimerHasEndedIsRefused() {
		Scheduler ended = Schedulers.newSingle("ended", true);
		Alarms late = new Alarms(ended);
		set(late, "lost", 60);
		ended.dispose();
		set(late, "refused", 90);
		assertThat(this.refusals).singleElement().isInstanceOf(RejectedExecutionException.class);
	}

	private Disposable set(String name, double seconds) {
		return set(this.alarms, name, seconds);
	}

	private Disposable set(Alarms alarms, String name, double seconds) {
		return alarms.after(Duration.ofMillis((long) (seconds * 1000)))
			.subscribe(null, this.refusals::add, () -> this.rung.add(name));
	}

	/** A clock that can leap without its timers noticing. */
	private static final class LeapingClock implements Scheduler {

		private final VirtualTime time;

		private long leapt;

		LeapingClock(VirtualTime time) {
			this.time = time;
		}

		@Override
		public long now(TimeUnit unit) {
			return unit.convert(this.time.now(TimeUnit.NANOSECONDS) + this.leapt, TimeUnit.NANOSECONDS);
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.time.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return this.time.schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return this.time.createWorker();
		}

	}

}
