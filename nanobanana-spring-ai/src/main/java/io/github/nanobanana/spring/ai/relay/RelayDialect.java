package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * How one family of relays is spoken to. Implementations keep no state between calls and
 * are safe for use by many threads.
 */
public interface RelayDialect {

	/**
	 * The name used in the configuration.
	 * @return a short name in lower case
	 */
	String name();

	/**
	 * The header that carries the key.
	 * @param key the API key
	 * @return the header's name and value
	 */
	default Header credentials(String key) {
		return new Header("Authorization", "Bearer " + key);
	}

	/**
	 * Whether reference pictures may be given as addresses that the relay fetches.
	 * @return whether they may; bytes always may
	 */
	default boolean takesAddresses() {
		return true;
	}

	/**
	 * The path of the list of models, which costs nothing to read and shows whether the
	 * key is taken.
	 * @return a path from the root on
	 */
	default String modelsPath() {
		return "/v1/models";
	}

	/**
	 * Writes a call as this family expects it.
	 * @param call what is asked
	 * @return the request to send
	 * @throws NotSpokenException if this family has no words for something in the call
	 */
	WireRequest write(ImageCall call);

	/**
	 * Reads a successful answer. What is not there is left out: an answer without a
	 * picture is the caller's to judge.
	 * @param document the answer, already parsed
	 * @return the pictures and what came with them
	 */
	RelayAnswer read(AnswerDocument document);

	/**
	 * Finds the task that an answer promises in place of a picture.
	 * @param document the answer to a call, or to a look at a task
	 * @return the state of the task, or {@code null} if the answer promises none
	 */
	default @Nullable RelayTask task(AnswerDocument document) {
		return null;
	}

	/**
	 * A header of a request.
	 *
	 * @param name the header's name
	 * @param value the header's value, which may be a secret
	 */
	record Header(String name, String value) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
