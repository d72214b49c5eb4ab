package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The relay has no channel for the model name on this path. Free of charge.
 */
public final class ModelNotServedException extends RelayException {

	private static final long serialVersionUID = 1L;

	ModelNotServedException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
