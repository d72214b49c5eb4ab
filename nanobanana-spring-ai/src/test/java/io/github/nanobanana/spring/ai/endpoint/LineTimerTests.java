package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the line is looked at although nothing happens, and who comes first if two things
 * happen at once.
 */
class LineTimerTests {

	private final PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1));

	@Test
	void callWhenItMayWaitLessThanThoseAheadIsToldInTime() {
		this.fixture.lease();
		Asking patient = this.fixture.call();
		this.fixture.pass(1);
		Asking hurried = this.fixture.call(Duration.ofSeconds(30));
		this.fixture.pass(29.9);
		assertThat(hurried.waits()).isTrue();
		this.fixture.pass(0.1);
		assertThat(hurried.none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
		this.fixture.pass(28.9);
		assertThat(patient.waits()).isTrue();
		this.fixture.pass(0.1);
		assertThat(patient.none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
	}

	@Test
	void lineHasOneTimerForAll() {
		this.fixture.lease();
		for (int i = 0; i < 3; i++) {
			this.fixture.call();
		}
		assertThat(this.fixture.time.planned()).isEqualTo(1);
		this.fixture.pass(1);
		this.fixture.call();
		assertThat(this.fixture.time.planned()).isEqualTo(1);
	}

	@Test
	void lineWhenItIsEmptyNeedsNoTimer() {
		this.fixture.lease().failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(12));
		Asking waiting = this.fixture.call();
		this.fixture.pass(12);
		assertThat(waiting.lease()).isNotNull();
		assertThat(this.fixture.time.planned()).isZero();
	}

	@Test
	void callWhenTheRestEndsAtThisVeryMomentDoesNotOvertake() {
		this.fixture.lease().failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(12));
		List<Asking> late = new ArrayList<>();
		this.fixture.time.after(12, () -> late.add(this.fixture.call()));
		Asking first = this.fixture.call();
		this.fixture.pass(12);
		assertThat(first.waits()).isFalse();
		assertThat(late.get(0).waits()).isTrue();
	}

	@Test
	void leaseNowWhenTheRestEndsAtThisVeryMomentDoesNotOvertake() {
		this.fixture.lease().failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(12));
		List<LeaseAnswer> late = new ArrayList<>();
		this.fixture.time.after(12, () -> late.add(this.fixture.ask()));
		Asking first = this.fixture.call();
		this.fixture.pass(12);
		assertThat(first.waits()).isFalse();
		assertThat(late.get(0)).isInstanceOf(NoLease.class);
	}

	@Test
	void callWhenTheRestEndsWithItsPatienceIsServed() {
		this.fixture.lease().failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(60));
		Asking waiting = this.fixture.call();
		assertThat(waiting.waits()).isTrue();
		this.fixture.pass(60);
		assertThat(waiting.lease().endpoint().id()).isEqualTo("a");
	}

	@Test
	void callWhenItHasLessTimeThanItTakesIsRefusedAtOnce() {
		this.fixture.typical(20);
		this.fixture.lease();
		assertThat(this.fixture.call(Duration.ofSeconds(19)).none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
	}

	@Test
	void callWhenThoseAheadTakeAsLongAsItMayWaitMayHope() {
		this.fixture.typical(20);
		this.fixture.lease();
		for (int i = 0; i < 4; i++) {
			assertThat(this.fixture.call().waits()).isTrue();
		}
		assertThat(this.fixture.call().none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
	}

	@Test
	void callWhenItsCallerTakesTheLeaseAndCancelsMakesRoom() {
		this.fixture.pool.lease(request()).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnNext(LeaseAnswer answer) {
				cancel();
			}

		});
		assertThat(this.fixture.snapshot("a")).returns(0, EndpointSnapshot::inFlight)
			.returns(1L, (snapshot) -> snapshot.counts().released());
	}

	@Test
	void callWhenCancelledWhileItsAnswerIsOnTheWayGivesTheLeaseBack() {
		PoolFixture two = new PoolFixture(PoolFixture.endpoint("a").withCap(1));
		two.lease();
		Asking second = new Asking();
		two.pool.lease(request()).subscribe((answer) -> second.cancel());
		two.pool.lease(request()).subscribe(second);
		two.pool.update(List.of(PoolFixture.endpoint("a").withCap(3)));
		assertThat(second.answer()).isNull();
		assertThat(two.snapshot("a")).returns(2, EndpointSnapshot::inFlight)
			.returns(1L, (snapshot) -> snapshot.counts().released());
	}

	@Test
	void answerCompletesTheCall() {
		AtomicInteger completed = new AtomicInteger();
		this.fixture.pool.lease(request()).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnComplete() {
				completed.incrementAndGet();
			}

		});
		assertThat(completed).hasValue(1);
	}

	@Test
	void callWhenItsCallerHasNotAskedYetTakesNoPlace() {
		BaseSubscriber<LeaseAnswer> idle = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				// It asks later
			}

		};
		this.fixture.pool.lease(request()).subscribe(idle);
		assertThat(this.fixture.snapshot("a").inFlight()).isZero();
		idle.cancel();
		idle.request(1);
		assertThat(this.fixture.snapshot("a").inFlight()).isZero();
	}

	@Test
	void callWhenAFailoverAheadMustNotHaveTheFreeEndpointGetsIt() {
		PoolFixture two = new PoolFixture(PoolFixture.endpoint("a").withCap(1), PoolFixture.endpoint("b").withCap(1));
		Lease running = two.lease();
		two.lease();
		Asking failover = two.call("a");
		Asking first = two.call();
		running.released();
		assertThat(first.lease().endpoint().id()).isEqualTo("a");
		assertThat(failover.waits()).isTrue();
	}

	@Test
	void failoverWhenItStillHasTheTimeIsServed() {
		PoolFixture two = new PoolFixture(PoolFixture.endpoint("a"), PoolFixture.endpoint("b").withCap(1));
		two.typical(10);
		Lease running = two.leaseOf("b");
		Asking failover = two.call(Duration.ofSeconds(60), "a");
		two.pass(1);
		running.released();
		assertThat(failover.lease().endpoint().id()).isEqualTo("b");
	}

	private static LeaseRequest request() {
		return new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofMinutes(3));
	}

}
