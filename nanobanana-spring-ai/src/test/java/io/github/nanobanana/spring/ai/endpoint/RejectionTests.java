package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys, models and rates: what the endpoint says is done, and nobody is called ill.
 */
class RejectionTests {

	@Test
	void endpointsOfOneAccountWhenKeyIsRejectedRestTogether() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withAccount("shared"),
				PoolFixture.endpoint("b").withAccount("shared"), PoolFixture.endpoint("c"));
		fixture.reject(fixture.leaseOf("a"), FailureCause.QUOTA);
		for (int i = 0; i < 5; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("c");
		}
		assertThat(fixture.snapshot("b")).returns(FailureCause.QUOTA, EndpointSnapshot::suspension)
			.returns(Duration.ofMinutes(5), EndpointSnapshot::suspendedFor)
			.returns(0, EndpointSnapshot::ejections);
		fixture.pass(300);
		assertThat(fixture.snapshot("a").usable()).isTrue();
	}

	@Test
	void accountWhenOnlyOneIsTriedAfterTenSecondsAndRestoredBySuccess() {
		PoolFixture fixture = PoolFixture.of("a");
		fixture.reject(fixture.lease(), FailureCause.KEY);
		assertThat(fixture.none().reasons()).contains("the key was rejected");
		fixture.pass(10);
		fixture.lease().succeeded();
		assertThat(fixture.snapshot("a").usable()).isTrue();
	}

	@Test
	void modelWhenNotServedIsMaskedForTenMinutes() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.reject(fixture.leaseOf("a"), FailureCause.MODEL);
		for (int i = 0; i < 5; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		}
		Lease other = (Lease) fixture.ask(new CallProfile("other", "1K"));
		assertThat(other.endpoint().id()).isEqualTo("a");
		assertThat(fixture.snapshot("a").maskedModels()).containsExactly("nano-banana");
		fixture.pass(600);
		assertThat(fixture.snapshot("a").maskedModels()).isEmpty();
		fixture.leaseOf("a");
	}

	@Test
	void throttleWhenRetryAfterIsGivenLastsSoLongAndOnlyMovesLater() {
		PoolFixture fixture = PoolFixture.of("a");
		List<Lease> leases = new ArrayList<>(List.of(fixture.lease(), fixture.lease(), fixture.lease()));
		leases.remove(0).failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(90));
		leases.remove(0).failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofSeconds(7));
		assertThat(fixture.none().retryIn()).isEqualTo(Duration.ofSeconds(90));
		fixture.pass(89);
		assertThat(fixture.ask()).isInstanceOf(NoLease.class);
		leases.remove(0).failed(FailureClass.REJECTED, FailureCause.RATE, Duration.ofDays(1));
		assertThat(fixture.none().retryIn()).isEqualTo(Duration.ofMinutes(5));
		fixture.pass(300);
		assertThat(fixture.lease().trial()).isFalse();
	}

	@Test
	void throttleWhenNothingIsSaidDoublesPerEpisodeAndIsNoIllness() {
		PoolFixture fixture = PoolFixture.of("a");
		for (int seconds : List.of(5, 10, 20, 40, 80, 160, 160)) {
			List<Lease> burst = new ArrayList<>(List.of(fixture.lease()));
			if (fixture.ask() instanceof Lease another) {
				burst.add(another);
			}
			burst.forEach((lease) -> fixture.reject(lease, FailureCause.RATE));
			assertThat(fixture.snapshot("a").throttledFor()).isEqualTo(Duration.ofSeconds(seconds));
			fixture.pass(seconds);
		}
		assertThat(fixture.snapshot("a")).returns(EndpointStatus.OK, EndpointSnapshot::status)
			.returns(1.0, EndpointSnapshot::successEstimate);
	}

	@Test
	void capWhenSaturatedShrinksToWhatIsInFlightAndGrowsAgain() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(5));
		List<Lease> leases = List.of(fixture.lease(), fixture.lease(), fixture.lease(), fixture.lease());
		fixture.reject(leases.get(3), FailureCause.RATE);
		fixture.pass(5);
		assertThat(fixture.snapshot("a").cap()).isEqualTo(3);
		assertThat(fixture.none().reasons()).contains("as many calls as allowed");
		leases.get(0).succeeded();
		assertThat(fixture.snapshot("a").cap()).isEqualTo(4);
		leases.get(1).succeeded();
		leases.get(2).succeeded();
		assertThat(fixture.snapshot("a").cap()).isEqualTo(5);
	}

}
