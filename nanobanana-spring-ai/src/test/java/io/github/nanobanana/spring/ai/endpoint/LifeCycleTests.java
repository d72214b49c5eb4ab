package io.github.nanobanana.spring.ai.endpoint;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.endpoint.StateChange.Type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Endpoints that come, change, rest by order and go while calls run.
 */
class LifeCycleTests {

	@Test
	void updateWhenEndpointStaysKeepsItsStateAndTakesOverItsSettings() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.eject("a");
		Lease running = fixture.leaseOf("b");
		fixture.told();
		fixture.pool.update(List.of(new Endpoint("b", 2, 5, FailedCalls.FREE).withCap(3), PoolFixture.endpoint("a")));
		assertThat(fixture.pool.ids()).containsExactly("b", "a");
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
		assertThat(fixture.snapshot("b")).returns(1, EndpointSnapshot::inFlight)
			.returns(3, EndpointSnapshot::cap)
			.returns(2, EndpointSnapshot::tier);
		assertThat(fixture.lease().endpoint().failedCalls()).isEqualTo(FailedCalls.FREE);
		assertThat(running.endpoint().failedCalls()).as("a call ends as it began").isEqualTo(FailedCalls.UNKNOWN);
		assertThat(fixture.told()).isEmpty();
	}

	@Test
	void updateWhenEndpointHasANewIdentityStartsItAnew() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		Lease before = fixture.leaseOf("a");
		fixture.eject("a");
		fixture.told();
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withIdentity("new key"), PoolFixture.endpoint("b")));
		assertThat(fixture.snapshot("a")).returns(EndpointStatus.OK, EndpointSnapshot::status)
			.returns(0, EndpointSnapshot::inFlight)
			.returns(0, EndpointSnapshot::ejections);
		fixture.fail(before, FailureClass.UNKNOWN);
		assertThat(fixture.snapshot("a").successEstimate()).as("what its former self did is forgotten").isEqualTo(1);
		assertThat(fixture.told()).containsExactly(Type.ADDED, Type.DRAINED);
	}

	@Test
	void updateWhenAnAccountGetsANewKeyForgetsItsSuspension() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withAccount("one"),
				PoolFixture.endpoint("b").withAccount("one"), PoolFixture.endpoint("c"));
		fixture.reject(fixture.leaseOf("a"), FailureCause.QUOTA);
		assertThat(fixture.snapshot("b").suspension()).isEqualTo(FailureCause.QUOTA);
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withAccount("one").withIdentity("new key"),
				PoolFixture.endpoint("b").withAccount("one")));
		assertThat(fixture.snapshot("a").suspendedFor()).isZero();
		assertThat(fixture.snapshot("b").suspendedFor()).isZero();
	}

	@Test
	void updateWhenAccountsKeysStayKeepsItsSuspension() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withAccount("one"), PoolFixture.endpoint("b"));
		fixture.reject(fixture.leaseOf("a"), FailureCause.KEY);
		fixture.pool.update(
				List.of(PoolFixture.endpoint("a").withAccount("one"), PoolFixture.endpoint("d").withAccount("one")));
		assertThat(fixture.snapshot("a").suspendedFor()).isPositive();
		assertThat(fixture.snapshot("d").suspendedFor()).isPositive();
	}

	@Test
	void updateWhenEndpointIsGoneSendsItNothingAndLetsItsCallsEnd() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		Lease running = fixture.leaseOf("a");
		fixture.pool.update(List.of(PoolFixture.endpoint("b")));
		assertThat(fixture.told()).containsExactly(Type.REMOVED);
		for (int i = 0; i < 5; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		}
		running.succeeded();
		assertThat(fixture.told()).containsExactly(Type.DRAINED);
		assertThat(fixture.pool.ids()).containsExactly("b");
	}

	@Test
	void updateWhenTwoShareANameChangesNothing() {
		PoolFixture fixture = PoolFixture.of("a");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> fixture.pool.update(List.of(PoolFixture.endpoint("b"), PoolFixture.endpoint("b"))))
			.withMessage("Two endpoints are named 'b': give each its own name.");
		assertThat(fixture.pool.ids()).containsExactly("a");
		assertThat(fixture.told()).isEmpty();
	}

	@Test
	void poolWhenTwoShareANameIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PoolFixture.of("a", "b", "b"))
			.withMessage("Two endpoints are named 'b': give each its own name.");
		assertThatIllegalArgumentException().isThrownBy(() -> EndpointPool.requireDistinct(List.of("c", "c")))
			.withMessage("Two endpoints are named 'c': give each its own name.");
	}

	@Test
	void updateWhenACallWaitsServesItFromTheNewEndpoint() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1));
		fixture.lease();
		Asking waiting = fixture.call();
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withCap(1), PoolFixture.endpoint("b")));
		assertThat(waiting.lease().endpoint().id()).isEqualTo("b");
		assertThat(fixture.told()).containsExactly(Type.ADDED);
	}

	@Test
	void updateWhenNothingIsLeftTellsThoseThatWait() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1));
		Lease running = fixture.lease();
		Asking waiting = fixture.call();
		fixture.pool.update(List.of());
		assertThat(waiting.none().reasons()).isEqualTo("no endpoint is known");
		running.succeeded();
		assertThat(fixture.pool.snapshot().usable()).isFalse();
	}

	@Test
	void updateWhenCapGrowsServesTheLineAndWhenItShrinksLetsCallsEnd() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1));
		fixture.lease();
		Asking waiting = fixture.call();
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withCap(2)));
		assertThat(waiting.lease()).isNotNull();
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withCap(1)));
		assertThat(fixture.ask()).isInstanceOf(NoLease.class);
		waiting.lease().succeeded();
		assertThat(fixture.ask()).isInstanceOf(NoLease.class);
	}

	@Test
	void disableTakesAnEndpointOutUntilItIsEnabled() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		Lease running = fixture.leaseOf("a");
		fixture.pool.disable("a");
		fixture.pool.disable("a");
		assertThat(fixture.snapshot("a")).returns(EndpointStatus.DISABLED, EndpointSnapshot::status)
			.returns(false, EndpointSnapshot::usable);
		for (int i = 0; i < 5; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		}
		assertThat(fixture.none("b").reasons()).contains("a: was taken out of service");
		running.succeeded();
		fixture.pool.enable("a");
		assertThat(fixture.told()).containsExactly(Type.DISABLED, Type.ENABLED);
		assertThat(fixture.leaseOf("a").endpoint().id()).isEqualTo("a");
	}

	@Test
	void drainTellsWhenTheLastCallHasEnded() {
		PoolFixture fixture = PoolFixture.of("a");
		Lease first = fixture.lease();
		Lease second = fixture.lease();
		fixture.pool.drain("a");
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.DRAINING);
		first.succeeded();
		assertThat(fixture.told()).containsExactly(Type.DRAINING);
		second.succeeded();
		assertThat(fixture.told()).containsExactly(Type.DRAINED);
		assertThat(fixture.snapshot("a").counts().successes()).isEqualTo(2);
	}

	@Test
	void drainWhenNothingRunsIsDoneAtOnce() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.pool.drain("a");
		assertThat(fixture.told()).containsExactly(Type.DRAINING, Type.DRAINED);
	}

	@Test
	void endpointWhenOffDutyIsNoLastResort() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.pool.disable("a");
		fixture.pass(1000);
		assertThat(fixture.none().reasons()).contains("taken out of service");
		assertThat(fixture.call().none().why()).isEqualTo(NoLease.Why.NOTHING_USABLE);
	}

	@Test
	void endpointWhenOffDutyAndEjectedGetsNoTrial() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.eject("a");
		fixture.pool.drain("a");
		fixture.pass(1000);
		assertThat(fixture.lease().trial()).isFalse();
		fixture.pool.enable("a");
		assertThat(fixture.lease().trial()).isTrue();
	}

	@Test
	void orderHoldsForTheNameWhateverIsBehindIt() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.pool.disable("a");
		fixture.pool.update(List.of(PoolFixture.endpoint("a").withIdentity("new key")));
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.DISABLED);
	}

	@Test
	void orderWhenNameIsUnknownSaysWhichThereAre() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		assertThatIllegalArgumentException().isThrownBy(() -> fixture.pool.drain("c"))
			.withMessage("No endpoint is named 'c': there is a, b.");
		fixture.pool.update(List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> fixture.pool.enable("c"))
			.withMessage("No endpoint is named 'c': there is none.");
	}

	@Test
	void countsTellWhatHappened() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.lease().succeeded();
		fixture.lease().released();
		fixture.fail(fixture.lease(), FailureClass.UNKNOWN);
		fixture.reject(fixture.lease(), FailureCause.RATE);
		EndpointCounts counts = fixture.snapshot("a").counts();
		assertThat(counts.successes()).isEqualTo(1);
		assertThat(counts.released()).isEqualTo(1);
		assertThat(counts.failures(FailureClass.UNKNOWN)).isEqualTo(1);
		assertThat(counts.failures(FailureClass.REJECTED)).isEqualTo(1);
		assertThat(counts.failures(FailureClass.FINAL)).isZero();
		assertThat(counts.ejections(FailureClass.UNKNOWN)).isZero();
	}

}
