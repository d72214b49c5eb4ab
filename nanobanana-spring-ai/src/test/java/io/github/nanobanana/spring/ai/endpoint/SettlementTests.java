package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import io.github.nanobanana.spring.ai.endpoint.StateChange.Type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What the end of a call leaves behind: words for the operator, and figures for the next
 * choice.
 */
class SettlementTests {

	private final PoolFixture fixture = PoolFixture.of("a", "b");

	@Test
	void listenerWhenEndpointDeclinesIsToldForHowLongAndWhy() {
		this.fixture.reject(this.fixture.leaseOf("a"), FailureCause.MODEL);
		this.fixture.leaseOf("b").failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ZERO);
		assertThat(this.fixture.changes).containsExactly(
				new StateChange("a", Type.MODEL_MASKED, Duration.ofMinutes(10),
						"does not serve the model 'nano-banana'"),
				new StateChange("b", Type.THROTTLED, Duration.ofSeconds(1), "the rate is limited"));
	}

	@Test
	void listenerWhenTheKeyIsAcceptedAgainIsToldOnce() {
		PoolFixture one = PoolFixture.of("a");
		one.reject(one.lease(), FailureCause.KEY);
		one.pass(10);
		one.lease().succeeded();
		one.lease().succeeded();
		assertThat(one.changes).containsExactly(
				new StateChange("a", Type.SUSPENDED, Duration.ofMinutes(5), "the key was rejected"),
				new StateChange("a", Type.RESUMED, Duration.ZERO, "delivered, so its account takes calls again"));
	}

	@Test
	void listenerWhenATrialIsLeasedAtOnceKnows() {
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.told();
		this.fixture.lease();
		assertThat(this.fixture.told()).containsExactly(Type.TRIAL_STARTED);
	}

	@Test
	void accountWhenACallThatBeganNoLaterDeliversStaysSuspended() {
		Lease rejected = this.fixture.leaseOf("a");
		Lease other = this.fixture.leaseOf("a");
		this.fixture.reject(rejected, FailureCause.KEY);
		other.succeeded();
		assertThat(this.fixture.snapshot("a").suspendedFor()).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void modelWhenDeliveredAfterAllIsMaskedNoMore() {
		PoolFixture one = PoolFixture.of("a");
		one.reject(one.lease(), FailureCause.MODEL);
		one.pass(10);
		one.lease().succeeded();
		assertThat(one.snapshot("a").maskedModels()).isEmpty();
	}

	@Test
	void modelsWhenThereAreTooManyAreMaskedUpToAHundred() {
		for (int i = 0; i <= 100; i++) {
			Lease lease = (Lease) this.fixture.ask(new CallProfile("model-" + i, "1K"), "b");
			this.fixture.reject(lease, FailureCause.MODEL);
			this.fixture.pass(10);
		}
		assertThat(this.fixture.snapshot("a").maskedModels()).as("those of ten minutes").hasSize(59);
		PoolFixture one = PoolFixture.of("a");
		for (int i = 0; i <= 100; i++) {
			one.reject((Lease) one.ask(new CallProfile("model-" + i, "1K")), FailureCause.MODEL);
		}
		assertThat(one.snapshot("a").maskedModels()).hasSize(100).doesNotContain("model-100");
	}

	@Test
	void throttleWhenEndpointDeliversBeginsAnew() {
		PoolFixture one = PoolFixture.of("a");
		one.reject(one.lease(), FailureCause.RATE);
		one.pass(5);
		one.lease().succeeded();
		one.reject(one.lease(), FailureCause.RATE);
		assertThat(one.snapshot("a").throttledFor()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void throttleWhenATrialDeliversBeginsAnew() {
		this.fixture.reject(this.fixture.leaseOf("a"), FailureCause.RATE);
		this.fixture.pass(5);
		Lease only = this.fixture.leaseOf("a");
		this.fixture.fail(only, FailureClass.NOT_SENT);
		this.fixture.fail(this.fixture.leaseOf("a"), FailureClass.NOT_SENT);
		this.fixture.fail(this.fixture.leaseOf("a"), FailureClass.NOT_SENT);
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		this.fixture.reject(this.fixture.leaseOf("a"), FailureCause.RATE);
		assertThat(this.fixture.snapshot("a").throttledFor()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void estimateWhenATrialDeliversBeginsWithThisSuccess() {
		this.fixture.fail(this.fixture.leaseOf("a"), FailureClass.FAST_FAILURE);
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		this.fixture.fail(this.fixture.leaseOf("a"), FailureClass.FAST_FAILURE);
		assertThat(this.fixture.snapshot("a").successEstimate()).isEqualTo(0.75);
	}

	@Test
	void lossesWhenATrialDeliversCountAQuarter() {
		Stream.generate(() -> this.fixture.leaseOf("a"))
			.limit(3)
			.toList()
			.forEach((lease) -> this.fixture.fail(lease, FailureClass.UNKNOWN));
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		assertThat(leasesUntilA()).isEqualTo(6);
	}

	@Test
	void lossWhenMuchIsDeliveredWeighsLess() {
		this.fixture.fail(this.fixture.leaseOf("a"), FailureClass.UNKNOWN);
		for (int i = 0; i < 10; i++) {
			Lease lease = this.fixture.lease("b");
			this.fixture.pass(10);
			lease.succeeded();
		}
		assertThat(leasesUntilA()).isEqualTo(3);
	}

	@Test
	void loneTrialWhenGivenBackLeavesTheEndpointEjected() {
		PoolFixture one = PoolFixture.of("a");
		one.eject("a");
		one.pass(37);
		Lease trial = one.lease();
		assertThat(one.snapshot("a").status()).isEqualTo(EndpointStatus.TRIAL);
		assertThat(one.none().reasons()).isEqualTo("a: a trial call is on the way, next try in 10 s");
		trial.released();
		assertThat(one.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
	}

	@Test
	void loneTrialWhenItFailsBeginsTheRestAnewAndNoLonger() {
		PoolFixture one = PoolFixture.of("a");
		one.eject("a");
		one.pass(37);
		one.fail(one.lease(), FailureClass.UNKNOWN);
		assertThat(one.snapshot("a")).returns(1, EndpointSnapshot::ejections)
			.returns(FailureClass.UNKNOWN, EndpointSnapshot::lastFailure);
		assertThat(one.snapshot("a").ejectedFor()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
	}

	@Test
	void trialWhenAnOlderCallEndsGoesOn() {
		Lease old = this.fixture.leaseOf("a");
		this.fixture.eject("a");
		this.fixture.pass(37);
		assertThat(this.fixture.lease().trial()).isTrue();
		old.succeeded();
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.TRIAL);
	}

	@Test
	void callsWhenBegunNoLaterThanTheEjectionAreOldEvidence() {
		List<Lease> old = List.of(this.fixture.leaseOf("a"), this.fixture.leaseOf("a"), this.fixture.leaseOf("a"));
		this.fixture.eject("a");
		this.fixture.pass(37);
		this.fixture.lease().succeeded();
		old.forEach((lease) -> this.fixture.fail(lease, FailureClass.UNKNOWN));
		assertThat(this.fixture.snapshot("a")).returns(EndpointStatus.OK, EndpointSnapshot::status)
			.returns(1.0, EndpointSnapshot::successEstimate);
	}

	@Test
	void slownessWhenNobodyKnowsHowACallEndedRisesAndNeverFalls() {
		PoolFixture one = PoolFixture.of("a");
		one.typical(10);
		Lease late = one.lease();
		one.pass(60);
		one.fail(late, FailureClass.LATE_FAILURE);
		assertThat(one.snapshot("a").slowness()).as("an error that came").isEqualTo(1);
		Lease lost = one.lease();
		one.pass(60);
		one.fail(lost, FailureClass.UNKNOWN);
		assertThat(one.snapshot("a").slowness()).isCloseTo(Math.pow(6, 0.2), within(1e-9));
		one.fail(one.lease(), FailureClass.UNKNOWN);
		assertThat(one.snapshot("a").slowness()).isCloseTo(Math.pow(6, 0.2), within(1e-9));
	}

	@Test
	void slownessWhenNothingIsTypicalYetIsAverage() {
		Lease lost = this.fixture.leaseOf("a");
		this.fixture.pass(1000);
		this.fixture.fail(lost, FailureClass.UNKNOWN);
		assertThat(this.fixture.snapshot("a").slowness()).isEqualTo(1);
	}

	/** The calls that "b" gets before "a" gets one. */
	private int leasesUntilA() {
		int others = 0;
		while (!this.fixture.lease().endpoint().id().equals("a")) {
			others++;
		}
		return others;
	}

	@Test
	void failoverWhenItWaitsAndLearnsThatTheTimeIsTooShortIsTold() {
		PoolFixture pool = new PoolFixture(PoolFixture.endpoint("a"), PoolFixture.endpoint("b").withCap(1));
		List<Lease> running = Stream.generate(() -> pool.lease("b")).limit(TypicalTimes.ENOUGH).toList();
		pool.lease("a");
		pool.pass(40);
		Asking further = pool.call(Duration.ofSeconds(60), "a");
		assertThat(further.waits()).isTrue();
		pool.pass(10);
		running.forEach(Lease::succeeded);
		assertThat(further.none().reasons()).contains("b: the time left is less than a call takes");
		assertThat(further.none().obstacles()).extracting(Obstacle::reason)
			.isEqualTo(List.of(Obstacle.Reason.TRIED, Obstacle.Reason.NO_RETRY));
	}

	@Test
	void leaseWhenItsCallerFailsToTakeItIsGivenBack() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.pool.lease(new LeaseRequest(PoolFixture.PROFILE, Set.of(), Duration.ofMinutes(3)))
			.subscribe(new CoreSubscriber<LeaseAnswer>() {

				@Override
				public void onSubscribe(Subscription subscription) {
					subscription.request(1);
				}

				@Override
				public void onNext(LeaseAnswer answer) {
					throw new IllegalStateException("a caller that cannot");
				}

				@Override
				public void onError(Throwable thrown) {
				}

				@Override
				public void onComplete() {
				}

			});
		assertThat(fixture.snapshot("a").inFlight()).isZero();
		assertThat(fixture.snapshot("a").counts().released()).isEqualTo(1);
	}

}
