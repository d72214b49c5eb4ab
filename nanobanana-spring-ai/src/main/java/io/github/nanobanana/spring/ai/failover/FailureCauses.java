package io.github.nanobanana.spring.ai.failover;

import io.github.nanobanana.spring.ai.endpoint.FailureCause;
import io.github.nanobanana.spring.ai.relay.FailureKind;

/**
 * What the choice among endpoints does about each kind of failure.
 */
final class FailureCauses {

	private FailureCauses() {
	}

	static FailureCause of(FailureKind kind) {
		return switch (kind) {
			case KEY_REJECTED, ACCESS_DENIED -> FailureCause.KEY;
			case QUOTA_EXHAUSTED -> FailureCause.QUOTA;
			case MODEL_NOT_SERVED -> FailureCause.MODEL;
			case RATE_LIMITED, OVERLOADED -> FailureCause.RATE;
			default -> FailureCause.OTHER;
		};
	}

}
