package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.endpoint.ProbeResult.Finding;
import io.github.nanobanana.spring.ai.endpoint.StateChange.Type;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the findings of probes do, and what they must never do.
 */
class ProbeTests {

	@Test
	void endpointWhenMissedTwiceInARowIsEjected() {
		PoolFixture fixture = probed("a", "b");
		probe(fixture, "a", Finding.UNREACHABLE);
		probe(fixture, "a", Finding.REACHED);
		probe(fixture, "a", Finding.UNREACHABLE);
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
		probe(fixture, "a", Finding.UNREACHABLE);
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
		assertThat(fixture.snapshot("a").counts().ejections(FailureClass.NOT_SENT)).isEqualTo(1);
		assertThat(fixture.changes.get(0).words()).contains("probed 2 times in a row", "connection refused");
		assertThat(fixture.told()).containsExactly(Type.EJECTED);
	}

	@Test
	void endpointWhenItDeliversBetweenMissesIsNotEjected() {
		PoolFixture fixture = probed("a");
		probe(fixture, "a", Finding.UNREACHABLE);
		fixture.lease().succeeded();
		probe(fixture, "a", Finding.UNREACHABLE);
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
	}

	@Test
	void trialWhenEndpointCouldNotBeReachedWaitsForAProbe() {
		PoolFixture fixture = probed("a", "b");
		fixture.eject("a");
		fixture.pass(1000);
		assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		probe(fixture, "a", Finding.REACHED);
		assertThat(fixture.told()).containsExactly(Type.EJECTED, Type.REACHED);
		Lease trial = fixture.lease();
		assertThat(trial.trial()).isTrue();
		assertThat(trial.endpoint().id()).isEqualTo("a");
	}

	@Test
	void trialWhenAProbeGetsThroughIsDueBeforeTheRestIsOver() {
		PoolFixture fixture = probed("a", "b");
		fixture.eject("a");
		fixture.pass(3);
		probe(fixture, "a", Finding.PASSED);
		probe(fixture, "a", Finding.PASSED);
		assertThat(fixture.told()).containsExactly(Type.EJECTED, Type.REACHED);
		assertThat(fixture.snapshot("a").ejectedFor()).isZero();
		Lease trial = fixture.lease();
		assertThat(trial.trial()).isTrue();
		fixture.fail(trial, FailureClass.NOT_SENT);
		assertThat(fixture.lease().trial()).isFalse();
		assertThat(fixture.snapshot("a").ejectedFor()).isPositive();
	}

	@Test
	void trialWhenEndpointIsNotProbedIsDueWhenTheRestIsOver() {
		PoolFixture fixture = PoolFixture.of("a", "b");
		fixture.eject("a");
		fixture.pass(37);
		assertThat(fixture.lease().trial()).isTrue();
	}

	@Test
	void probeNeverEndsARestThatAnswersCaused() {
		PoolFixture fixture = probed("a", "b");
		for (Lease lease : List.of(fixture.leaseOf("a"), fixture.leaseOf("a"), fixture.leaseOf("a"))) {
			fixture.fail(lease, FailureClass.UNKNOWN);
		}
		probe(fixture, "a", Finding.PASSED);
		assertThat(fixture.told()).containsExactly(Type.EJECTED);
		assertThat(fixture.snapshot("a").ejectedFor()).isPositive();
		assertThat(fixture.lease().trial()).isFalse();
		fixture.pass(37);
		assertThat(fixture.lease().trial()).isTrue();
	}

	@Test
	void probeNeverCountsAsSuccess() {
		PoolFixture fixture = probed("a");
		for (int i = 0; i < 4; i++) {
			fixture.fail(fixture.lease(), FailureClass.FAST_FAILURE);
		}
		double before = fixture.snapshot("a").successEstimate();
		probe(fixture, "a", Finding.PASSED);
		assertThat(fixture.snapshot("a").successEstimate()).isEqualTo(before);
		fixture.fail(fixture.lease(), FailureClass.FAST_FAILURE);
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
	}

	@Test
	void accountWhenAProbesKeyIsRejectedIsSuspendedAndResumedByProbes() {
		PoolFixture fixture = probed("a", "b");
		probe(fixture, "a", Finding.KEY_REJECTED);
		assertThat(fixture.snapshot("a")).returns(FailureCause.KEY, EndpointSnapshot::suspension)
			.returns(Duration.ofMinutes(5), EndpointSnapshot::suspendedFor);
		assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		probe(fixture, "a", Finding.PASSED);
		assertThat(fixture.snapshot("a").suspendedFor()).isZero();
		probe(fixture, "a", Finding.PASSED);
		assertThat(fixture.told()).containsExactly(Type.SUSPENDED, Type.RESUMED);
	}

	@Test
	void accountWhenACallsKeyWasRejectedIsNotResumedByAProbe() {
		PoolFixture fixture = probed("a");
		fixture.reject(fixture.lease(), FailureCause.KEY);
		probe(fixture, "a", Finding.PASSED);
		assertThat(fixture.snapshot("a").suspendedFor()).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void accountWhenSuspendedByAProbeIsHeardByACallBeforeAProbeIsBelievedAgain() {
		PoolFixture fixture = probed("a");
		probe(fixture, "a", Finding.KEY_REJECTED);
		fixture.pass(200);
		probe(fixture, "a", Finding.KEY_REJECTED);
		fixture.pass(101);
		probe(fixture, "a", Finding.KEY_REJECTED);
		assertThat(fixture.snapshot("a").suspendedFor()).isZero();
		fixture.lease().succeeded();
		probe(fixture, "a", Finding.KEY_REJECTED);
		assertThat(fixture.snapshot("a").suspendedFor()).isZero();
		fixture.reject(fixture.lease(), FailureCause.KEY);
		fixture.pass(301);
		probe(fixture, "a", Finding.KEY_REJECTED);
		assertThat(fixture.snapshot("a").suspendedFor()).isPositive();
	}

	@Test
	void accountWhenALaterCallDeliversTakesCallsAgain() {
		PoolFixture fixture = probed("a", "b");
		Lease early = fixture.leaseOf("a");
		fixture.pass(1);
		probe(fixture, "a", Finding.KEY_REJECTED);
		early.succeeded();
		assertThat(fixture.snapshot("a").suspendedFor()).isPositive();
	}

	@Test
	void endpointWhenItAnswersProbesWithErrorsIsEjectedForIt() {
		PoolFixture fixture = probed("a");
		for (int i = 0; i < 4; i++) {
			probe(fixture, "a", Finding.ILL);
		}
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
		probe(fixture, "a", Finding.ILL);
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
		probe(fixture, "a", Finding.ILL);
		assertThat(fixture.told()).containsExactly(Type.EJECTED);
	}

	@Test
	void endpointWhenItListsTheModelIsPreferred() {
		PoolFixture fixture = probed("a", "b");
		listed(fixture, "a", "gpt-image-1", "dall-e-3");
		for (int i = 0; i < 3; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
		}
		assertThat(fixture.snapshot("a").listedModels()).isEqualTo(2);
		assertThat(fixture.lease("b").endpoint().id()).as("asked last, for free").isEqualTo("a");
	}

	@Test
	void endpointWhenItListsATierOfTheModelServesIt() {
		PoolFixture fixture = probed("a");
		for (String listed : List.of("nano-banana", "nano-banana-4k")) {
			listed(fixture, "a", listed);
			fixture.lease().succeeded();
			assertThat(fixture.lease().endpoint().id()).isEqualTo("a");
		}
	}

	@Test
	void endpointWhenItDeliversWhatItDoesNotListIsBelievedMoreThanItsList() {
		PoolFixture fixture = probed("a", "b");
		listed(fixture, "a", "other");
		fixture.lease("b").succeeded();
		assertThat(List.of(fixture.lease().endpoint().id(), fixture.lease().endpoint().id())).contains("a");
		listed(fixture, "a", "another");
		assertThat(List.of(fixture.lease().endpoint().id(), fixture.lease().endpoint().id())).contains("a");
	}

	@Test
	void endpointWhenItHasItsOwnNameForTheModelIsAskedByThatName() {
		PoolFixture fixture = new PoolFixture(
				PoolFixture.endpoint("a").withModels(Map.of("nano-banana", "gemini-3-pro-image")),
				PoolFixture.endpoint("b"));
		listed(fixture, "a", "gemini-3-pro-image");
		listed(fixture, "b", "gemini-3-pro-image");
		for (int i = 0; i < 3; i++) {
			assertThat(fixture.lease().endpoint().id()).isEqualTo("a");
		}
	}

	@Test
	void tierWhenItsOnlyEndpointLacksTheModelIsPassedOver() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a"), new Endpoint("b", 1, 1, FailedCalls.FREE));
		listed(fixture, "a", "other");
		assertThat(fixture.lease().endpoint().id()).isEqualTo("b");
	}

	@Test
	void probeWhenSomethingElseHasTheNameNowIsIgnored() {
		PoolFixture fixture = probed("a");
		Endpoint before = PoolFixture.endpoint("a").withIdentity("old key");
		for (int i = 0; i < 3; i++) {
			fixture.pool.probed(before, ProbeResult.of(Finding.UNREACHABLE, "connection refused"));
			fixture.pool.probed(PoolFixture.endpoint("gone"), ProbeResult.of(Finding.UNREACHABLE, "gone"));
		}
		assertThat(fixture.snapshot("a").status()).isEqualTo(EndpointStatus.OK);
	}

	@Test
	void callWhenItWaitsIsServedOnceAProbeBringsAnEndpointBack() {
		PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withCap(1).withProbes(true),
				PoolFixture.endpoint("b").withCap(3).withProbes(true));
		fixture.leaseOf("a");
		fixture.eject("b");
		Asking waiting = fixture.call();
		assertThat(waiting.waits()).isTrue();
		probe(fixture, "b", Finding.PASSED);
		assertThat(waiting.lease().trial()).isTrue();
	}

	private static void listed(PoolFixture fixture, String id, String... models) {
		fixture.pool.probed(PoolFixture.endpoint(id), ProbeResult.passed(Set.of(models)));
	}

	private static void probe(PoolFixture fixture, String id, Finding finding) {
		fixture.pool.probed(PoolFixture.endpoint(id), ProbeResult.of(finding, "connection refused"));
	}

	private static PoolFixture probed(String... ids) {
		Endpoint[] endpoints = new Endpoint[ids.length];
		for (int i = 0; i < ids.length; i++) {
			endpoints[i] = PoolFixture.endpoint(ids[i]).withProbes(true);
		}
		return new PoolFixture(endpoints);
	}

}
