package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The values that an application puts into a pool and gets out of it.
 */
class EndpointTests {

	private final Endpoint endpoint = new Endpoint("a", "account", "secret", 2, 3, FailedCalls.FREE, 4, true,
			Map.of("nano-banana", "gemini-3-pro-image"));

	@ParameterizedTest
	@MethodSource("wrong")
	void endpointWhenAValueIsOutOfBoundsSaysWhatToChange(Function<Endpoint, Endpoint> change, String words) {
		assertThatIllegalArgumentException().isThrownBy(() -> change.apply(this.endpoint)).withMessageContaining(words);
	}

	static Stream<Arguments> wrong() {
		return Stream.of(with((end) -> new Endpoint(" ", 0, 1, FailedCalls.FREE), "needs a name"),
				with((end) -> end.withAccount(" "), "account of endpoint 'a' has no name"),
				with((end) -> new Endpoint("b", -1, 1, FailedCalls.FREE), "tier of endpoint 'b' is below 0"),
				with((end) -> new Endpoint("b", 0, 0, FailedCalls.FREE), "weight of endpoint 'b' is below 1"),
				with((end) -> end.withCap(0), "cap of endpoint 'a' is below 1"));
	}

	private static Arguments with(Function<Endpoint, Endpoint> change, String words) {
		return arguments(change, words);
	}

	@Test
	void withKeepsEverythingElse() {
		Map<String, String> models = this.endpoint.models();
		assertThat(this.endpoint.withAccount("other"))
			.isEqualTo(new Endpoint("a", "other", "secret", 2, 3, FailedCalls.FREE, 4, true, models));
		assertThat(this.endpoint.withIdentity("new"))
			.isEqualTo(new Endpoint("a", "account", "new", 2, 3, FailedCalls.FREE, 4, true, models));
		assertThat(this.endpoint.withCap(1))
			.isEqualTo(new Endpoint("a", "account", "secret", 2, 3, FailedCalls.FREE, 1, true, models));
		assertThat(this.endpoint.withProbes(false))
			.isEqualTo(new Endpoint("a", "account", "secret", 2, 3, FailedCalls.FREE, 4, false, models));
		assertThat(this.endpoint.withModels(Map.of()))
			.isEqualTo(new Endpoint("a", "account", "secret", 2, 3, FailedCalls.FREE, 4, true, Map.of()));
	}

	@Test
	void toStringTellsNothingOfTheIdentity() {
		assertThat(this.endpoint)
			.hasToString("Endpoint[a, account=account, tier=2, weight=3, failedCalls=FREE, cap=4]");
	}

	@ParameterizedTest
	@CsvSource({ "NOT_SENT, true, true, true, true", "UNSUITABLE, true, true, true, false",
			"REJECTED, true, true, true, true", "FAST_FAILURE, false, true, true, true",
			"LATE_FAILURE, false, false, true, true", "UNKNOWN, false, false, false, true",
			"FINAL, false, false, false, false", "LOCAL, false, false, false, false" })
	void failureClassSaysWhereItMayGoOnAndWhoIsToBlame(FailureClass failureClass, boolean charged, boolean unknown,
			boolean free, boolean blames) {
		assertThat(failureClass.permitsAnotherEndpoint(FailedCalls.CHARGED)).isEqualTo(charged);
		assertThat(failureClass.permitsAnotherEndpoint(FailedCalls.UNKNOWN)).isEqualTo(unknown);
		assertThat(failureClass.permitsAnotherEndpoint(FailedCalls.FREE)).isEqualTo(free);
		assertThat(failureClass.blamesEndpoint()).isEqualTo(blames);
	}

	@Test
	void countsTellEveryFailureByItsClass() {
		EndpointCounts counts = new EndpointCounts(1, Map.of(FailureClass.UNKNOWN, 2L), 3,
				Map.of(FailureClass.NOT_SENT, 4L));
		assertThat(counts.failures(FailureClass.UNKNOWN)).isEqualTo(2);
		assertThat(counts.failures(FailureClass.NOT_SENT)).isZero();
		assertThat(counts.ejections(FailureClass.NOT_SENT)).isEqualTo(4);
		assertThat(counts.ejections(FailureClass.UNKNOWN)).isZero();
	}

	@Test
	void alarmingIsWhatAnOperatorMayHaveToActOn() {
		assertThat(StateChange.Type.values()).filteredOn(StateChange.Type::isAlarming)
			.containsExactly(StateChange.Type.EJECTED, StateChange.Type.SUSPENDED, StateChange.Type.MODEL_MASKED);
	}

	@Test
	void listenersAreToldOneAfterTheOther() {
		List<String> told = new ArrayList<>();
		StateListener both = StateListener.NONE.andThen((change) -> told.add("first " + change.endpoint()))
			.andThen((change) -> told.add("second " + change.endpoint()));
		both.changed(new StateChange("a", StateChange.Type.ADDED, Duration.ZERO, "was added"));
		assertThat(told).containsExactly("first a", "second a");
	}

}
