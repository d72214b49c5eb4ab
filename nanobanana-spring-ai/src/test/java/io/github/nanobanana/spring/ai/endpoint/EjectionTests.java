package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is ejected, for how long, and the way back.
 */
class EjectionTests {

	private final PoolFixture fixture = PoolFixture.of("a", "b");

	@ParameterizedTest
	@CsvSource({ "NOT_SENT, 3", "UNKNOWN, 3", "FAST_FAILURE, 5", "LATE_FAILURE, 5", "REJECTED, 3" })
	void endpointWhenFailuresFollowEachOtherIsEjected(FailureClass failureClass, int failures) {
		for (int i = 1; i <= failures; i++) {
			assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
			this.fixture.fail(this.fixture.leaseOf("a"), failureClass);
		}
		EndpointSnapshot ejected = this.fixture.snapshot("a");
		assertThat(ejected.status()).isEqualTo(EndpointStatus.EJECTED);
		assertThat(ejected.ejectedFor()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
		assertThat(ejected.lastFailure()).isEqualTo(failureClass);
	}

	@ParameterizedTest
	@CsvSource({ "UNSUITABLE", "FINAL", "LOCAL" })
	void endpointWhenNotToBlameStays(FailureClass failureClass) {
		for (int i = 0; i < 30; i++) {
			this.fixture.fail(this.fixture.leaseOf("a"), failureClass);
		}
		assertThat(this.fixture.snapshot("a").usable()).isTrue();
		assertThat(this.fixture.snapshot("a").successEstimate()).isEqualTo(1);
	}

	@Test
	void endpointWhenHalfOfTenFailIsEjected() {
		for (int i = 0; i < 9; i++) {
			Lease lease = this.fixture.leaseOf("a");
			if (i % 2 == 0) {
				this.fixture.fail(lease, FailureClass.FAST_FAILURE);
			}
			else {
				lease.succeeded();
			}
			assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
		}
		this.fixture.fail(this.fixture.leaseOf("a"), FailureClass.FAST_FAILURE);
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
	}

	@Test
	void endpointWhenRestIsOverGetsOneTrialWithTheNextFreshRequest() {
		this.fixture.eject("a");
		assertThat(this.fixture.lease().endpoint().id()).isEqualTo("b");
		this.fixture.pass(37);
		assertThat(this.fixture.lease("c").trial()).isFalse();
		Lease trial = this.fixture.lease();
		assertThat(trial.trial()).isTrue();
		assertThat(trial.endpoint().id()).isEqualTo("a");
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.TRIAL);
		assertThat(this.fixture.lease().endpoint().id()).isEqualTo("b");
		trial.succeeded();
		assertThat(this.fixture.snapshot("a")).returns(EndpointStatus.OK, EndpointSnapshot::status)
			.returns(2, EndpointSnapshot::cap)
			.returns(1.0, EndpointSnapshot::successEstimate);
		this.fixture.leaseOf("a").succeeded();
		assertThat(this.fixture.snapshot("a").cap()).isEqualTo(3);
		assertThat(this.fixture.changes).extracting(StateChange::type)
			.containsExactly(StateChange.Type.EJECTED, StateChange.Type.TRIAL_STARTED, StateChange.Type.RETURNED);
	}

	@Test
	void endpointWhenTrialsFailRestsTwiceAsLongUpToFiveMinutes() {
		this.fixture.eject("a");
		for (int seconds : List.of(60, 120, 240, 300, 300)) {
			this.fixture.pass(361);
			Lease trial = this.fixture.lease();
			assertThat(trial.trial()).isTrue();
			this.fixture.fail(trial, FailureClass.NOT_SENT);
			assertThat(this.fixture.snapshot("a").ejectedFor()).isBetween(Duration.ofMillis(seconds * 800L),
					Duration.ofMillis(seconds * 1200L));
		}
	}

	@Test
	void endpointWhenTrialIsGivenBackIsTriedAgain() {
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.lease().released();
		assertThat(this.fixture.lease().trial()).isTrue();
	}

	@Test
	void endpointWhenOldCallsFailDoesNotRestLonger() {
		List<Lease> old = IntStream.range(0, 8).mapToObj((i) -> this.fixture.leaseOf("a")).toList();
		this.fixture.pass(1);
		this.fixture.eject("a");
		Duration rest = this.fixture.snapshot("a").ejectedFor();
		old.subList(0, 4).forEach((lease) -> this.fixture.fail(lease, FailureClass.UNKNOWN));
		assertThat(this.fixture.snapshot("a").ejectedFor()).isEqualTo(rest);
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		old.subList(4, 8).forEach((lease) -> this.fixture.fail(lease, FailureClass.UNKNOWN));
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
	}

	@Test
	void ejectionsWhenEndpointSucceedsForLongAreForgotten() {
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		this.fixture.pass(299);
		this.fixture.leaseOf("a").succeeded();
		assertThat(this.fixture.snapshot("a").ejections()).isEqualTo(1);
		this.fixture.pass(2);
		this.fixture.leaseOf("a").succeeded();
		assertThat(this.fixture.snapshot("a").ejections()).isZero();
	}

	@Test
	void poolWhenSpareIsDueButFirstTierIsWellDoesNotSpendOnIt() {
		PoolFixture tiers = new PoolFixture(PoolFixture.endpoint("a"), new Endpoint("spare", 1, 1, FailedCalls.FREE));
		Lease first = tiers.lease("a");
		List<Lease> failing = List.of(first, tiers.lease("a"), tiers.lease("a"));
		failing.forEach((lease) -> tiers.fail(lease, FailureClass.NOT_SENT));
		tiers.pass(37);
		assertThat(tiers.lease().endpoint().id()).isEqualTo("a");
	}

	@Test
	void poolWhenAllAreOutTriesEachEveryTenSeconds() {
		PoolFixture one = PoolFixture.of("a");
		one.eject("a");
		NoLease none = one.none();
		assertThat(none.retryIn()).isEqualTo(Duration.ofSeconds(10));
		assertThat(none.reasons()).isEqualTo("a: it failed repeatedly, next try in 10 s");
		one.pass(10);
		Lease last = one.lease();
		assertThat(last.trial()).isTrue();
		assertThat(one.none().retryIn()).isEqualTo(Duration.ofSeconds(10));
		one.fail(last, FailureClass.UNKNOWN);
		one.pass(13);
		assertThat(one.snapshot("a").ejections()).isEqualTo(1);
		assertThat(one.none().retryIn()).isLessThan(Duration.ofSeconds(14));
		one.pass(14);
		one.lease().succeeded();
		assertThat(one.snapshot("a")).returns(EndpointStatus.OK, EndpointSnapshot::status)
			.returns(1, EndpointSnapshot::ejections);
	}

	@Test
	void poolWhenAllAreOutFailsFailoversAtOnce() {
		this.fixture.eject("a");
		this.fixture.eject("b");
		this.fixture.pass(11);
		assertThat(this.fixture.ask("a")).isInstanceOf(NoLease.class);
		assertThat(this.fixture.ask()).isInstanceOf(Lease.class);
	}

	@Test
	void endpointWhenCallersGiveItTooLittleTimeIsNotBlamed() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.typical(20);
		for (int i = 0; i < 9; i++) {
			Lease lease = fixture.lease();
			fixture.pass(5);
			lease.failed((i % 2 == 0) ? FailureClass.UNKNOWN : FailureClass.NOT_SENT, FailureCause.TIME, null);
		}
		assertThat(fixture.snapshot("a")).returns(EndpointStatus.OK, EndpointSnapshot::status)
			.returns(1.0, EndpointSnapshot::successEstimate);
		assertThat(fixture.snapshot("a").counts().failures(FailureClass.UNKNOWN)).isEqualTo(5);
	}

	@Test
	void endpointWhenItHadTimeEnoughIsBlamed() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.typical(20);
		for (int i = 0; i < 3; i++) {
			Lease lease = fixture.lease();
			fixture.pass(40);
			lease.failed(FailureClass.UNKNOWN, FailureCause.TIME, null);
		}
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
	}

	@Test
	void budgetWhenAnEndpointCannotBeAskedIsGivenBack() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		for (int i = 0; i < 30; i++) {
			fixture.fail(fixture.leaseOf("b"), FailureClass.UNSUITABLE);
			fixture.lease("b").released();
		}
		assertThat(fixture.pool.snapshot().retryTokens()).isGreaterThanOrEqualTo(9);
	}

	@Test
	void refusalWhenAnEndpointIsOffDutyNamesTheNextChanceOfTheOthers() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.pool.disable("a");
		fixture.eject("b");
		assertThat(fixture.none().retryIn()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void endpointWhenNothingIsTypicalYetHasAMinuteOfTime() {
		PoolFixture fixture = PoolFixture.of("a");
		for (double seconds : new double[] { 59, 59, 59, 60, 60, 60 }) {
			assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
			Lease lease = fixture.lease();
			fixture.pass(seconds);
			lease.failed(FailureClass.UNKNOWN, FailureCause.TIME, null);
		}
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
		assertThat(fixture.changes).singleElement()
			.satisfies((change) -> assertThat(change.words())
				.isEqualTo("failed repeatedly; the last time it gave no whole answer"));
	}

}
