package io.github.nanobanana.spring.ai.image;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A picture that could not be received. The message is one sentence that says what to
 * change, and never holds a picture's bytes, a key or the query of a signed URL.
 */
public class PictureException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what happened and what to change
	 */
	public PictureException(String message) {
		this(message, null);
	}

	/**
	 * Creates the exception with its cause.
	 * @param message what happened and what to change
	 * @param cause the underlying failure, if there is one
	 */
	public PictureException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
