package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * Why one endpoint cannot be leased now.
 *
 * @param endpoint the name of the endpoint
 * @param reason what stands in the way
 * @param lasts the time until the endpoint can be asked again, at the earliest
 * @param words the reason as a clause for a person
 */
public record Obstacle(String endpoint, Reason reason, Duration lasts, String words) {

	@Override
	public String toString() {
		String wait = this.lasts.isZero() ? "" : ", next try in %d s".formatted(this.lasts.plusMillis(999).toSeconds());
		return "%s: %s%s".formatted(this.endpoint, this.words, wait);
	}

	/**
	 * What can stand in the way.
	 */
	public enum Reason {

		/** This call has tried the endpoint already. */
		TRIED,

		/** The key or the quota of the account is suspended. */
		SUSPENDED,

		/** The endpoint does not serve the model. */
		MODEL_NOT_SERVED,

		/** The endpoint asked to be left alone. */
		THROTTLED,

		/** The endpoint rests after failures, or its trial is on the way. */
		EJECTED,

		/** As many calls as allowed are in flight. */
		FULL,

		/** The operator took the endpoint out of service. */
		OFF_DUTY,

		/** The endpoint would do, but no retry is left or no time for one. */
		NO_RETRY

	}

}
