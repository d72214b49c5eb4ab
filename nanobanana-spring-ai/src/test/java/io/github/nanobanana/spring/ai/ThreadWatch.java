package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads of a moment, to be compared with those of a later one. Threads that
 * Reactor, Netty and the library share among all models of a process may have come
 * meanwhile, if they do not keep the process alive.
 */
final class ThreadWatch {

	private static final List<String> SHARED = List.of("reactor-http-", "parallel-", "boundedElastic-", "single-",
			"nanobanana-", "globalEventExecutor", "boundedElastic-evictor-", "CompletableFutureDelayScheduler",
			"ForkJoinPool.commonPool-", "Common-Cleaner", "Java2D Disposer", "Attach Listener");

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	/** Waits for other threads to end, and tells of those that do not. */
	List<String> leftOver(Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
		more.removeAll(this.before);
		more.removeIf((thread) -> thread.isDaemon() && SHARED.stream().anyMatch(thread.getName()::startsWith));
		for (Thread thread : more) {
			try {
				thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		return more.stream().filter(Thread::isAlive).map(Thread::toString).collect(Collectors.toList());
	}

	@Override
	public String toString() {
		return "ThreadWatch[" + this.before.size() + " threads]";
	}

}
