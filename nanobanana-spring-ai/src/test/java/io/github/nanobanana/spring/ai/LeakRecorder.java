package io.github.nanobanana.spring.ai;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/**
 * Records what Netty's leak detector says, at its most watchful level, in place of
 * printing it. Reactor Netty's warnings about every broken connection are silent
 * meanwhile.
 */
final class LeakRecorder implements AutoCloseable {

	private static final int COLLECTIONS = 5;

	private static final long COLLECTION_MILLIS = 20_000;

	private static final List<String> NOISY = List.of("reactor.netty", "reactor.core");

	private final Logger logger = logger(ResourceLeakDetector.class.getName());

	private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

	private final List<String> leaks = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			LeakRecorder.this.leaks.add(event.getFormattedMessage());
		}

	};

	private LeakRecorder() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		this.appender.setContext(this.logger.getLoggerContext());
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
		NOISY.forEach((name) -> logger(name).setLevel(Level.OFF));
	}

	static LeakRecorder start() {
		LeakRecorder recorder = new LeakRecorder();
		recorder.leaks();
		recorder.leaks.clear();
		return recorder;
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	/**
	 * Has the garbage collected, a bounded number of times, so that what was lost is
	 * found.
	 * @return what the detector said since the start
	 */
	List<String> leaks() {
		for (int i = 0; i < COLLECTIONS; i++) {
			collect();
			// The detector looks for lost buffers when the next one is made
			for (ByteBufAllocator allocator : List.of(ByteBufAllocator.DEFAULT, PooledByteBufAllocator.DEFAULT,
					UnpooledByteBufAllocator.DEFAULT)) {
				allocator.buffer(1).release();
			}
		}
		return List.copyOf(this.leaks);
	}

	private static void collect() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		WeakReference<Object> canary = new WeakReference<>(new Object(), queue);
		System.gc();
		try {
			if (queue.remove(COLLECTION_MILLIS) != canary) {
				throw new IllegalStateException("The garbage was not collected in time");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		NOISY.forEach((name) -> logger(name).setLevel(null));
		ResourceLeakDetector.setLevel(this.before);
	}

	@Override
	public String toString() {
		return "LeakRecorder" + this.leaks;
	}

}
