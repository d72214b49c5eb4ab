package io.github.nanobanana.spring.ai;

import reactor.core.scheduler.Schedulers;

/**
 * Refuses to block a thread that must not be blocked, where the call would never end.
 */
final class BlockingGuard {

	private BlockingGuard() {
	}

	static void check(String what) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException(
					("%s cannot be waited for on the event-loop thread '%s': use stream(..) or picture() and stay "
							+ "reactive, or move the call to Schedulers.boundedElastic().")
						.formatted(what, Thread.currentThread().getName()));
		}
	}

}
