package io.github.nanobanana.spring.ai.endpoint.simulation;

import io.github.nanobanana.spring.ai.endpoint.VirtualTime;
import java.util.Random;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;

/**
 * What a balancer is built into.
 *
 * @param relays the number of relays
 * @param time the clock
 * @param random chance, seeded
 * @param fault what goes wrong, for those who look after relays between calls
 */
record Surroundings(int relays, VirtualTime time, Random random, Fault fault) {

	/** What the relays declare about failed calls. */
	FailedCalls failedCalls() {
		return this.fault.failedCalls();
	}

}
