package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a lease ended.
 *
 * @param lease the lease
 * @param result the direction
 * @param failureClass the class of a failure, else {@code null}
 * @param cause the cause of a failure
 * @param retryAfter the wait that the endpoint asked for, or {@code null}
 */
record Settlement(PooledLease lease, Result result, @Nullable FailureClass failureClass, FailureCause cause,
		@Nullable Duration retryAfter) {

	enum Result {

		SUCCESS, FAILURE, RELEASE

	}

}
