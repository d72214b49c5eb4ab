package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Random;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;

/**
 * What a balancer is built into.
 *
 * @param relays the number of relays
 * @param time the clock
 * @param random chance, seeded
 * @param failedCalls what the relays declare about failed calls
 */
record Surroundings(int relays, VirtualTime time, Random random, FailedCalls failedCalls) {

}
