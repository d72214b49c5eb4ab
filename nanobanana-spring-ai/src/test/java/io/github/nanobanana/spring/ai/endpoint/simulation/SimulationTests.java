package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gates that the choice among endpoints has to pass, in virtual time.
 */
class SimulationTests {

	/** All relays have the fault, or two of four. */
	private static final Set<Fault> SEVERAL = EnumSet.of(Fault.TWO_SLOW, Fault.ERRORS_ALL, Fault.LATE_ERRORS_ALL,
			Fault.ALL_REFUSED, Fault.ALL_500, Fault.ALL_HANG);

	/** Late errors that may have been charged end a call, so each costs a picture. */
	private static final Set<Fault> UNGATED = EnumSet.of(Fault.LATE_ERRORS_ONE);

	private static final Set<Fault> DEAD = EnumSet.of(Fault.REFUSED, Fault.BLACK_HOLE, Fault.INSTANT_500, Fault.HANG,
			Fault.SLOW, Fault.KEY_REVOKED, Fault.MODEL_REMOVED);

	private static final Set<Fault> LIMITED = EnumSet.of(Fault.ONE_SLOT, Fault.RETRY_AFTER, Fault.RETRY_AFTER_DATE);

	@Test
	void designWhateverHappensNeverPaysTwice() {
		Everything.RESULTS.all().forEach((world, runs) -> {
			if (world.contender() == Contender.DESIGN) {
				assertThat(runs).as("%s", world)
					.allSatisfy((run) -> assertThat(run).returns(0, Run::doubleCharges)
						.returns(0, Run::repeated)
						.returns(0, Run::left));
				assertThat(Run.most(runs.stream())).isLessThanOrEqualTo(SimulatedRelay.SLOTS + 64);
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void designWhenCallsAreFrequentPassesTheGates(Fault fault) {
		if (!SEVERAL.contains(fault) && !UNGATED.contains(fault)) {
			assertThat(mean(Measure.SUCCESS, fault, 0.5)).isGreaterThanOrEqualTo((fault == Fault.CUT_60) ? 97.5 : 98.5);
		}
		if (DEAD.contains(fault)) {
			assertThat(mean(Measure.SHARE, fault, 0.5)).isLessThanOrEqualTo(5);
		}
		if (LIMITED.contains(fault)) {
			assertThat(mean(Measure.SHARE, fault, 0.5)).isLessThanOrEqualTo(15);
		}
		if (fault.isOutage()) {
			assertThat(mean(Measure.CALLS, fault, 0.5)).isLessThanOrEqualTo(1);
			assertThat(mean(Measure.RECOVERED, fault, 0.5)).isLessThanOrEqualTo(30);
		}
	}

	private static double mean(Measure measure, Fault fault, double rate) {
		List<Run> runs = Everything.RESULTS.runs(Contender.DESIGN, fault, rate, 4);
		return Estimate.of(measure, runs).mean();
	}

}
