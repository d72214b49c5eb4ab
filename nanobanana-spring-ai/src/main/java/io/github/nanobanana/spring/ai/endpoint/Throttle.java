package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The wish of an endpoint to be left alone: Retry-After where it says one, else waits
 * that double from {@link #FIRST} on. Answers to calls that were under way when it spoke
 * up first do not count as asking again.
 */
final class Throttle {

	static final Duration FIRST = Duration.ofSeconds(5);

	static final Duration SHORTEST = Duration.ofSeconds(1);

	static final Duration LONGEST = Duration.ofMinutes(5);

	private static final int MOST_DOUBLINGS = 5;

	private final Deadline until;

	private long since;

	private int episodes;

	Throttle(long now) {
		this.until = new Deadline(now);
		this.since = now;
	}

	void asked(long now, long begun, @Nullable Duration retryAfter) {
		if (this.episodes == 0 || begun - this.since > 0) {
			this.episodes++;
			this.since = now;
		}
		this.until.extend(now, (retryAfter != null) ? bounded(retryAfter)
				: FIRST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, this.episodes - 1)));
	}

	void succeeded() {
		this.episodes = 0;
	}

	Duration left(long now) {
		return this.until.left(now);
	}

	private static Duration bounded(Duration wait) {
		Duration most = (wait.compareTo(LONGEST) < 0) ? wait : LONGEST;
		return (most.compareTo(SHORTEST) > 0) ? most : SHORTEST;
	}

	@Override
	public String toString() {
		return "Throttle[episodes=%d]".formatted(this.episodes);
	}

}
