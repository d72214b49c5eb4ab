package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * No endpoint can be asked now, and why.
 *
 * @param why why the call was turned away
 * @param obstacles what stands in the way, for each endpoint in the order of preference
 * @param retryIn the time after which asking again has a chance, at the earliest
 */
public record NoLease(Why why, List<Obstacle> obstacles, Duration retryIn) implements LeaseAnswer {

	public NoLease {
		obstacles = List.copyOf(obstacles);
	}

	static NoLease of(List<Obstacle> obstacles) {
		Duration earliest = obstacles.stream()
			.filter((obstacle) -> obstacle.reason() != Obstacle.Reason.TRIED
					&& obstacle.reason() != Obstacle.Reason.OFF_DUTY)
			.map(Obstacle::lasts)
			.min(Duration::compareTo)
			.orElse(Duration.ZERO);
		return new NoLease(Why.NOTHING_USABLE, obstacles, earliest);
	}

	NoLease because(Why other) {
		return new NoLease(other, this.obstacles, this.retryIn);
	}

	/**
	 * Whether an endpoint that is well may have room within the bound. What rests after
	 * failures is not waited for.
	 */
	boolean isWorthWaiting(Duration bound) {
		return this.obstacles.stream().anyMatch((obstacle) -> switch (obstacle.reason()) {
			case FULL -> true;
			case THROTTLED -> obstacle.lasts().compareTo(bound) <= 0;
			default -> false;
		});
	}

	/** The time until one of the obstacles ends by itself, an hour if none does. */
	Duration changesIn() {
		return this.obstacles.stream()
			.map(Obstacle::lasts)
			.filter((lasts) -> !lasts.isZero())
			.min(Duration::compareTo)
			.orElse(Duration.ofHours(1));
	}

	/**
	 * The reasons of all endpoints in one line.
	 * @return a text for a person
	 */
	public String reasons() {
		String each = this.obstacles.stream().map(Obstacle::toString).collect(Collectors.joining("; "));
		return (this.why == Why.NOTHING_USABLE && !each.isEmpty()) ? each
				: this.why.words + (each.isEmpty() ? "" : ": " + each);
	}

	/**
	 * Why a call was turned away.
	 */
	public enum Why {

		/** Nothing is usable, and waiting would not change that soon. */
		NOTHING_USABLE("no endpoint is known"),

		/** Every place in the line is taken. */
		LINE_FULL("every place in the line is taken"),

		/** The wait would be, or was, longer than allowed. */
		WAIT_TOO_LONG("the wait in line is too long"),

		/** The pool is being closed and takes no more calls. */
		CLOSED("the model is being closed");

		private final String words;

		Why(String words) {
			this.words = words;
		}

	}

}
