package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The relay asked to be left alone for a while. Free of charge; the wait it asked for is
 * in {@link RelayFailure#retryAfter()}.
 */
public final class RateLimitedException extends RelayException {

	private static final long serialVersionUID = 1L;

	RateLimitedException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
