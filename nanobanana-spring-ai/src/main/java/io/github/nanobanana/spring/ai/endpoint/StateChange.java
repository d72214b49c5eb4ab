package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * Something that an operator may want to know of an endpoint.
 *
 * @param endpoint the name of the endpoint
 * @param type what happened
 * @param lasts how long it holds at least, zero where it has no end or is over
 * @param words what happened as a sentence for a person, without a full stop
 */
public record StateChange(String endpoint, Type type, Duration lasts, String words) {

	/**
	 * What can happen to an endpoint.
	 */
	public enum Type {

		/** The endpoint failed too often and rests. */
		EJECTED,

		/** A trial call is on the way. */
		TRIAL_STARTED,

		/** The endpoint delivered again. */
		RETURNED,

		/** The endpoint asked to be left alone. */
		THROTTLED,

		/** The account's key or quota is suspended. */
		SUSPENDED,

		/** The endpoint does not serve a model. */
		MODEL_MASKED

	}

}
