package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The relay turned the key away: wrong, expired, without quota or without access. Free of
 * charge.
 */
public final class KeyRejectedException extends RelayException {

	private static final long serialVersionUID = 1L;

	KeyRejectedException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
