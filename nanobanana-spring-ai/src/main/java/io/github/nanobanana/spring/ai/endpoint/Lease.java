package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The right to send one call to one endpoint. It is settled exactly once, by whichever of
 * the three comes first; later ones are ignored. The time between lease and settlement is
 * what the endpoint is judged by.
 */
public non-sealed interface Lease extends LeaseAnswer {

	/**
	 * The endpoint to call.
	 * @return the endpoint
	 */
	Endpoint endpoint();

	/**
	 * Whether the call is the one that finds out if an ejected endpoint is well again.
	 * @return whether this is a trial
	 */
	boolean trial();

	/**
	 * The call delivered.
	 */
	void succeeded();

	/**
	 * The call failed.
	 * @param failureClass how it failed
	 * @param cause what a rejection was about
	 * @param retryAfter how long the endpoint asked to be left alone, or {@code null}
	 */
	void failed(FailureClass failureClass, FailureCause cause, @Nullable Duration retryAfter);

	/**
	 * The caller gave up; nobody is to blame.
	 */
	void released();

}
