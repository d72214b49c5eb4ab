package io.github.nanobanana.spring.ai.endpoint;

import java.util.Set;

/**
 * What a probe found out. A probe costs nothing and proves little: an endpoint that
 * answers it may still fail every picture.
 *
 * @param finding what was found
 * @param models the endpoint's names of the models that it lists, empty if it told none
 * @param words the finding as a clause for a person
 */
public record ProbeResult(Finding finding, Set<String> models, String words) {

	public ProbeResult {
		models = Set.copyOf(models);
	}

	/**
	 * A finding without a list of models.
	 * @param finding what was found
	 * @param words the finding as a clause for a person
	 * @return the result
	 */
	public static ProbeResult of(Finding finding, String words) {
		return new ProbeResult(finding, Set.of(), words);
	}

	/**
	 * A list of models, which the endpoint's key was accepted for.
	 * @param models the endpoint's names of the models that it lists, empty if the list
	 * could not be read
	 * @return the result
	 */
	public static ProbeResult passed(Set<String> models) {
		return new ProbeResult(Finding.PASSED, models, "answers");
	}

	/**
	 * What a probe can find.
	 */
	public enum Finding {

		/** The endpoint answered and took the key. */
		PASSED,

		/** The endpoint answered, and the answer tells nothing about calls. */
		REACHED,

		/** No connection, no TLS or no answer in time. */
		UNREACHABLE,

		/** The endpoint answered that the key is not accepted. */
		KEY_REJECTED,

		/** The endpoint answered with a server error. */
		ILL

	}

}
