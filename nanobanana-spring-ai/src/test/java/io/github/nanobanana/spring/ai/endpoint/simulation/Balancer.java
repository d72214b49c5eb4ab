package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A way to choose among relays, with its own opinion on what is sent again. The one thing
 * that the simulation knows of the pool under test and of the baselines beside it.
 */
interface Balancer {

	/**
	 * Chooses a relay for an attempt.
	 * @param call what was tried before
	 * @param then takes the right to call one relay, or {@code null} if the call fails
	 * now
	 */
	void pick(Call call, Consumer<@Nullable Ticket> then);

	/**
	 * Whether the picture is asked for again after a failure, while there is time.
	 * @param failure how the last attempt ended
	 * @param attempts the attempts so far
	 * @return whether there is another attempt
	 */
	boolean repeats(Failure failure, int attempts);

	/**
	 * The time after which an attempt is given up.
	 * @return the time in seconds, bounded by that of the call
	 */
	default double patience() {
		return Simulation.TIMEOUT;
	}

	/**
	 * Whether a relay is left alone at this moment.
	 * @param relay the number of the relay
	 * @return whether it rests; always {@code false} where nothing ever does
	 */
	default boolean rests(int relay) {
		return false;
	}

	/**
	 * What was not given back when all is over.
	 * @return the number of leases
	 */
	default int left() {
		return 0;
	}

	/**
	 * One picture wanted, before its next attempt.
	 *
	 * @param tried the relays that were asked, in their order
	 * @param timeLeft the time left in seconds
	 */
	record Call(List<Integer> tried, double timeLeft) {

	}

	/**
	 * The right to send one call to one relay, settled once.
	 */
	interface Ticket {

		int relay();

		void succeeded();

		void failed(Failure failure);

		/** The caller gave up. */
		void released();

	}

}
