package io.github.nanobanana.spring.ai;

/**
 * A request for pictures that was refused before anything was sent, and so before
 * anything could be charged. The message is one sentence that quotes the refused value,
 * shortened and with control characters escaped, and says what to write instead.
 */
public class InvalidImageRequestException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message one sentence that says what to change
	 */
	public InvalidImageRequestException(String message) {
		super(message);
	}

}
