package io.github.nanobanana.relay.simulator;

import reactor.core.publisher.Mono;

/**
 * What a misbehaviour does at its moment. The request has been read, validated and
 * charged; the stage carries the answer out.
 */
interface Fault {

	Moment moment();

	/** Play the fault; the result ends when nothing more is to be written. */
	Mono<Void> play(Stage stage, Work work);

	/** How many of the pictures of this work reach the client in the end. */
	default boolean delivers() {
		return false;
	}

	Charge charge();

}
