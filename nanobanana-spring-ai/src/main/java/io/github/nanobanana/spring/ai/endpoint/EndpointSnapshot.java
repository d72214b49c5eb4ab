package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One endpoint at one moment.
 *
 * @param id the name of the endpoint
 * @param account the account that it shares key state with
 * @param tier the rank
 * @param status the state
 * @param inFlight the calls under way
 * @param overdue those of them that take much longer than is typical
 * @param cap the calls that are sent at once for now
 * @param successEstimate how likely a call is to succeed, 0 to 1
 * @param slowness the time of a call beside the median of all endpoints, 1 is average
 * @param ejections the ejections that are not forgotten yet
 * @param ejectedFor the time until the next trial
 * @param throttledFor the time that the endpoint asked to be left alone
 * @param suspendedFor the time that the account's key is suspended
 * @param suspension why the key is suspended, or {@code null} if it is not
 * @param maskedModels the models that the endpoint does not serve
 * @param listedModels the number of models that the endpoint lists, 0 while none are
 * known
 * @param lastFailure the last failure that counted against it, or {@code null}
 * @param counts how often things happened
 */
public record EndpointSnapshot(String id, String account, int tier, EndpointStatus status, int inFlight, int overdue,
		int cap, double successEstimate, double slowness, int ejections, Duration ejectedFor, Duration throttledFor,
		Duration suspendedFor, @Nullable FailureCause suspension, Set<String> maskedModels, int listedModels,
		@Nullable FailureClass lastFailure, EndpointCounts counts) {

	public EndpointSnapshot {
		maskedModels = Set.copyOf(maskedModels);
	}

	/**
	 * Whether calls can be sent to the endpoint now, apart from trials.
	 * @return whether nothing stands in the way for every model
	 */
	public boolean usable() {
		return this.status == EndpointStatus.OK && this.throttledFor.isZero() && this.suspendedFor.isZero();
	}

}
