package io.github.nanobanana.relay.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the requests under way, so that a test can wait until the books are final. */
final class Activity {

	private int running;

	synchronized void begin() {
		this.running++;
	}

	synchronized void end() {
		this.running--;
		notifyAll();
	}

	synchronized void awaitIdle(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (this.running > 0) {
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0) {
				throw new IllegalStateException(this.running + " requests still under way after " + timeout);
			}
			try {
				wait(left);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while waiting for requests to end", ex);
			}
		}
	}

	@Override
	public String toString() {
		return "Activity[" + this.running + " requests under way]";
	}

}
