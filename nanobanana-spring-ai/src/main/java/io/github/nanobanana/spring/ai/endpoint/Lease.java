package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The right to send one call to one endpoint. It is settled exactly once, by whichever of
 * the three comes first; later ones are ignored.
 */
public interface Lease {

	/**
	 * The endpoint to call.
	 * @return the endpoint
	 */
	Endpoint endpoint();

	/**
	 * The call delivered.
	 */
	void succeeded();

	/**
	 * The call failed.
	 * @param failureClass how it failed
	 * @param retryAfter how long the endpoint asked to be left alone, or {@code null}
	 */
	void failed(FailureClass failureClass, @Nullable Duration retryAfter);

	/**
	 * The caller gave up; nobody is to blame.
	 */
	void released();

}
