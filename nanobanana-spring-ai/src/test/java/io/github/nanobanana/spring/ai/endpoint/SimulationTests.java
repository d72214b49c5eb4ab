package io.github.nanobanana.spring.ai.endpoint;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Four relays, Poisson arrivals, one fault: the gates that the choice among endpoints has
 * to pass, in virtual time.
 */
class SimulationTests {

	private static final Set<Fault> ALL = EnumSet.of(Fault.ALL_REFUSED, Fault.ALL_500);

	private static final Set<Fault> SEVERAL = EnumSet.of(Fault.TWO_SLOW, Fault.ERRORS_ALL);

	/** Late errors that may have been charged end a call, so each costs a picture. */
	private static final Set<Fault> UNGATED = EnumSet.of(Fault.LATE_ERRORS_ONE);

	private static final Set<Fault> DEAD = EnumSet.of(Fault.REFUSED, Fault.BLACK_HOLE, Fault.INSTANT_500, Fault.HANG,
			Fault.SLOW, Fault.KEY_REVOKED, Fault.MODEL_REMOVED);

	@ParameterizedTest
	@EnumSource(Fault.class)
	void poolWhenCallsAreFrequentPassesTheGates(Fault fault) {
		SimulationResult result = run(fault, 0.5);
		assertSafe(result);
		if (ALL.contains(fault)) {
			assertThat(result.callsPerRequest()).isLessThanOrEqualTo(1);
			assertThat(result.successAfter()).isGreaterThanOrEqualTo(95);
		}
		else if (!SEVERAL.contains(fault) && !UNGATED.contains(fault)) {
			assertThat(result.success()).isGreaterThanOrEqualTo((fault == Fault.CUT_60) ? 97.5 : 98.5);
		}
		if (DEAD.contains(fault)) {
			assertThat(result.share()).isLessThanOrEqualTo(5);
		}
		if (fault == Fault.ONE_SLOT || fault == Fault.RETRY_AFTER) {
			assertThat(result.share()).isLessThanOrEqualTo(15);
		}
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void poolWhenCallsAreRareNeverPaysTwice(Fault fault) {
		assertSafe(run(fault, 0.05));
	}

	private static void assertSafe(SimulationResult result) {
		assertThat(result.doubleCharges()).as("double charges").isZero();
		assertThat(result.repeated()).as("requests with an endpoint asked twice or a lease settled twice").isZero();
		assertThat(result.left()).as("leases left").isZero();
		assertThat(result.mostInFlight()).isLessThanOrEqualTo(SimulatedRelay.SLOTS);
	}

	private static SimulationResult run(Fault fault, double rate) {
		SimulationResult result = LongStream.rangeClosed(1, 10)
			.mapToObj((seed) -> new Simulation(fault, rate, seed).run())
			.reduce(SimulationResult::plus)
			.orElseThrow();
		System.out.println(String.format(Locale.ROOT, "%-16s %.2f/s  %s", fault, rate, result));
		return result;
	}

}
