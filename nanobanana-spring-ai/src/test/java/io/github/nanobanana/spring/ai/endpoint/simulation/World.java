package io.github.nanobanana.spring.ai.endpoint.simulation;

/**
 * What is simulated.
 *
 * @param contender who chooses
 * @param fault what goes wrong
 * @param rate requests per second
 * @param relays the number of relays
 */
record World(Contender contender, Fault fault, double rate, int relays) {

}
