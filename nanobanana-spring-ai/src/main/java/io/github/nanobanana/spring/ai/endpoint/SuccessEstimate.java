package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * How likely a call is to succeed, from the last {@value #LENGTH} outcomes of the last
 * ten minutes. Outcomes fade with age, and two imagined successes stand in for missing
 * evidence.
 */
final class SuccessEstimate {

	static final int LENGTH = 20;

	static final int ENOUGH = 10;

	static final Duration MEMORY = Duration.ofMinutes(10);

	static final double FADING_NANOS = 300e9;

	private static final double IMAGINED = 2;

	private final Deque<Outcome> outcomes = new ArrayDeque<>();

	void add(long now, boolean success) {
		if (this.outcomes.size() == LENGTH) {
			this.outcomes.removeFirst();
		}
		this.outcomes.addLast(new Outcome(now, success));
	}

	void clear() {
		this.outcomes.clear();
	}

	double at(long now) {
		forget(now);
		double all = IMAGINED;
		double good = IMAGINED;
		for (Outcome outcome : this.outcomes) {
			double trust = StrictMath.exp(-(now - outcome.at) / FADING_NANOS);
			all += trust;
			good += outcome.success ? trust : 0;
		}
		return good / all;
	}

	/** At least ten outcomes, and at least half of them failures. */
	boolean isPoor(long now) {
		forget(now);
		long failures = this.outcomes.stream().filter((outcome) -> !outcome.success).count();
		return this.outcomes.size() >= ENOUGH && 2 * failures >= this.outcomes.size();
	}

	private void forget(long now) {
		while (!this.outcomes.isEmpty() && now - this.outcomes.getFirst().at > MEMORY.toNanos()) {
			this.outcomes.removeFirst();
		}
	}

	@Override
	public String toString() {
		long good = this.outcomes.stream().filter(Outcome::success).count();
		return String.format(Locale.ROOT, "%d of %d", good, this.outcomes.size());
	}

	private record Outcome(long at, boolean success) {

	}

}
