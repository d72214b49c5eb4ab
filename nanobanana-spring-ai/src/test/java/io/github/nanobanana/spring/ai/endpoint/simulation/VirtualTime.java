package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock in nanoseconds that jumps from event to event.
 */
final class VirtualTime {

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::at).thenComparingLong(Event::number));

	private long now;

	private long count;

	long nanos() {
		return this.now;
	}

	double seconds() {
		return this.now / 1e9;
	}

	void after(double seconds, Runnable action) {
		this.events.add(new Event(this.now + (long) (seconds * 1e9), this.count++, action));
	}

	void run() {
		while (!this.events.isEmpty()) {
			Event event = this.events.remove();
			this.now = event.at;
			event.action.run();
		}
	}

	private record Event(long at, long number, Runnable action) {

	}

}
