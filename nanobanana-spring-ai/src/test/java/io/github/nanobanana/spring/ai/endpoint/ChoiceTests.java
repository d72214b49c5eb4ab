package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is asked where more than one thing speaks for or against an endpoint.
 */
class ChoiceTests {

	@Test
	void tierWhenBusyIsStillAskedBeforeTheNext() {
		PoolFixture fixture = new PoolFixture(new Endpoint("spare", 1, 1, FailedCalls.FREE),
				PoolFixture.endpoint("a").withCap(3));
		for (int i = 0; i < 3; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("a");
		}
		assertThat(fixture.lease().endpoint().id()).isEqualTo("spare");
	}

	@Test
	void tierWhenItStandsInIsSharedAmongItsEndpoints() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1),
				new Endpoint("b", 1, 1, FailedCalls.FREE), new Endpoint("c", 1, 1, FailedCalls.FREE),
				new Endpoint("last", 2, 1, FailedCalls.FREE));
		for (String next : List.of("a", "b", "c", "b", "c")) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo(next);
		}
	}

	@Test
	void trialWhenItsTierIsTheLowestThatIsWellIsMade() {
		PoolFixture fixture = new PoolFixture(new Endpoint("a", 1, 1, FailedCalls.FREE),
				new Endpoint("b", 1, 1, FailedCalls.FREE));
		fixture.eject("a");
		fixture.pass(37);
		assertThat(fixture.lease()).returns("a", (lease) -> lease.endpoint().id()).returns(true, Lease::trial);
	}

	@Test
	void trialWhenSeveralAreDueGoesToTheLowestTier() {
		PoolFixture fixture = new PoolFixture(new Endpoint("spare", 1, 1, FailedCalls.FREE), PoolFixture.endpoint("a"));
		for (int i = 0; i < 3; i++) {
			fixture.fail(fixture.lease("a"), FailureClass.NOT_SENT);
		}
		fixture.eject("a");
		fixture.pass(40);
		assertThat(fixture.lease()).returns("a", (lease) -> lease.endpoint().id()).returns(true, Lease::trial);
	}

	@Test
	void trialWhenSeveralAreDueGoesToTheOneThatHasWaitedLongest() {
		PoolFixture fixture = PoolFixture.of("a", "b", "c");
		fixture.eject("b");
		fixture.eject("a");
		fixture.pass(37);
		assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		assertThat(fixture.lease().endpoint().id()).isEqualTo("a");
	}

	@Test
	void trialWhenTheKeyIsSuspendedTooWaits() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		Lease running = fixture.leaseOf("a");
		fixture.eject("a");
		fixture.reject(running, FailureCause.KEY);
		fixture.pass(37);
		assertThat(fixture.lease()).returns("b", (lease) -> lease.endpoint().id()).returns(false, Lease::trial);
		fixture.pass(264);
		assertThat(fixture.lease().trial()).isTrue();
	}

	@Test
	void trialWhenTheListLacksTheModelIsLeftToAnotherCall() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.pool.probed(PoolFixture.endpoint("a"), ProbeResult.passed(Set.of("other")));
		List<Lease> failing = List.of(fixture.lease("b"), fixture.lease("b"), fixture.lease("b"));
		failing.forEach((lease) -> fixture.fail(lease, FailureClass.UNKNOWN));
		fixture.pass(37);
		assertThat(fixture.lease().trial()).isFalse();
		assertThat(((Lease) fixture.ask(new CallProfile("other", "1K"))).trial()).isTrue();
	}

	@Test
	void trialWhenOldCallsFillTheEndpointWaitsForRoom() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1), PoolFixture.endpoint("b"));
		Lease old = fixture.leaseOf("a");
		for (int i = 0; i < 5; i++) {
			fixture.pool.probed(PoolFixture.endpoint("a"), ProbeResult.of(ProbeResult.Finding.ILL, "500"));
		}
		fixture.pass(37);
		assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		old.released();
		assertThat(fixture.lease()).returns("a", (lease) -> lease.endpoint().id()).returns(true, Lease::trial);
	}

	@Test
	void endpointWhenACallIsOverdueCountsItThreefold() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		for (int i = 0; i < 10; i++) {
			Lease lease = fixture.lease();
			fixture.pass(10);
			lease.succeeded();
		}
		fixture.leaseOf("a");
		fixture.pass(26);
		for (int i = 0; i < 3; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		}
		assertThat(fixture.lease().endpoint().id()).isEqualTo("a");
	}

	@Test
	void obstacleThatLastsLongestIsNamed() {
		PoolFixture fixture = PoolFixture.of("a");
		List<Lease> leases = List.of(fixture.lease(), fixture.lease(), fixture.lease());
		leases.get(0).failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(90));
		assertThat(fixture.none().obstacles()).extracting(Obstacle::reason).containsExactly(Obstacle.Reason.THROTTLED);
		fixture.reject(leases.get(1), FailureCause.KEY);
		assertThat(fixture.none().obstacles()).extracting(Obstacle::reason).containsExactly(Obstacle.Reason.SUSPENDED);
		fixture.reject(leases.get(2), FailureCause.MODEL);
		assertThat(fixture.none().obstacles()).extracting(Obstacle::reason)
			.containsExactly(Obstacle.Reason.MODEL_NOT_SERVED);
		assertThat(fixture.none().retryIn()).as("the throttle is always kept").isEqualTo(Duration.ofSeconds(90));
	}

	@Test
	void retryInIsTheEarliestOfTheEndpointsThatWereNotTried() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.leaseOf("a").failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(90));
		fixture.leaseOf("b").failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(40));
		assertThat(fixture.none().retryIn()).isEqualTo(Duration.ofSeconds(40));
		assertThat(fixture.none("b").retryIn()).isEqualTo(Duration.ofSeconds(90));
		assertThat(fixture.none("a", "b").retryIn()).isZero();
	}

	@Test
	void lastResortWhenTheOutcomeWasUnknownWaitsAMinute() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.reject(fixture.lease(), FailureCause.KEY);
		fixture.pass(10);
		fixture.fail(fixture.lease(), FailureClass.UNKNOWN);
		fixture.pass(59.9);
		assertThat(fixture.ask()).isInstanceOf(NoLease.class);
		fixture.pass(0.1);
		assertThat(fixture.lease().trial()).isTrue();
	}

	@Test
	void probeWhenItTellsNothingNewIsNotTold() {
		PoolFixture fixture = PoolFixture.of("a");
		Endpoint endpoint = PoolFixture.endpoint("a");
		ProbeResult rejected = ProbeResult.of(ProbeResult.Finding.KEY_REJECTED, "401");
		fixture.pool.probed(endpoint, ProbeResult.passed(Set.of()));
		assertThat(fixture.changes).isEmpty();
		fixture.pool.probed(endpoint, rejected);
		fixture.pool.probed(endpoint, rejected);
		assertThat(fixture.changes).containsExactly(
				new StateChange("a", StateChange.Type.SUSPENDED, Duration.ofMinutes(5), "was probed: 401"));
	}

	@Test
	void probeWhenTheSuspensionIsOverByItselfHasNothingToEnd() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.pool.probed(PoolFixture.endpoint("a"), ProbeResult.of(ProbeResult.Finding.KEY_REJECTED, "401"));
		fixture.pass(301);
		fixture.pool.probed(PoolFixture.endpoint("a"), ProbeResult.passed(Set.of()));
		assertThat(fixture.told()).containsExactly(StateChange.Type.SUSPENDED);
	}

	@Test
	void updateTellsWhetherANameIsNewOrWhatIsBehindIt() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withIdentity("new key"), PoolFixture.endpoint("b")));
		assertThat(fixture.changes).extracting(StateChange::words)
			.containsExactly("has a new address or key and starts anew", "was added and takes calls");
	}

	@Test
	void drainedWhenTheFormerSelfEndsSaysSo() {
		PoolFixture fixture = PoolFixture.of("a");
		Lease former = fixture.lease();
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withIdentity("new key")));
		former.succeeded();
		fixture.pool.drain("a");
		assertThat(fixture.changes).filteredOn((change) -> change.type() == StateChange.Type.DRAINED)
			.extracting(StateChange::words)
			.containsExactly("has ended the last call of its former self", "has no call under way any more");
	}

	@Test
	void usableWhenEveryEndpointHasSomethingInItsWayIsFalse() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.reject(fixture.leaseOf("a"), FailureCause.RATE);
		assertThat(fixture.pool.snapshot().usable()).isTrue();
		fixture.reject(fixture.leaseOf("b"), FailureCause.QUOTA);
		assertThat(fixture.pool.snapshot().usable()).isFalse();
		assertThat(fixture.pool).asString().contains("a[OK", "restMillis=5000", "b[OK", "restMillis=300000");
	}

}
