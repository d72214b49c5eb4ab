package io.github.nanobanana.samples.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The arguments of the command.
 */
class PlanTests {

	@Test
	void ofWhenNothingIsSaidMeasuresEverything() {
		Plan plan = Plan.of(List.of());
		assertThat(plan.measures()).extracting(Measure::name)
			.containsExactly("allocation", "time", "memory", "calls", "many", "starter");
		assertThat(plan.peers()).containsExactly(Peer.values());
		assertThat(plan.rounds()).isEqualTo(3);
	}

	@Test
	void ofWhenPartsAreNamedMeasuresTheseInTheOrderOfTheTable() {
		Plan plan = Plan.of(List.of("--only", "starter,time", "--peers", "SOCKET,NANO_BANANA", "--rounds", "1"));
		assertThat(plan.measures()).extracting(Measure::name).containsExactly("time", "starter");
		assertThat(plan.peers()).containsExactly(Peer.NANO_BANANA, Peer.SOCKET);
		assertThat(plan.rounds()).isEqualTo(1);
	}

	@Test
	void ofWhenArgumentIsNotKnownSaysWhatIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("--fast")))
			.withMessage("'--fast' is no option: use --only, --peers, --rounds or --help.");
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("--only", "speed")))
			.withMessage("--only does not know 'speed': use allocation,time,memory,calls,many,starter.");
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("--rounds", "0")))
			.withMessage("--rounds is '0': use a number from 1 to 100.");
		assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(List.of("--only")))
			.withMessage("--only needs a value behind it.");
	}

	@Test
	void usageNamesEveryMeasureAndClient() {
		assertThat(Plan.usage()).contains("allocation,time,memory,calls,many,starter").contains("SPRING_AI_OPENAI");
	}

}
