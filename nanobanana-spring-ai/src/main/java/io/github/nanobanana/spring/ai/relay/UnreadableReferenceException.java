package io.github.nanobanana.spring.ai.relay;

import io.github.nanobanana.spring.ai.image.PictureContent;

/**
 * A reference picture could not be read while it was being sent, so that the request
 * never became whole.
 */
final class UnreadableReferenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnreadableReferenceException(PictureContent content, Exception cause) {
		super("a reference picture (%s) could not be read, %s".formatted(content, cause.getMessage()), cause);
	}

}
