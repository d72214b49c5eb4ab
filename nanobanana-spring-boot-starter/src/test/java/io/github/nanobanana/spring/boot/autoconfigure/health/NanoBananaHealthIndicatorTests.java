package io.github.nanobanana.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.nanobanana.spring.ai.endpoint.EndpointCounts;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.EndpointStatus;
import io.github.nanobanana.spring.ai.endpoint.FailureCause;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What health makes of a pool.
 */
class NanoBananaHealthIndicatorTests {

	private static final Duration NO = Duration.ZERO;

	private static final EndpointSnapshot WELL = endpoint("well", EndpointStatus.OK, NO, NO, NO);

	@Test
	void healthWhenAllAreWellIsUpWithoutReasons() {
		Health health = health(WELL);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("degraded", false)
			.containsEntry("waiting", 2)
			.doesNotContainKey("reasons");
		assertThat(health.getDetails()).extracting("endpoints.well", InstanceOfAssertFactories.MAP)
			.containsExactly(Map.entry("state", "ok"), Map.entry("inFlight", 3),
					Map.entry("lastFailure", "late_failure"), Map.entry("modelsNotServed", List.of("x")));
	}

	@Test
	void healthWhenOneIsOutIsUpAndDegradedAndSaysWhyAndHowLong() {
		Health health = health(WELL, endpoint("ill", EndpointStatus.OK, NO, NO, Duration.ofSeconds(299)));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("degraded", true)
			.containsEntry("reasons",
					List.of("ill is left alone, since the key was rejected, next try in 299 s at the latest"));
		assertThat(health.getDetails()).extracting("endpoints.ill", InstanceOfAssertFactories.MAP)
			.containsEntry("state", "suspended")
			.containsEntry("nextTryInSeconds", 299L);
	}

	@Test
	void healthWhenTheOnlyOneIsEjectedIsDownWithTheTimeOfTheNextTry() {
		Health health = health(endpoint("ill", EndpointStatus.EJECTED, Duration.ofMillis(26_500), NO, NO));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reasons",
				List.of("ill failed repeatedly and rests, next try in 27 s at the latest"));
	}

	@Test
	void healthWhenTheOnlyOneIsOnTrialOrDueForItIsDownUntilItDelivers() {
		Health due = health(endpoint("ill", EndpointStatus.EJECTED, NO, NO, NO));
		assertThat(due.getStatus()).isEqualTo(Status.DOWN);
		assertThat(due.getDetails()).containsEntry("reasons",
				List.of("ill failed repeatedly and waits for the call that tries it"));
		assertThat(health(endpoint("ill", EndpointStatus.TRIAL, NO, NO, NO)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void healthWhenTheOnlyOneIsThrottledIsUpAsLongAsCallsWaitForIt() {
		assertThat(health(endpoint("busy", EndpointStatus.OK, NO, Duration.ofSeconds(60), NO)).getStatus())
			.isEqualTo(Status.UP);
		assertThat(health(endpoint("busy", EndpointStatus.OK, NO, Duration.ofSeconds(61), NO)).getStatus())
			.isEqualTo(Status.DOWN);
	}

	@Test
	void healthWhenAllAreOutOfServiceOrNoneIsKnownIsDown() {
		Health out = health(endpoint("a", EndpointStatus.DISABLED, NO, NO, NO),
				endpoint("b", EndpointStatus.DRAINING, NO, NO, NO));
		assertThat(out.getStatus()).isEqualTo(Status.DOWN);
		assertThat(out.getDetails()).containsEntry("reasons",
				List.of("a is disabled by order", "b takes no new calls by order"));
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("reasons", List.of("no endpoint is known"));
	}

	private static Health health(EndpointSnapshot... endpoints) {
		Health.Builder health = new Health.Builder();
		NanoBananaHealthIndicator.report(new PoolSnapshot(List.of(endpoints), 10, 2, 0, 0), health);
		return health.build();
	}

	private static EndpointSnapshot endpoint(String name, EndpointStatus status, Duration ejected, Duration throttled,
			Duration suspended) {
		return new EndpointSnapshot(name, name, 0, status, 3, 0, 16, 1, 1, 0, ejected, throttled, suspended,
				suspended.isZero() ? null : FailureCause.KEY, Set.of("x"), 0, FailureClass.LATE_FAILURE,
				new EndpointCounts(0, Map.of(), 0, Map.of()));
	}

}
