package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the choice among endpoints has to hold, in virtual time.
 */
class SimulationTests {

	@ParameterizedTest
	@MethodSource("io.github.nanobanana.spring.ai.endpoint.simulation.Gate#all")
	void designWhenSimulatedPassesTheGate(Gate gate) {
		Fault worst = gate.worst(Everything.RESULTS);
		assertThat(gate.holds(Everything.RESULTS))
			.as("%s: %s with %s", gate, gate.mean(Everything.RESULTS, worst), worst)
			.isTrue();
	}

	@Test
	void designWhateverHappensIsSafe() {
		Everything.RESULTS.all().forEach((world, runs) -> {
			if (world.contender() == Contender.DESIGN) {
				assertThat(runs).as("%s", world)
					.allSatisfy((run) -> assertThat(run).returns(0, Run::doubleCharges)
						.returns(0, Run::repeated)
						.returns(0, Run::left));
				assertThat(Run.most(runs.stream())).isLessThanOrEqualTo(slots(world.fault()));
			}
		});
	}

	/** Behind a new key a relay has slots of its own, beside the calls of the old one. */
	private static int slots(Fault fault) {
		return (fault == Fault.SWAPS) ? 2 * SimulatedRelay.SLOTS : SimulatedRelay.SLOTS;
	}

	@Test
	void relayWhenWellAgainIsAlwaysAskedAgain() {
		for (double rate : List.of(0.05, 0.5, 1.2)) {
			for (Fault fault : Fault.values()) {
				assertThat(Everything.RESULTS.runs(Contender.DESIGN, fault, rate, 4))
					.filteredOn((run) -> fault.ill(4) > 0)
					.as("%s at %s calls/s", fault, rate)
					.allSatisfy((run) -> assertThat(run.readmitted()).isFinite());
			}
		}
	}

	@Test
	void runWhenRepeatedIsTheSame() {
		World world = new World(Contender.DESIGN, Fault.FLAPPING, 0.5, 4);
		assertThat(new Simulation(world, 3).run()).usingRecursiveComparison().isEqualTo(new Simulation(world, 3).run());
	}

}
