package io.github.nanobanana.spring.ai;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An engine that is made when it is first asked for, since an HTTP client is most of what
 * the start of an application would load. Where endpoints are probed it is made soon
 * after the start anyway, so that the first call knows which of them are there; an
 * application with meters makes it in its start, since they read the endpoints.
 */
final class LazyPictureEngine {

	private static final Log logger = LogFactory.getLog(NanoBananaImageModel.class);

	/** In seconds: by then most applications have started. */
	private static final long START = 5;

	private final PictureEngineSettings settings;

	private volatile @Nullable PictureEngine engine;

	private boolean closed;

	private @Nullable Mono<Void> closing;

	LazyPictureEngine(PictureEngineSettings settings) {
		this.settings = settings;
		if (!settings.sources().isEmpty()) {
			make();
		}
		else if (settings.failover().probes().enabled()) {
			ClassLoader loader = Thread.currentThread().getContextClassLoader();
			CompletableFuture.delayedExecutor(START, TimeUnit.SECONDS).execute(() -> makeSoon(loader));
		}
	}

	/**
	 * With the class loader of the application, in which libraries look for services.
	 */
	private void makeSoon(@Nullable ClassLoader loader) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try {
			makeUnlessClosed();
		}
		catch (RuntimeException ex) {
			logger.warn("The endpoints could not be made ready ahead of the first call", ex);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private synchronized void makeUnlessClosed() {
		if (!this.closed) {
			make();
		}
	}

	/** Making it takes a while, for which an event loop must not be held up. */
	boolean mayBeGotHere() {
		return this.engine != null || !Schedulers.isInNonBlockingThread();
	}

	PictureEngine get() {
		PictureEngine made = this.engine;
		return (made != null) ? made : make();
	}

	private synchronized PictureEngine make() {
		PictureEngine made = this.engine;
		if (made == null) {
			made = new PictureEngine(this.settings);
			if (this.closed) {
				made.close();
			}
			this.engine = made;
		}
		return made;
	}

	Mono<Void> idle() {
		PictureEngine made = this.engine;
		return (made != null) ? made.idle() : Mono.empty();
	}

	void close() {
		closeLater().block(this.settings.shutdownTimeout().plusSeconds(10));
	}

	/** One end for all who ask for it, so that nobody waits twice. */
	synchronized Mono<Void> closeLater() {
		Mono<Void> end = this.closing;
		if (end == null) {
			PictureEngine made = this.engine;
			this.closed = true;
			end = (made != null) ? made.closeLater().cache() : Mono.empty();
			this.closing = end;
		}
		return end;
	}

	@Override
	public String toString() {
		PictureEngine made = this.engine;
		return (made != null) ? made.toString()
				: "not in use yet: " + this.settings.endpoints().stream().map(NanoBananaEndpoint::getName).toList();
	}

}
