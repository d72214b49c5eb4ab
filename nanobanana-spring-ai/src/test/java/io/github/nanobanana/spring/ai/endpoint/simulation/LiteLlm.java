package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.FailureCause;

/**
 * LiteLLM's router with its defaults: {@code simple-shuffle} among the deployments that
 * do not cool down; a cooldown of 5 s after a 429, a 401 or a 404 at once, and after
 * other failures when more than half of at least five calls of the current clock minute
 * failed; two retries, on any deployment that is not cooling, after everything but a 404,
 * a time-out too; an error when all cool down
 * ({@code litellm/router_utils/cooldown_handlers.py} at 1fa201c, {@code routing.md} at
 * 08d1303; the handling of 401 and 404 is from memory). Each attempt may take 120 of the
 * 180 s, so that there is time for another.
 */
final class LiteLlm extends Baseline {

	private static final double COOLDOWN = 5;

	private static final int LEAST_CALLS = 5;

	private final double[] coolUntil;

	private final int[] calls;

	private final int[] failures;

	private long minute;

	LiteLlm(Surroundings around) {
		super(around);
		this.coolUntil = new double[around.relays()];
		this.calls = new int[around.relays()];
		this.failures = new int[around.relays()];
	}

	@Override
	int choose(Call call) {
		int[] warm = new int[this.around.relays()];
		int count = 0;
		for (int relay = 0; relay < warm.length; relay++) {
			if (!rests(relay)) {
				warm[count++] = relay;
			}
		}
		return (count == 0) ? NONE : warm[this.around.random().nextInt(count)];
	}

	@Override
	void ended(int relay, @Nullable Failure failure, double seconds) {
		long current = (long) (this.around.time().seconds() / 60);
		if (current != this.minute) {
			this.minute = current;
			Arrays.fill(this.calls, 0);
			Arrays.fill(this.failures, 0);
		}
		this.calls[relay]++;
		if (failure == null) {
			return;
		}
		this.failures[relay]++;
		boolean often = this.calls[relay] >= LEAST_CALLS && 2 * this.failures[relay] > this.calls[relay];
		if (often || !failure.isServerError()) {
			double asked = (failure.retryAfter() != null) ? failure.retryAfter().toNanos() / 1e9 : COOLDOWN;
			this.coolUntil[relay] = this.around.time().seconds() + asked;
		}
	}

	@Override
	public boolean rests(int relay) {
		return this.coolUntil[relay] > this.around.time().seconds();
	}

	@Override
	public boolean repeats(Failure failure, int attempts) {
		return attempts < 3 && failure.cause() != FailureCause.MODEL;
	}

	@Override
	public double patience() {
		return SpringCloud.PATIENCE;
	}

}
