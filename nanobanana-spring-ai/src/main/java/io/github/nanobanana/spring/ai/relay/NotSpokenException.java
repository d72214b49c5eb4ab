package io.github.nanobanana.spring.ai.relay;

/**
 * A dialect has no words for something in a call. Nothing was sent; an endpoint of
 * another dialect may have them.
 */
public final class NotSpokenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Says what cannot be said.
	 * @param message half a sentence that follows "this dialect"
	 */
	public NotSpokenException(String message) {
		super(message);
	}

}
