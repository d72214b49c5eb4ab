package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Power of two choices by peak EWMA, as in Finagle's {@code PeakEwma.scala} and in
 * Linkerd: the cost of a relay is its moving average of times, which jumps to a higher
 * time at once and decays with 10 s, times its calls in flight plus one. A failure counts
 * with its time like any answer. No ejection, no retries: the balancer alone.
 */
final class PeakEwma extends Baseline {

	private static final double DECAY = 10;

	private static final double PENALTY = 1e9;

	private final int[] pending;

	private final double[] cost;

	private final double[] stamp;

	PeakEwma(Surroundings around) {
		super(around);
		this.pending = new int[around.relays()];
		this.cost = new double[around.relays()];
		this.stamp = new double[around.relays()];
	}

	@Override
	int choose(Call call) {
		Random random = this.around.random();
		int one = random.nextInt(this.around.relays());
		int other = (one + 1 + random.nextInt(this.around.relays() - 1)) % this.around.relays();
		return (load(other) < load(one)) ? other : one;
	}

	private double load(int relay) {
		observe(relay, 0);
		return (this.cost[relay] == 0 && this.pending[relay] > 0) ? PENALTY + this.pending[relay]
				: this.cost[relay] * (this.pending[relay] + 1);
	}

	private void observe(int relay, double seconds) {
		double now = this.around.time().seconds();
		double kept = StrictMath.exp(-(now - this.stamp[relay]) / DECAY);
		this.stamp[relay] = now;
		this.cost[relay] = Math.max(seconds, this.cost[relay] * kept + seconds * (1 - kept));
	}

	@Override
	void began(int relay) {
		this.pending[relay]++;
	}

	@Override
	void ended(int relay, @Nullable Failure failure, double seconds) {
		this.pending[relay]--;
		observe(relay, seconds);
	}

}
