package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The relay does not take a parameter or the size of the request. Free of charge; asking
 * elsewhere would not help.
 */
public final class InvalidRelayRequestException extends RelayException {

	private static final long serialVersionUID = 1L;

	InvalidRelayRequestException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
