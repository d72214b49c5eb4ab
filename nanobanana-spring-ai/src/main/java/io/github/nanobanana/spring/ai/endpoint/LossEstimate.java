package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Locale;

/**
 * How likely a call is to be lost: to end in a failure after which no other endpoint may
 * be asked, since the picture may have been charged. <pre>
 * losses ÷ (losses + successes + 4)
 * </pre> where both fade with {@link #FADING}, and all losses are forgotten when the last
 * one is older than {@link #MEMORY}, so that an endpoint is never left out for longer.
 * Failures that are free do not count: they cost a detour and no picture, and
 * {@link SuccessEstimate} knows of them.
 */
final class LossEstimate {

	static final Duration FADING = Duration.ofMinutes(10);

	static final Duration MEMORY = Duration.ofMinutes(20);

	private static final double IMAGINED = 4;

	private static final double KEPT = 0.25;

	private double losses;

	private double successes;

	private long at;

	private long lastLoss;

	LossEstimate(long now) {
		this.at = now;
		this.lastLoss = now;
	}

	void lost(long now) {
		fade(now);
		this.losses++;
		this.lastLoss = now;
	}

	void succeeded(long now) {
		fade(now);
		this.successes++;
	}

	/** The endpoint delivered after an ejection: a quarter of the past is kept. */
	void returned(long now) {
		succeeded(now);
		this.losses *= KEPT;
		this.successes *= KEPT;
	}

	double at(long now) {
		fade(now);
		return this.losses / (this.losses + this.successes + IMAGINED);
	}

	private void fade(long now) {
		double kept = StrictMath.exp((double) (this.at - now) / FADING.toNanos());
		this.losses = (now - this.lastLoss > MEMORY.toNanos()) ? 0 : this.losses * kept;
		this.successes *= kept;
		this.at = now;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%.1f of %.1f lost", this.losses, this.losses + this.successes);
	}

}
