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
		String wait = change.lasts().isZero() ? "" : " (for %d s)".formatted(change.lasts().toSeconds());
		String line = "Endpoint '%s': %s%s.".formatted(change.endpoint(), change.words(), wait);
		switch (change.type()) {
			case EJECTED, SUSPENDED, MODEL_MASKED -> logger.warn(line);
			case ADDED, TRIAL_STARTED -> logger.debug(line);
			default -> logger.info(line);
		}
	}

	@Override
	public String toString() {
		return "StateLog";
	}

}
