package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * No endpoint could be asked: all of them rest after failures, asked to be left alone or
 * cannot serve the call. Nothing was sent; the message names the reason for each, and the
 * time after which asking again has a chance is in {@link RelayFailure#retryAfter()}.
 */
public final class NoEndpointException extends RelayException {

	private static final long serialVersionUID = 1L;

	NoEndpointException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
