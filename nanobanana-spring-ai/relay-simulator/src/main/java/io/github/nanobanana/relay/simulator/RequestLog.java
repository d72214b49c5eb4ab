package io.github.nanobanana.relay.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The requests that arrived, oldest first. Bounded by number and by bytes of their
 * bodies: the oldest make room.
 */
final class RequestLog {

	private static final int MAX_REQUESTS = 10_000;

	private static final long MAX_BYTES = 96L << 20;

	private final Deque<RecordedRequest> requests = new ArrayDeque<>();

	private final Deque<RecordedRequest> untaken = new ArrayDeque<>();

	private long bytes;

	synchronized void add(RecordedRequest request) {
		this.requests.addLast(request);
		this.untaken.addLast(request);
		this.bytes += request.body().length;
		while (this.requests.size() > MAX_REQUESTS || (this.bytes > MAX_BYTES && this.requests.size() > 1)) {
			RecordedRequest oldest = this.requests.removeFirst();
			this.bytes -= oldest.body().length;
			if (this.untaken.peekFirst() == oldest) {
				this.untaken.removeFirst();
			}
		}
		notifyAll();
	}

	synchronized List<RecordedRequest> all() {
		return List.copyOf(this.requests);
	}

	synchronized RecordedRequest take(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (this.untaken.isEmpty()) {
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0) {
				throw new IllegalStateException("No request arrived within " + timeout);
			}
			try {
				wait(left);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while waiting for a request", ex);
			}
		}
		return this.untaken.removeFirst();
	}

	synchronized void clear() {
		this.requests.clear();
		this.untaken.clear();
		this.bytes = 0;
	}

	@Override
	public String toString() {
		return "RequestLog[" + all().size() + " requests]";
	}

}
