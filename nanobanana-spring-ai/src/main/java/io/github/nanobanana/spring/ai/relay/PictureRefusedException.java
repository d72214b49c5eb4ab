package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * The relay answered, but not with a picture: a safety block, words in place of a
 * picture, or nothing at all. The relay's words are in {@link RelayFailure#words()}.
 */
public final class PictureRefusedException extends RelayException {

	private static final long serialVersionUID = 1L;

	PictureRefusedException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure, cause);
	}

}
