package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * No endpoint can be asked now, and why.
 *
 * @param obstacles what stands in the way, for each endpoint in the order of preference
 * @param retryIn the time after which asking again has a chance, at the earliest
 */
public record NoLease(List<Obstacle> obstacles, Duration retryIn) implements LeaseAnswer {

	public NoLease {
		obstacles = List.copyOf(obstacles);
	}

	static NoLease of(List<Obstacle> obstacles) {
		Duration earliest = obstacles.stream()
			.filter((obstacle) -> obstacle.reason() != Obstacle.Reason.TRIED)
			.map(Obstacle::lasts)
			.min(Duration::compareTo)
			.orElse(Duration.ZERO);
		return new NoLease(obstacles, earliest);
	}

	/**
	 * The reasons of all endpoints in one line.
	 * @return a text for a person
	 */
	public String reasons() {
		return this.obstacles.stream().map(Obstacle::toString).collect(Collectors.joining("; "));
	}

}
