package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * A moment before which something is not done. It only ever moves later.
 */
final class Deadline {

	private long at;

	Deadline(long now) {
		this.at = now;
	}

	void extend(long now, Duration duration) {
		long until = now + duration.toNanos();
		if (until - this.at > 0) {
			this.at = until;
		}
	}

	boolean isOver(long now) {
		return now - this.at >= 0;
	}

	Duration left(long now) {
		return Duration.ofNanos(Math.max(0, this.at - now));
	}

}
