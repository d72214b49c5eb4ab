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

	/** The last times as they came, and the same in order. */
	private static final class Times {

		private final long[] last = new long[LENGTH];

		private final long[] sorted = new long[LENGTH];

		private int known;

		private int next;

		private long median;

		void add(long nanos) {
			if (this.known == LENGTH) {
				takeOut(this.last[this.next]);
			}
			this.last[this.next] = nanos;
			this.next = (this.next + 1) % LENGTH;
			putIn(nanos);
			if (this.known >= ENOUGH) {
				this.median = Math.max(1, this.sorted[this.known / 2]);
			}
		}

		private void takeOut(long nanos) {
			int at = Arrays.binarySearch(this.sorted, 0, this.known, nanos);
			this.known--;
			System.arraycopy(this.sorted, at + 1, this.sorted, at, this.known - at);
		}

		private void putIn(long nanos) {
			int found = Arrays.binarySearch(this.sorted, 0, this.known, nanos);
			int at = (found < 0) ? -found - 1 : found;
			System.arraycopy(this.sorted, at, this.sorted, at + 1, this.known - at);
			this.sorted[at] = nanos;
			this.known++;
		}

		@Override
		public String toString() {
			return this.median / 1_000_000 + " ms";
		}

	}

}
