package io.github.nanobanana.spring.ai.failover;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.nanobanana.spring.ai.endpoint.StateChange;
import io.github.nanobanana.spring.ai.endpoint.StateListener;

/**
 * Tells an operator what happens to endpoints: a warning where there may be something to
 * do, else a line to follow.
 */
final class StateLog implements StateListener {

	private static final Log logger = LogFactory.getLog(FailoverClient.class);

	@Override
	public void changed(StateChange change) {
		String line = line(change);
		switch (change.type()) {
			case EJECTED, SUSPENDED, MODEL_MASKED -> logger.warn(line);
			case ADDED, TRIAL_STARTED -> logger.debug(line);
			default -> logger.info(line);
		}
	}

	/** What happened, for how long it holds, and what there is to do, if anything. */
	static String line(StateChange change) {
		long seconds = change.lasts().plusMillis(999).toSeconds();
		String then = switch (change.type()) {
			case EJECTED -> "It rests for %d s, then one call tries it; look at the relay if this happens again."
				.formatted(seconds);
			case SUSPENDED ->
				"Its account is asked for nothing for %d s: replace the key or top up the account.".formatted(seconds);
			case MODEL_MASKED ->
				("It is not asked for this model for %d s: if the relay has the model by another name, " + "map it.")
					.formatted(seconds);
			case THROTTLED -> "It is left alone for %d s, and calls wait or go elsewhere.".formatted(seconds);
			case DRAINED -> "It can be taken away now.";
			default -> "";
		};
		return "Endpoint '%s': %s. %s".formatted(change.endpoint(), change.words(), then).strip();
	}

	@Override
	public String toString() {
		return "StateLog";
	}

}
