package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The base URL leads to something other than a relay's API, most often its web console.
 * Free of charge.
 */
public final class WrongBaseUrlException extends RelayException {

	private static final long serialVersionUID = 1L;

	WrongBaseUrlException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
