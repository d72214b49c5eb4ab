package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The figures by which endpoints are chosen, as a snapshot shows them.
 */
class EstimateTests {

	private final PoolFixture fixture = PoolFixture.of("a");

	@Test
	void successWhenTimePassesFadesAndIsForgottenAfterTenMinutes() {
		this.fixture.fail(this.fixture.lease(), FailureClass.FAST_FAILURE);
		assertThat(success()).isEqualTo(2.0 / 3);
		this.fixture.pass(300);
		assertThat(success()).isCloseTo(2 / (2 + Math.exp(-1)), within(1e-9));
		this.fixture.pass(300);
		assertThat(success()).isCloseTo(2 / (2 + Math.exp(-2)), within(1e-9));
		this.fixture.pass(0.001);
		assertThat(success()).isEqualTo(1);
	}

	@Test
	void successCountsTheLastTwentyOutcomes() {
		this.fixture.fail(this.fixture.lease(), FailureClass.FAST_FAILURE);
		for (int i = 0; i < 19; i++) {
			this.fixture.lease().succeeded();
		}
		assertThat(success()).isEqualTo(21.0 / 22);
		this.fixture.lease().succeeded();
		assertThat(success()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "sfsfsfsfsf, EJECTED", "ssfsfsfsfsf, OK", "sfsfsfsfs, OK" })
	void endpointWhenHalfOfAtLeastTenFailIsEjected(String outcomes, EndpointStatus status) {
		for (char outcome : outcomes.toCharArray()) {
			if (outcome == 's') {
				this.fixture.lease().succeeded();
			}
			else {
				this.fixture.fail(this.fixture.lease(), FailureClass.LATE_FAILURE);
			}
		}
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(status);
	}

	@Test
	void endpointWhenMostFailuresAreForgottenIsNotEjectedForThem() {
		Lease slow = this.fixture.lease();
		for (int i = 0; i < 4; i++) {
			this.fixture.fail(this.fixture.lease(), FailureClass.LATE_FAILURE);
			this.fixture.lease().succeeded();
		}
		this.fixture.lease().succeeded();
		this.fixture.pass(601);
		this.fixture.fail(slow, FailureClass.LATE_FAILURE);
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
	}

	@Test
	void slownessIsAMovingAverageThatFadesTowardsOne() {
		this.fixture.typical(10);
		Lease slow = this.fixture.lease();
		this.fixture.pass(40);
		slow.succeeded();
		assertThat(slowness()).isCloseTo(Math.pow(4, 0.2), within(1e-9));
		this.fixture.pass(300);
		assertThat(slowness()).isCloseTo(Math.pow(4, 0.2 * Math.exp(-1)), within(1e-9));
	}

	@ParameterizedTest
	@CsvSource({ "100, 4", "0.1, 0.5" })
	void slownessIsBounded(double seconds, double bound) {
		for (int i = 0; i < 4; i++) {
			this.fixture.typical(10);
		}
		List<Lease> odd = leases(16);
		this.fixture.pass(seconds);
		odd.forEach(Lease::succeeded);
		assertThat(slowness()).isEqualTo(bound);
	}

	@Test
	void medianWhenKnownRefusesFailoversThatHaveNoMoreTimeThanThat() {
		List<Lease> five = leases(5);
		this.fixture.pass(50);
		five.subList(0, 4).forEach(Lease::succeeded);
		assertThat(further(1)).as("four say nothing about what is typical").isInstanceOf(Lease.class);
		five.get(4).succeeded();
		assertThat(further(50)).isInstanceOf(NoLease.class);
		assertThat(further(51)).isInstanceOf(Lease.class);
	}

	@Test
	void medianIsThatOfTheLastFiftyOne() {
		succeed(60, 10);
		succeed(25, 100);
		assertThat(further(50)).isInstanceOf(Lease.class);
		succeed(1, 100);
		assertThat(further(50)).isInstanceOf(NoLease.class);
		succeed(25, 10);
		assertThat(further(50)).isInstanceOf(NoLease.class);
		succeed(1, 10);
		assertThat(further(50)).isInstanceOf(Lease.class);
	}

	@Test
	void medianIsRememberedForTwoHundredProfiles() {
		succeed(5, 100);
		for (int i = 1; i < TypicalTimes.PROFILES; i++) {
			((Lease) this.fixture.ask(new CallProfile("model-" + i, ""))).succeeded();
		}
		assertThat(further(50)).isInstanceOf(NoLease.class);
		for (int i = 0; i < TypicalTimes.PROFILES; i++) {
			((Lease) this.fixture.ask(new CallProfile("other-" + i, ""))).succeeded();
		}
		assertThat(further(50)).isInstanceOf(Lease.class);
	}

	@Test
	void callWhenItTakesMoreThanTwoAndAHalfTimesTheMedianIsOverdue() {
		leases(3);
		this.fixture.pass(1000);
		assertThat(this.fixture.snapshot("a").overdue()).as("nothing is typical yet").isZero();
		this.fixture.typical(10);
		assertThat(this.fixture.snapshot("a").overdue()).isEqualTo(3);
		leases(2);
		this.fixture.pass(25);
		assertThat(this.fixture.snapshot("a").overdue()).isEqualTo(3);
		this.fixture.pass(0.001);
		assertThat(this.fixture.snapshot("a").overdue()).isEqualTo(5);
	}

	@Test
	void tokensAreSpentByFailoversAndEarnedByTimeAndSuccess() {
		further(100);
		further(100);
		assertThat(tokens()).isEqualTo(8);
		this.fixture.pass(5);
		assertThat(tokens()).isCloseTo(8.5, within(1e-9));
		this.fixture.lease().succeeded();
		assertThat(tokens()).isCloseTo(8.7, within(1e-9));
		this.fixture.pass(10);
		further(100);
		assertThat(tokens()).isCloseTo(8.7, within(1e-9));
		this.fixture.pass(14);
		this.fixture.lease().succeeded();
		assertThat(tokens()).as("never more than at first").isEqualTo(10);
		assertThat(this.fixture.pool.snapshot().failovers()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "0, 24", "0.5, 30", "0.75, 33" })
	void restIsSpreadByAFifth(double chance, long seconds) {
		Random random = new Random() {

			private static final long serialVersionUID = 1L;

			@Override
			public double nextDouble() {
				return chance;
			}

		};
		EndpointPool pool = new EndpointPool(List.of(PoolFixture.endpoint("a")), AdmissionSettings.defaults(),
				new VirtualTime(), random, StateListener.NONE);
		for (int i = 0; i < 3; i++) {
			((Lease) pool.leaseNow(new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofSeconds(180))))
				.failed(FailureClass.NOT_SENT, FailureCause.OTHER, null);
		}
		assertThat(pool.snapshot().endpoints().get(0).ejectedFor()).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void ejectionsWhenThereWereNoneStayNone() {
		this.fixture.pass(301);
		this.fixture.lease().succeeded();
		assertThat(this.fixture.snapshot("a").ejections()).isZero();
	}

	@Test
	void ejectionsWhenEndpointDeliversAfterFiveMinutesSharpAreForgotten() {
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		this.fixture.pass(300);
		this.fixture.lease().succeeded();
		assertThat(this.fixture.snapshot("a").ejections()).isZero();
	}

	@Test
	void capWhenGrowingLedToSaturationGrowsMoreSlowly() {
		saturate(2);
		succeed(1, 0);
		assertThat(cap()).as("one success, one more").isEqualTo(3);
		saturate(2);
		succeed(1, 0);
		assertThat(cap()).isEqualTo(2);
		succeed(1, 0);
		assertThat(cap()).as("two successes").isEqualTo(3);
		saturate(2);
		succeed(3, 0);
		assertThat(cap()).isEqualTo(2);
		succeed(1, 0);
		assertThat(cap()).as("four successes").isEqualTo(3);
		saturate(2);
		succeed(3, 0);
		assertThat(cap()).isEqualTo(2);
		succeed(1, 0);
		assertThat(cap()).as("never slower than that").isEqualTo(3);
	}

	@Test
	void capWhenItIsReachedOrTheEndpointCameBackGrowsByOneEachAgain() {
		PoolFixture small = new PoolFixture(PoolFixture.endpoint("a").withCap(3));
		for (int round = 0; round < 2; round++) {
			Lease lease = small.lease();
			Lease declined = small.lease();
			small.reject(declined, FailureCause.RATE);
			assertThat(small.snapshot("a").cap()).isEqualTo(1);
			small.pass(5);
			lease.succeeded();
			small.lease().succeeded();
			assertThat(small.snapshot("a").cap()).isEqualTo(3);
		}
	}

	@Test
	void capWhenTheOnlyEndpointComesBackIsHalf() {
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		assertThat(cap()).isEqualTo(8);
		this.fixture.lease().succeeded();
		assertThat(cap()).isEqualTo(9);
	}

	@Test
	void capWhenConfiguredAnewKeepsWhatWasLearntBelowIt() {
		saturate(2);
		this.fixture.pool.update(List.of(PoolFixture.endpoint("a").withCap(20)));
		assertThat(cap()).isEqualTo(2);
		this.fixture.pool.update(List.of(PoolFixture.endpoint("a").withCap(1)));
		assertThat(cap()).isEqualTo(1);
	}

	/** Is declined while so many others are under way, and waits until that is over. */
	private void saturate(int others) {
		List<Lease> running = leases(others);
		this.fixture.reject(this.fixture.lease(), FailureCause.RATE);
		running.forEach(Lease::released);
		assertThat(cap()).isEqualTo(others);
		this.fixture.pass(200);
	}

	private void succeed(int calls, double seconds) {
		for (int i = 0; i < calls; i++) {
			Lease lease = this.fixture.lease();
			this.fixture.pass(seconds);
			lease.succeeded();
		}
	}

	private List<Lease> leases(int count) {
		return Stream.generate(this.fixture::lease).limit(count).toList();
	}

	private LeaseAnswer further(long seconds) {
		LeaseAnswer answer = this.fixture.pool
			.leaseNow(new LeaseRequest(PoolFixture.PROFILE, Set.of("x"), Duration.ofSeconds(seconds)));
		if (answer instanceof Lease lease) {
			lease.released();
		}
		return answer;
	}

	private int cap() {
		return this.fixture.snapshot("a").cap();
	}

	private double success() {
		return this.fixture.snapshot("a").successEstimate();
	}

	private double slowness() {
		return this.fixture.snapshot("a").slowness();
	}

	private double tokens() {
		return this.fixture.pool.snapshot().retryTokens();
	}

}
