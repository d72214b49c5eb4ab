package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The request never left this machine: the host has no name, no open port or no valid
 * TLS. Certainly free of charge.
 */
public final class EndpointUnreachableException extends RelayException {

	private static final long serialVersionUID = 1L;

	EndpointUnreachableException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
