package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.EndpointCounts;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.observation.EndpointCondition;

/**
 * One endpoint.
 *
 * @param state {@code ok}, {@code throttled}, {@code suspended}, {@code ejected},
 * {@code trial}, {@code draining} or {@code disabled}
 * @param reason what stands in the way, or {@code null} if nothing does
 * @param nextTryInSeconds the time until calls can be sent to it again, at the latest; 0
 * where nothing stands in the way or no time is known
 * @param account the account that it shares key state with
 * @param tier the rank
 * @param inFlight the calls under way
 * @param overdue those of them that take much longer than is typical
 * @param limit the calls that are sent at once for now
 * @param successEstimate how likely a call is to succeed, 0 to 1
 * @param slowness the time of a call beside the median of all endpoints, 1 is average
 * @param lastFailure the class of the last failure that counted against it, or
 * {@code null}
 * @param modelsNotServed the models that it refused and is not asked for at present
 * @param modelsListed the number of models that it lists, 0 while none are known
 * @param attempts the attempts so far by their outcome, those above 0
 * @param ejections the rests so far by the class of the failure that led to them
 */
public record EndpointDescriptor(String state, @Nullable String reason, long nextTryInSeconds, String account, int tier,
		int inFlight, int overdue, int limit, double successEstimate, double slowness, @Nullable String lastFailure,
		List<String> modelsNotServed, int modelsListed, Map<String, Long> attempts, Map<String, Long> ejections) {

	static EndpointDescriptor of(EndpointSnapshot endpoint) {
		EndpointCondition condition = EndpointCondition.of(endpoint);
		FailureClass last = endpoint.lastFailure();
		return new EndpointDescriptor(condition.state().word(), condition.words(), condition.seconds(),
				endpoint.account(), endpoint.tier(), endpoint.inFlight(), endpoint.overdue(), endpoint.cap(),
				rounded(endpoint.successEstimate()), rounded(endpoint.slowness()),
				(last != null) ? AttemptObservationContext.name(last) : null,
				endpoint.maskedModels().stream().sorted().toList(), endpoint.listedModels(),
				attempts(endpoint.counts()), named(endpoint.counts().ejections()));
	}

	private static Map<String, Long> attempts(EndpointCounts counts) {
		Map<String, Long> attempts = named(counts.failures());
		attempts.put(AttemptObservationContext.DELIVERED, counts.successes());
		attempts.put(AttemptObservationContext.CANCELLED, counts.released());
		attempts.values().removeIf((count) -> count == 0);
		return attempts;
	}

	private static Map<String, Long> named(Map<FailureClass, Long> counts) {
		Map<String, Long> named = new TreeMap<>();
		counts.forEach((failureClass, count) -> named.put(AttemptObservationContext.name(failureClass), count));
		return named;
	}

	/** Two digits after the point are plenty for a person and for a graph. */
	static double rounded(double value) {
		return Math.round(value * 100) / 100.0;
	}

}
