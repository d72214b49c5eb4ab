package io.github.nanobanana.spring.ai.relay;

/**
 * An API key that cannot be sent: empty, or with characters that no key has. The key
 * itself is in no message.
 */
public final class InvalidApiKeyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private InvalidApiKeyException(String message) {
		super(message);
	}

	/**
	 * Checks a key before it is used.
	 * @param key the key
	 * @param endpoint the name of the endpoint it belongs to
	 * @return the key without white space around it
	 * @throws InvalidApiKeyException if the key cannot be sent as a header
	 */
	public static String check(String key, String endpoint) {
		String trimmed = key.strip();
		if (trimmed.isEmpty()) {
			throw new InvalidApiKeyException(
					"The API key of endpoint '%s' is empty: set api-key to the key from the relay's console."
						.formatted(endpoint));
		}
		for (int i = 0; i < trimmed.length(); i++) {
			char c = trimmed.charAt(i);
			if (c <= ' ' || c > '~') {
				throw new InvalidApiKeyException(("The API key of endpoint '%s' has a character at position %d that no "
						+ "key has (a space, a line break or a letter outside ASCII): copy the key again.")
					.formatted(endpoint, i + 1));
			}
		}
		return trimmed;
	}

}
