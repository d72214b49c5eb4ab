package io.github.nanobanana.spring.ai.endpoint;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What is to be told outside of the pool's lock, in the order in which it happened. An
 * action that causes further ones does not run them inside itself, so that calls handed
 * on from one to the next cannot pile up on the stack.
 */
final class Afterwards {

	private static final Log logger = LogFactory.getLog(Afterwards.class);

	private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();

	private final AtomicInteger turns = new AtomicInteger();

	void add(Runnable action) {
		this.actions.add(action);
	}

	void run() {
		if (this.turns.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			for (Runnable action = this.actions.poll(); action != null; action = this.actions.poll()) {
				run(action);
			}
			seen = this.turns.addAndGet(-seen);
		}
		while (seen != 0);
	}

	/**
	 * What fails here, a listener or the start of a call, must not keep others from their
	 * endpoint, nor end the call that happens to run this.
	 */
	private static void run(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) { // CHECKSTYLE:ALLOW IllegalCatch because an error would
								// stop everybody else for good
			logger.error("What was told of an endpoint, or of a place in line, could not be handled", ex);
		}
	}

	@Override
	public String toString() {
		return "Afterwards[" + this.actions.size() + "]";
	}

}
