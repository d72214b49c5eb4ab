package io.github.nanobanana.relay.simulator;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The extension in all the ways to register it. */
class RelaySimulatorExtensionTests {

	/** By annotation, with parameters. */
	@Nested
	@ExtendWith(RelaySimulatorExtension.class)
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	class ByAnnotation {

		@Test
		@Order(1)
		void parameterIsARunningRelay(RelaySimulator relay) {
			Fixtures.generate(relay, "nano-banana", "");
			relay.always(Misbehaviour.status(500));
			assertThat(relay.ledger().charges()).isOne();
		}

		@Test
		@Order(2)
		void nextTestStartsFresh(RelaySimulator relay) {
			assertThat(relay.ledger().entries()).isEmpty();
			assertThat(relay.requests()).isEmpty();
			assertThat(Fixtures.generate(relay, "nano-banana", "").has("data")).isTrue();
		}

		/** Uses the relay of the class around it. */
		@Nested
		class Inside {

			@Test
			void nestedTestSharesTheRelay(RelaySimulator relay) {
				assertThat(Fixtures.generate(relay, "nano-banana", "").has("data")).isTrue();
			}

		}

	}

	/** As an instance field with settings. */
	@Nested
	class ByField {

		@RegisterExtension
		final RelaySimulatorExtension extension = new RelaySimulatorExtension(RelaySimulator.builder().key("sk-own"));

		@Test
		void relayHasItsSettings() {
			assertThat(this.extension.relay().key()).isEqualTo("sk-own");
			assertThat(Fixtures.generate(this.extension.relay(), "nano-banana", "").has("data")).isTrue();
		}

	}

}
