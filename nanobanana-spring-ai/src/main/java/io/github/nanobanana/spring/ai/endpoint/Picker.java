package io.github.nanobanana.spring.ai.endpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The choice among endpoints. All of them are looked at: there are few. Among those that
 * are well, the lowest tier with room decides, and in it the smallest score of <pre>
 * (in flight + 1 + 2 × overdue) × slowness × (1 + 40 × loss) ÷ (weight × success²)
 * </pre> where scores within a tenth count as equal and the endpoint that has waited
 * longest is taken. A lost call weighs far more than one that failed for free: the latter
 * goes on elsewhere, the former costs somebody a picture, so an endpoint that loses one
 * call in five is asked only where the others have more than nine times its load.
 */
final class Picker {

	private static final double TIE = 1.1;

	private static final double LEAST_SUCCESS = 0.2;

	private static final double LOSS = 40;

	/** The lower tier, and in it the one that has waited longest. */
	private static final Comparator<EndpointState> INNER_ORDER = Comparator
		.comparingInt((EndpointState state) -> state.endpoint().tier())
		.thenComparingLong((state) -> state.lastLease);

	private final Roster roster;

	private final TypicalTimes times;

	Picker(Roster roster, TypicalTimes times) {
		this.roster = roster;
		this.times = times;
	}

	/** The endpoint whose trial is due, unless a better tier is well without it. */
	@Nullable EndpointState trial(LeaseRequest request, long now) {
		List<EndpointState> due = new ArrayList<>();
		for (EndpointState state : this.roster.states()) {
			if (state.trialIsDue(now) && onlyEjected(state, request, now) && !state.lacks(request.profile().model())) {
				due.add(state);
			}
		}
		if (due.isEmpty()) {
			return null;
		}
		int tier = lowestTier(withRoom(request, now));
		return due.stream().filter((state) -> state.endpoint().tier() <= tier).min(INNER_ORDER).orElse(null);
	}

	/** The best endpoint of those that are well and have room. */
	@Nullable EndpointState best(LeaseRequest request, long now) {
		List<EndpointState> candidates = withRoom(request, now);
		if (candidates.size() <= 1) {
			return candidates.isEmpty() ? null : candidates.get(0);
		}
		int tier = lowestTier(candidates);
		candidates.removeIf((state) -> state.endpoint().tier() != tier);
		double[] scores = candidates.stream().mapToDouble((state) -> score(state, now)).toArray();
		double most = TIE * Arrays.stream(scores).min().orElseThrow();
		EndpointState best = null;
		for (int i = 0; i < scores.length; i++) {
			EndpointState candidate = candidates.get(i);
			if (scores[i] <= most && (best == null || candidate.lastLease < best.lastLease)) {
				best = candidate;
			}
		}
		return best;
	}

	/**
	 * When no endpoint is well, one that was not asked for a while; never one that asked
	 * to be left alone.
	 */
	@Nullable EndpointState lastResort(LeaseRequest request, long now) {
		if (!noneWell(request, now)) {
			return null;
		}
		return this.roster.states()
			.stream()
			.filter((state) -> state.throttle.left(now).isZero() && state.hasTrialSlot())
			.filter((state) -> state.lastResortLeft(now).isZero())
			.min(INNER_ORDER)
			.orElse(null);
	}

	boolean noneWell(LeaseRequest request, long now) {
		return well(request, now).isEmpty();
	}

	/** The calls that those that are well take at once. */
	int slots(LeaseRequest request, long now) {
		return well(request, now).stream().mapToInt((state) -> state.cap.now()).sum();
	}

	double score(EndpointState state, long now) {
		double load = state.inFlight.size() + 1 + 2 * state.overdue(now, this.times);
		double success = Math.max(LEAST_SUCCESS, state.success.at(now));
		double risk = 1 + LOSS * state.loss.at(now);
		return load * state.slowness.at(now) * risk / (state.endpoint().weight() * success * success);
	}

	private List<EndpointState> withRoom(LeaseRequest request, long now) {
		List<EndpointState> well = well(request, now);
		well.removeIf((state) -> !state.hasSlot());
		return well;
	}

	/**
	 * Those that nothing but the number of calls keeps out, in a list of its own. One
	 * whose list lacks the model is among them only where no other is.
	 */
	private List<EndpointState> well(LeaseRequest request, long now) {
		String model = request.profile().model();
		List<EndpointState> lacking = new ArrayList<>();
		List<EndpointState> suited = new ArrayList<>();
		for (EndpointState state : this.roster.states()) {
			if (!request.tried().contains(state.id()) && state.obstacle(now, model) == null) {
				(state.lacks(model) ? lacking : suited).add(state);
			}
		}
		return suited.isEmpty() ? lacking : suited;
	}

	private static int lowestTier(List<EndpointState> states) {
		int lowest = Integer.MAX_VALUE;
		for (EndpointState state : states) {
			lowest = Math.min(lowest, state.endpoint().tier());
		}
		return lowest;
	}

	private static boolean onlyEjected(EndpointState state, LeaseRequest request, long now) {
		Obstacle obstacle = state.obstacle(now, request.profile().model());
		return obstacle != null && obstacle.reason() == Obstacle.Reason.EJECTED;
	}

	@Override
	public String toString() {
		return "Picker" + this.roster;
	}

}
