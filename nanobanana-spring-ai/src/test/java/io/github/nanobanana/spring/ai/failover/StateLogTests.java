package io.github.nanobanana.spring.ai.failover;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.endpoint.StateChange;
import io.github.nanobanana.spring.ai.endpoint.StateChange.Type;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator reads in the log.
 */
class StateLogTests {

	@Test
	void lineWhenKeyIsSuspendedSaysForHowLongAndWhatToDo() {
		assertThat(line(Type.SUSPENDED, 300, "the key was rejected"))
			.isEqualTo("Endpoint 'east': the key was rejected. Its account is asked for nothing for 300 s: "
					+ "replace the key or top up the account.");
	}

	@Test
	void lineWhenAlarmingSaysWhatToDo() {
		for (Type type : Type.values()) {
			if (type.isAlarming()) {
				assertThat(line(type, 30, "failed")).contains("Endpoint 'east': failed. ", " for 30 s")
					.containsAnyOf("look at", "replace", "map it");
			}
		}
	}

	@Test
	void lineWhenThereIsNothingToDoEndsThere() {
		assertThat(line(Type.RETURNED, 0, "delivered again and takes calls"))
			.isEqualTo("Endpoint 'east': delivered again and takes calls.");
		assertThat(line(Type.DRAINED, 0, "has no call under way any more")).endsWith("It can be taken away now.");
	}

	private static String line(Type type, int seconds, String words) {
		return StateLog.line(new StateChange("east", type, Duration.ofSeconds(seconds), words));
	}

}
