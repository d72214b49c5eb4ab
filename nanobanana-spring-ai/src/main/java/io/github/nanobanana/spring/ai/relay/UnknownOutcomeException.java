package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The request was sent and nobody knows how it ended. The picture may exist and may have
 * been charged, so the call is never repeated: look it up at the relay by
 * {@link RelayFailure#requestId()} first.
 */
public final class UnknownOutcomeException extends RelayException {

	private static final long serialVersionUID = 1L;

	UnknownOutcomeException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
