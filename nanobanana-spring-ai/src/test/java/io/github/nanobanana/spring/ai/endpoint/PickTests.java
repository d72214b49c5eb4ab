package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The choice among endpoints that are well, and what holds whatever happens.
 */
class PickTests {

	@Test
	void poolWhenEndpointsAreEqualTakesTurnsInOrder() {
		PoolFixture fixture = PoolFixture.of("a", "b", "c");
		List<String> order = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			order.add(fixture.lease().endpoint().id());
		}
		assertThat(order).containsExactly("a", "b", "c", "a", "b", "c");
	}

	@Test
	void poolWhenBusySharesByWeight() {
		PoolFixture fixture = new PoolFixture(new Endpoint("a", 0, 3, FailedCalls.FREE), PoolFixture.endpoint("b"));
		Map<String, Integer> leases = new HashMap<>();
		for (int i = 0; i < 12; i++) {
			leases.merge(fixture.lease().endpoint().id(), 1, Integer::sum);
		}
		assertThat(leases).containsEntry("a", 9).containsEntry("b", 3);
	}

	@Test
	void poolWhenFirstTierIsFullUsesTheNextBeforeAnyWaits() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1),
				new Endpoint("b", 1, 1, FailedCalls.FREE).withCap(1));
		assertThat(fixture.lease().endpoint().id()).isEqualTo("a");
		assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		assertThat(fixture.ask()).isInstanceOf(NoLease.class);
	}

	@Test
	void endpointWhenSlowGetsFewer() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		int slow = 0;
		for (int i = 0; i < 40; i++) {
			Lease lease = fixture.lease();
			boolean first = lease.endpoint().id().equals("a");
			slow += first ? 1 : 0;
			fixture.pass(first ? 60 : 10);
			lease.succeeded();
		}
		assertThat(slow).isBetween(1, 10);
		assertThat(fixture.snapshot("a").slowness()).isGreaterThan(fixture.snapshot("b").slowness());
	}

	@ParameterizedTest
	@CsvSource({ "UNKNOWN, FREE", "LATE_FAILURE, UNKNOWN", "FAST_FAILURE, CHARGED" })
	void endpointWhenItLosesACallIsAskedOnlyWhereOthersAreBusy(FailureClass failureClass, FailedCalls failedCalls) {
		PoolFixture fixture = new PoolFixture(new Endpoint("a", 0, 1, failedCalls), PoolFixture.endpoint("b"));
		fixture.fail(fixture.leaseOf("a"), failureClass);
		assertThat(leasesUntil(fixture, "a")).isGreaterThanOrEqualTo(9);
		fixture.pass(1201);
		assertThat(leasesUntil(fixture, "a")).isLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "NOT_SENT, UNKNOWN", "LATE_FAILURE, FREE", "FAST_FAILURE, UNKNOWN" })
	void endpointWhenItFailsForFreeIsMissedLess(FailureClass failureClass, FailedCalls failedCalls) {
		PoolFixture fixture = new PoolFixture(new Endpoint("a", 0, 1, failedCalls), PoolFixture.endpoint("b"));
		fixture.fail(fixture.leaseOf("a"), failureClass);
		assertThat(leasesUntil(fixture, "a")).isBetween(1, 3);
	}

	/**
	 * How many calls others get at once before the endpoint gets one; all are given back.
	 */
	private static int leasesUntil(PoolFixture fixture, String id) {
		List<Lease> others = new ArrayList<>();
		Lease lease = fixture.lease();
		while (!lease.endpoint().id().equals(id)) {
			others.add(lease);
			lease = fixture.lease();
		}
		lease.released();
		others.forEach(Lease::released);
		return others.size();
	}

	@Test
	void endpointWhenItFailsFastNeverGainsShare() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		for (int i = 0; i < 400; i++) {
			Lease lease = fixture.lease();
			if (lease.endpoint().id().equals("a") && i >= 20) {
				double before = fixture.snapshot("a").slowness();
				fixture.pass(0.1);
				fixture.fail(lease, FailureClass.FAST_FAILURE);
				assertThat(fixture.snapshot("a").slowness()).isGreaterThanOrEqualTo(before * 0.999);
				fixture.pass(9.9);
			}
			else {
				fixture.pass(10);
				lease.succeeded();
			}
		}
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
	}

	@Test
	void failoverWhenBudgetIsUsedUpIsRefusedAndRefillsWithTimeAndSuccess() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		for (int i = 0; i < 10; i++) {
			fixture.lease("a").released();
		}
		assertThat(fixture.none("a").reasons()).contains("budget");
		fixture.pass(8);
		assertThat(fixture.ask("a")).isInstanceOf(NoLease.class);
		fixture.lease().succeeded();
		assertThat(fixture.ask("a")).isInstanceOf(Lease.class);
	}

	@Test
	void failoverWhenTimeLeftIsTooShortIsRefused() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		for (int i = 0; i < 5; i++) {
			Lease lease = fixture.lease();
			fixture.pass(20);
			lease.succeeded();
		}
		LeaseAnswer answer = fixture.pool
			.leaseNow(new LeaseRequest(PoolFixture.PROFILE, Set.of("a"), Duration.ofSeconds(19)));
		assertThat(answer).isInstanceOfSatisfying(NoLease.class,
				(none) -> assertThat(none.reasons()).contains("time left"));
	}

	@Test
	void leaseWhenSettledTwiceCountsOnce() {
		PoolFixture fixture = PoolFixture.of("a");
		Lease lease = fixture.lease();
		lease.succeeded();
		lease.released();
		fixture.fail(lease, FailureClass.UNKNOWN);
		assertThat(fixture.snapshot("a")).returns(0, EndpointSnapshot::inFlight)
			.returns(1.0, EndpointSnapshot::successEstimate);
		assertThat(fixture.pool).asString().contains("inFlight=0", "restMillis=0");
		assertThat(lease).asString().contains("settled=true");
	}

	@Tag("long")
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void poolWhateverHappensKeepsItsPromises(long seed) {
		Random random = new Random(seed);
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(3),
				PoolFixture.endpoint("b").withCap(2), new Endpoint("c", 1, 2, FailedCalls.FREE).withCap(1));
		Map<String, Duration> throttled = new HashMap<>();
		List<Lease> open = new ArrayList<>();
		for (int step = 0; step < 4000; step++) {
			double seconds = random.nextDouble() * 4;
			fixture.pass(seconds);
			call(fixture, random, open);
			while (!open.isEmpty() && random.nextBoolean()) {
				settle(open.remove(random.nextInt(open.size())), random);
			}
			for (EndpointSnapshot endpoint : fixture.pool.snapshot().endpoints()) {
				assertThat(endpoint.inFlight()).isLessThanOrEqualTo(cap(endpoint.id()));
				Duration least = throttled.getOrDefault(endpoint.id(), Duration.ZERO)
					.minusNanos((long) (seconds * 1e9) + 1);
				assertThat(endpoint.throttledFor()).isGreaterThanOrEqualTo(least.isNegative() ? Duration.ZERO : least);
				throttled.put(endpoint.id(), endpoint.throttledFor());
			}
		}
		open.forEach(Lease::released);
		assertThat(fixture.pool.snapshot().endpoints()).allSatisfy((end) -> assertThat(end.inFlight()).isZero());
	}

	@Tag("long")
	@Test
	void poolWhenManyThreadsShareItNeverExceedsTheCapAndGivesAllBack() throws Exception {
		EndpointPool pool = new EndpointPool(
				List.of(PoolFixture.endpoint("a").withCap(3), PoolFixture.endpoint("b").withCap(2)),
				AdmissionSettings.defaults(), Schedulers.parallel(), new Random(1), StateListener.NONE);
		LeaseRequest request = new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofMinutes(3));
		Map<String, AtomicInteger> open = Map.of("a", new AtomicInteger(), "b", new AtomicInteger());
		AtomicInteger leased = new AtomicInteger();
		Callable<Boolean> caller = () -> {
			boolean kept = true;
			for (int i = 0; i < 3000; i++) {
				if (pool.leaseNow(request) instanceof Lease lease) {
					leased.incrementAndGet();
					int now = open.get(lease.endpoint().id()).incrementAndGet();
					kept &= now <= cap(lease.endpoint().id());
					open.get(lease.endpoint().id()).decrementAndGet();
					lease.succeeded();
					lease.released();
				}
			}
			return kept;
		};
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (Future<Boolean> kept : threads.invokeAll(Collections.nCopies(8, caller))) {
				assertThat(kept.get()).isTrue();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(leased).hasPositiveValue();
		assertThat(pool.snapshot().endpoints()).allSatisfy((end) -> assertThat(end.inFlight()).isZero());
	}

	private static void call(PoolFixture fixture, Random random, List<Lease> open) {
		Set<String> tried = new HashSet<>();
		while (fixture.ask(tried.toArray(String[]::new)) instanceof Lease lease) {
			assertThat(tried.add(lease.endpoint().id())).isTrue();
			assertThat(lease.trial() && tried.size() > 1).isFalse();
			open.add(lease);
			if (random.nextInt(3) > 0) {
				return;
			}
		}
	}

	private static int cap(String id) {
		return switch (id) {
			case "a" -> 3;
			case "b" -> 2;
			default -> 1;
		};
	}

	private static void settle(Lease lease, Random random) {
		switch (random.nextInt(4)) {
			case 0 -> lease.released();
			case 1 -> lease.succeeded();
			default -> {
				FailureClass[] classes = FailureClass.values();
				FailureCause[] causes = FailureCause.values();
				lease.failed(classes[random.nextInt(classes.length)], causes[random.nextInt(causes.length)],
						random.nextBoolean() ? Duration.ofSeconds(random.nextInt(1000)) : null);
			}
		}
		lease.succeeded();
	}

}
