package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * Something that an operator may want to know of an endpoint.
 *
 * @param endpoint the name of the endpoint
 * @param type what happened
 * @param lasts how long it holds at least, zero where it has no end or is over
 * @param words what happened as a clause for a person, without a key, an address or a
 * full stop
 */
public record StateChange(String endpoint, Type type, Duration lasts, String words) {

	/**
	 * What can happen to an endpoint.
	 */
	public enum Type {

		/** The endpoint failed too often and rests. */
		EJECTED(true),

		/** A trial call is on the way. */
		TRIAL_STARTED(false),

		/** A probe reached the endpoint again; its trial call is due. */
		REACHED(false),

		/** The endpoint delivered again. */
		RETURNED(false),

		/** The endpoint asked to be left alone. */
		THROTTLED(false),

		/** The account's key or quota is suspended. */
		SUSPENDED(true),

		/** The account's key is accepted again. */
		RESUMED(false),

		/** The endpoint does not serve a model. */
		MODEL_MASKED(true),

		/** The endpoint was added to the pool. */
		ADDED(false),

		/** The endpoint was taken out of the pool; calls under way end. */
		REMOVED(false),

		/** By order the endpoint takes no new calls. */
		DRAINING(false),

		/** The last call of an endpoint that takes no new ones has ended. */
		DRAINED(false),

		/** By order the endpoint is left alone. */
		DISABLED(false),

		/** By order the endpoint takes calls again. */
		ENABLED(false);

		private final boolean alarming;

		Type(boolean alarming) {
			this.alarming = alarming;
		}

		/**
		 * Whether an operator may have to do something.
		 * @return whether this is worth a warning
		 */
		public boolean isAlarming() {
			return this.alarming;
		}

	}

}
