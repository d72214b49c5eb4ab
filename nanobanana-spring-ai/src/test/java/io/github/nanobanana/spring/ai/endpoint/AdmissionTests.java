package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The line in which calls wait for an endpoint with room, by a clock moved by hand.
 */
class AdmissionTests {

	@Test
	void callWhenAllAreBusyWaitsItsTurn() {
		PoolFixture fixture = one(1);
		Lease running = fixture.lease();
		List<Asking> line = List.of(fixture.call(), fixture.call(), fixture.call());
		assertThat(line).allMatch(Asking::waits);
		assertThat(fixture.pool.snapshot().waiting()).isEqualTo(3);
		running.succeeded();
		assertThat(line).extracting(Asking::waits).containsExactly(false, true, true);
		line.get(0).lease().released();
		assertThat(line).extracting(Asking::waits).containsExactly(false, false, true);
		fixture.fail(line.get(1).lease(), FailureClass.FAST_FAILURE);
		assertThat(line.get(2).lease().endpoint().id()).isEqualTo("a");
		assertThat(fixture.pool.snapshot().waiting()).isZero();
	}

	@Test
	void callWhenOthersWaitDoesNotOvertakeThem() {
		PoolFixture fixture = one(1);
		Lease running = fixture.lease();
		Asking first = fixture.call();
		running.released();
		assertThat(first.waits()).isFalse();
		assertThat(fixture.ask()).isInstanceOf(NoLease.class);
		Asking second = fixture.call();
		first.lease().released();
		assertThat(second.waits()).isFalse();
	}

	@Test
	void callWhenItsEndpointIsFreeIsNotHeldUpByThoseWhoseIsNot() {
		CallProfile other = new CallProfile("other", "1K");
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1), PoolFixture.endpoint("b"));
		Lease only = (Lease) fixture.ask(other, "a");
		only.failed(FailureClass.REJECTED, FailureCause.MODEL, null);
		assertThat(((Lease) fixture.ask(other)).endpoint().id()).isEqualTo("a");
		Asking waiting = fixture.call(other, Duration.ofMinutes(3));
		assertThat(waiting.waits()).isTrue();
		assertThat(fixture.call().lease().endpoint().id()).isEqualTo("b");
		assertThat(waiting.waits()).isTrue();
	}

	@Test
	void callWhenNobodyMakesRoomIsToldAfterTheLongestWait() {
		PoolFixture fixture = one(1);
		fixture.lease();
		Asking waiting = fixture.call();
		fixture.pass(59.9);
		assertThat(waiting.waits()).isTrue();
		fixture.pass(0.2);
		assertThat(waiting.none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
		assertThat(waiting.none().reasons()).contains("wait in line is too long", "a: as many calls as allowed");
		assertThat(fixture.pool.snapshot().turnedAway()).isEqualTo(1);
	}

	@Test
	void callWhenItsDeadlineNearsIsToldWhileThereIsTimeToSayIt() {
		PoolFixture fixture = one(1);
		fixture.typical(20);
		fixture.lease();
		Asking waiting = fixture.call(Duration.ofSeconds(45));
		fixture.pass(24.9);
		assertThat(waiting.waits()).isTrue();
		fixture.pass(0.2);
		assertThat(waiting.none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
		assertThat(fixture.call(Duration.ofSeconds(20)).none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
	}

	@Test
	void callWhenThoseAheadTakeLongerThanItMayWaitIsRefusedAtOnce() {
		PoolFixture fixture = one(2);
		fixture.typical(20);
		List<Lease> running = List.of(fixture.lease(), fixture.lease());
		List<Asking> line = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			line.add(fixture.call());
			assertThat(line.get(i).waits()).isTrue();
		}
		assertThat(fixture.call().none().why()).isEqualTo(NoLease.Why.WAIT_TOO_LONG);
		running.get(0).succeeded();
		assertThat(fixture.call().waits()).isTrue();
	}

	@Test
	void callWhenLineIsFullIsRefusedAtOnce() {
		PoolFixture fixture = new PoolFixture(AdmissionSettings.defaults().withPlaces(2),
				PoolFixture.endpoint("a").withCap(1));
		Lease running = fixture.lease();
		Asking first = fixture.call();
		Asking second = fixture.call();
		assertThat(fixture.call().none().why()).isEqualTo(NoLease.Why.LINE_FULL);
		second.cancel();
		assertThat(fixture.call().waits()).isTrue();
		running.released();
		assertThat(first.waits()).isFalse();
	}

	@Test
	void callWhenThereIsNoLineIsRefusedAtOnce() {
		PoolFixture fixture = new PoolFixture(AdmissionSettings.defaults().withPlaces(0),
				PoolFixture.endpoint("a").withCap(1));
		fixture.lease();
		assertThat(fixture.call().none().why()).isEqualTo(NoLease.Why.LINE_FULL);
	}

	@Test
	void callWhenCancelledInLineLeavesItsPlaceToTheNext() {
		PoolFixture fixture = one(1);
		Lease running = fixture.lease();
		Asking gone = fixture.call();
		Asking next = fixture.call();
		gone.cancel();
		running.released();
		assertThat(gone.answer()).isNull();
		assertThat(next.lease().endpoint().id()).isEqualTo("a");
		assertThat(fixture.snapshot("a").inFlight()).isEqualTo(1);
	}

	@Test
	void callWhenEndpointAsksForAShortRestWaitsUntilItIsOver() {
		PoolFixture fixture = one(4);
		fixture.lease().failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(12));
		Asking waiting = fixture.call();
		fixture.pass(11.9);
		assertThat(waiting.waits()).isTrue();
		fixture.pass(0.2);
		assertThat(waiting.lease().endpoint().id()).isEqualTo("a");
	}

	@Test
	void callWhenEndpointAsksForALongRestIsToldAtOnce() {
		PoolFixture fixture = one(4);
		fixture.lease().failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(100));
		NoLease none = fixture.call().none();
		assertThat(none.why()).isEqualTo(NoLease.Why.NOTHING_USABLE);
		assertThat(none.retryIn()).isEqualTo(Duration.ofSeconds(100));
	}

	@Test
	void callWhenNothingIsWellIsToldAtOnce() {
		PoolFixture fixture = one(4);
		fixture.eject("a");
		assertThat(fixture.call().none().why()).isEqualTo(NoLease.Why.NOTHING_USABLE);
	}

	@Test
	void callWhenItsLastHopeIsEjectedMeanwhileIsToldThen() {
		PoolFixture fixture = one(3);
		List<Lease> running = List.of(fixture.lease(), fixture.lease(), fixture.lease());
		Asking waiting = fixture.call();
		Asking cancelled = fixture.call();
		running.forEach((lease) -> fixture.fail(lease, FailureClass.UNKNOWN));
		fixture.fail(waiting.lease(), FailureClass.UNKNOWN);
		assertThat(cancelled.answer()).isNotNull();
		assertThat(fixture.pool.snapshot().waiting()).isZero();
	}

	@Test
	void callWhenAnotherEndpointsRestEndsIsServedByItAtOnce() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1), PoolFixture.endpoint("b"));
		fixture.eject("b");
		fixture.pass(15);
		fixture.lease();
		Asking waiting = fixture.call();
		double rest = fixture.snapshot("b").ejectedFor().toNanos() / 1e9;
		fixture.pass(rest - 0.1);
		assertThat(waiting.waits()).isTrue();
		fixture.pass(0.2);
		assertThat(waiting.lease().trial()).isTrue();
	}

	@Test
	void listenerWhenItFailsWithAnErrorStopsNobodyElse() {
		EndpointPool pool = new EndpointPool(List.of(PoolFixture.endpoint("a")), AdmissionSettings.defaults(),
				new VirtualTime(), new Random(1), (change) -> {
					throw new AssertionError("a broken listener");
				});
		Asking asking = new Asking();
		pool.lease(new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofMinutes(3))).subscribe(asking);
		assertThat(asking.lease().endpoint().id()).isEqualTo("a");
	}

	@Test
	void failoverWhenTheOthersAreBusyWaitsAndPaysItsTokenWhenServed() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a"), PoolFixture.endpoint("b").withCap(1));
		Lease running = fixture.leaseOf("b");
		Asking further = fixture.call("a");
		assertThat(further.waits()).isTrue();
		assertThat(fixture.pool.snapshot().retryTokens()).isEqualTo(10);
		running.released();
		assertThat(further.lease().endpoint().id()).isEqualTo("b");
		assertThat(fixture.pool.snapshot().retryTokens()).isEqualTo(9);
		assertThat(fixture.pool.snapshot().failovers()).isEqualTo(1);
	}

	@Test
	void failoverWhenBudgetIsUsedUpDoesNotWait() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a"), PoolFixture.endpoint("b").withCap(1));
		for (int i = 0; i < 10; i++) {
			fixture.lease("a").released();
		}
		fixture.leaseOf("b");
		assertThat(fixture.call("a").none().reasons()).contains("budget");
	}

	@Test
	void closeTellsTheLineAndCompletesWithTheLastCall() {
		PoolFixture fixture = one(1);
		Lease running = fixture.lease();
		Asking waiting = fixture.call();
		AtomicInteger idle = new AtomicInteger();
		fixture.pool.close().subscribe(null, null, idle::incrementAndGet);
		assertThat(waiting.none().why()).isEqualTo(NoLease.Why.CLOSED);
		assertThat(fixture.call().none().reasons()).isEqualTo("the model is being closed");
		assertThat(idle).hasValue(0);
		running.succeeded();
		assertThat(idle).hasValue(1);
	}

	@Test
	void closeWhenNothingRunsCompletesAtOnce() {
		PoolFixture fixture = one(1);
		fixture.lease().succeeded();
		AtomicInteger idle = new AtomicInteger();
		fixture.pool.close().subscribe(null, null, idle::incrementAndGet);
		assertThat(idle).hasValue(1);
	}

	@Test
	void listenerWhenItThrowsKeepsNobodyFromAnEndpoint() {
		EndpointPool pool = new EndpointPool(List.of(PoolFixture.endpoint("a")), AdmissionSettings.defaults(),
				new VirtualTime(), new Random(1), (change) -> {
					throw new IllegalStateException("a broken listener");
				});
		Asking asking = new Asking();
		pool.lease(new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofMinutes(3))).subscribe(asking);
		assertThat(asking.lease().endpoint().id()).isEqualTo("a");
	}

	@Tag("long")
	@Test
	void callsWhenEachFailsAtOnceAreServedWithoutPilingUp() {
		PoolFixture fixture = new PoolFixture(AdmissionSettings.defaults().withPlaces(2_000),
				PoolFixture.endpoint("a").withCap(1));
		Lease running = fixture.lease();
		AtomicInteger served = new AtomicInteger();
		for (int i = 0; i < 2_000; i++) {
			fixture.pool.lease(new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofMinutes(3)))
				.subscribe((answer) -> {
					served.incrementAndGet();
					((Lease) answer).released();
				});
		}
		running.released();
		assertThat(served).hasValue(2_000);
	}

	@Tag("long")
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void lineWhateverHappensLosesNobody(long seed) {
		Random random = new Random(seed);
		PoolFixture fixture = new PoolFixture(AdmissionSettings.defaults().withPlaces(8),
				PoolFixture.endpoint("a").withCap(3), PoolFixture.endpoint("b").withCap(2),
				new Endpoint("c", 1, 2, FailedCalls.FREE).withCap(1));
		List<Asking> open = new ArrayList<>();
		for (int step = 0; step < 6000; step++) {
			fixture.pass(random.nextDouble() * 3);
			open.add(fixture.call(Duration.ofSeconds(10 + random.nextInt(100))));
			while (!open.isEmpty() && random.nextInt(3) > 0) {
				Asking one = open.remove(random.nextInt(open.size()));
				end(one, random);
			}
			assertThat(fixture.pool.snapshot().waiting()).isEqualTo((int) open.stream().filter(Asking::waits).count());
			open.removeIf((asking) -> asking.answer() instanceof NoLease);
		}
		fixture.pass(200);
		assertThat(open).noneMatch(Asking::waits);
		open.forEach((asking) -> end(asking, random));
		assertThat(fixture.pool.snapshot().waiting()).isZero();
		assertThat(fixture.pool.snapshot().endpoints()).allSatisfy((end) -> assertThat(end.inFlight()).isZero());
	}

	private static void end(Asking asking, Random random) {
		if (asking.answer() instanceof Lease lease) {
			switch (random.nextInt(4)) {
				case 0 -> lease.released();
				case 1 -> lease.failed(FailureClass.REJECTED, FailureCause.RATE,
						random.nextBoolean() ? Duration.ofSeconds(random.nextInt(20)) : null);
				case 2 -> lease.failed(FailureClass.values()[random.nextInt(8)], FailureCause.OTHER, null);
				default -> lease.succeeded();
			}
		}
		else {
			asking.cancel();
		}
	}

	@Test
	void settingsWhenOutOfBoundsSayWhatToChange() {
		assertThatIllegalArgumentException().isThrownBy(() -> AdmissionSettings.defaults().withPlaces(-1))
			.withMessageContaining("use 0 for none");
		for (Duration wrong : Set.of(Duration.ofMillis(-1), Duration.ofHours(1).plusMillis(1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> AdmissionSettings.defaults().withLongestWait(wrong))
				.withMessageContaining("use 0 to 1 hour");
		}
		assertThat(new HashSet<>(List.of(AdmissionSettings.defaults().withLongestWait(Duration.ofHours(1)),
				AdmissionSettings.defaults().withLongestWait(Duration.ZERO))))
			.hasSize(2);
	}

	private static PoolFixture one(int cap) {
		return new PoolFixture(PoolFixture.endpoint("a").withCap(cap));
	}

}
