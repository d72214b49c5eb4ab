package io.github.nanobanana.samples.playground;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How long endpoints took for the pictures that they delivered: the last {@value #WINDOW}
 * of each.
 */
@Component
final class Latencies {

	static final int WINDOW = 20;

	private final Map<String, Deque<Long>> times = new ConcurrentHashMap<>();

	void add(String endpoint, long nanos) {
		this.times.compute(endpoint, (name, known) -> {
			Deque<Long> next = (known != null) ? new ArrayDeque<>(known) : new ArrayDeque<>();
			next.addLast(nanos);
			if (next.size() > WINDOW) {
				next.removeFirst();
			}
			return next;
		});
	}

	/** The median in milliseconds, or {@code null} if nothing was delivered yet. */
	@Nullable Long median(String endpoint) {
		Deque<Long> known = this.times.get(endpoint);
		if (known == null) {
			return null;
		}
		long[] sorted = known.stream().mapToLong(Long::longValue).sorted().toArray();
		return Duration.ofNanos(sorted[sorted.length / 2]).toMillis();
	}

	@Override
	public String toString() {
		return "Latencies" + this.times.keySet();
	}

}
