package io.github.nanobanana.spring.ai.observation;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.endpoint.EndpointStatus;
import io.github.nanobanana.spring.ai.observation.EndpointCondition.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of several things that stand in the way is told.
 */
class EndpointConditionTests {

	private static final Duration NO = Duration.ZERO;

	private static final Duration SHORT = Duration.ofMillis(1001);

	private static final Duration LONG = Duration.ofMinutes(5);

	@Test
	void conditionWhenNothingStandsInTheWayIsOk() {
		assertThat(condition(EndpointStatus.OK, NO, NO, NO)).isEqualTo(new EndpointCondition(State.OK, NO, null));
	}

	@Test
	void conditionWhenThrottledLastsAsLongAsAskedFor() {
		EndpointCondition throttled = condition(EndpointStatus.OK, NO, SHORT, NO);
		assertThat(throttled.state()).isEqualTo(State.THROTTLED);
		assertThat(throttled.seconds()).isEqualTo(2);
	}

	@Test
	void conditionWhenKeyIsSuspendedTellsThatFirstAndTheLongestTime() {
		EndpointCondition suspended = condition(EndpointStatus.EJECTED, LONG, NO, SHORT);
		assertThat(suspended.state()).isEqualTo(State.SUSPENDED);
		assertThat(suspended.lasts()).isEqualTo(LONG);
		assertThat(suspended.words()).contains("the quota is used up");
	}

	@Test
	void conditionWhenRestIsOverWaitsForTheCallThatTriesIt() {
		assertThat(condition(EndpointStatus.EJECTED, LONG, NO, NO).words()).isEqualTo("failed repeatedly and rests");
		assertThat(condition(EndpointStatus.EJECTED, NO, NO, NO).words())
			.isEqualTo("failed repeatedly and waits for the call that tries it");
		assertThat(condition(EndpointStatus.TRIAL, NO, NO, NO).state()).isEqualTo(State.TRIAL);
	}

	@Test
	void conditionWhenOutOfServiceByOrderTellsNothingElse() {
		assertThat(condition(EndpointStatus.DISABLED, LONG, LONG, LONG))
			.isEqualTo(new EndpointCondition(State.DISABLED, NO, "is disabled by order"));
		assertThat(condition(EndpointStatus.DRAINING, LONG, LONG, LONG).state()).isEqualTo(State.DRAINING);
	}

	private static EndpointCondition condition(EndpointStatus status, Duration ejected, Duration throttled,
			Duration suspended) {
		return EndpointCondition.of(Snapshots.endpoint(status, ejected, throttled, suspended));
	}

}
