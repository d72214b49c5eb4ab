package io.github.nanobanana.spring.ai.relay;

/**
 * How one family of relays is spoken to. Implementations keep no state between calls and
 * are safe for use by many threads.
 */
public interface RelayDialect {

	/**
	 * Writes a call as this family expects it.
	 * @param call what is asked
	 * @return the request to send
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
	 * The name used in the configuration.
	 * @return a short name in lower case
	 */
	String name();

}
