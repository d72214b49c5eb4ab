package io.github.nanobanana.spring.ai.endpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The median time of a success for each profile of calls, over all endpoints and the last
 * {@value #LENGTH} successes. At most {@value #PROFILES} profiles are remembered.
 */
final class TypicalTimes {

	static final int LENGTH = 51;

	static final int PROFILES = 200;

	/** Fewer successes say nothing about what is typical. */
	static final int ENOUGH = 5;

	private final Map<CallProfile, Times> times = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<CallProfile, Times> eldest) {
			return size() > PROFILES;
		}

	};

	void add(CallProfile profile, long nanos) {
		this.times.computeIfAbsent(profile, (key) -> new Times()).add(nanos);
	}

	/** The median in nanoseconds, or 0 while too little is known. */
	long median(CallProfile profile) {
		@Nullable Times known = this.times.get(profile);
		return (known != null) ? known.median : 0;
	}

	@Override
	public String toString() {
		return "TypicalTimes" + this.times;
	}

	private static final class Times {

		private final long[] last = new long[LENGTH];

		private int count;

		private long median;

		void add(long nanos) {
			this.last[this.count++ % LENGTH] = nanos;
			int known = Math.min(this.count, LENGTH);
			if (known >= ENOUGH) {
				long[] sorted = Arrays.copyOf(this.last, known);
				Arrays.sort(sorted);
				this.median = Math.max(1, sorted[known / 2]);
			}
			if (this.count == 2 * LENGTH) {
				this.count = LENGTH;
			}
		}

		@Override
		public String toString() {
			return this.median / 1_000_000 + " ms";
		}

	}

}
