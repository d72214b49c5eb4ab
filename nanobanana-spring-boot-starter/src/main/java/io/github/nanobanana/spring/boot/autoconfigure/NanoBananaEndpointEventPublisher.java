package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.nanobanana.spring.ai.endpoint.StateChange;
import io.github.nanobanana.spring.ai.endpoint.StateListener;

/**
 * Publishes what happens to endpoints as application events, from the moment at which the
 * application runs until it is closed. The pool tells its listeners on the threads of
 * calls, one after the other, so the events go to a thread of their own.
 */
final class NanoBananaEndpointEventPublisher implements StateListener, DisposableBean {

	private static final Log logger = LogFactory.getLog(NanoBananaEndpointEvent.class);

	private final ConfigurableApplicationContext context;

	/** Made for the first event: an application that starts has none to tell. */
	private Scheduler.@Nullable Worker worker;

	private boolean destroyed;

	NanoBananaEndpointEventPublisher(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void changed(StateChange change) {
		if (this.context.isRunning()) {
			try {
				worker().schedule(() -> publish(new NanoBananaEndpointEvent(change)));
			}
			catch (RejectedExecutionException ex) {
				logger.debug("The application is being closed; nobody is told of " + change);
			}
		}
	}

	private synchronized Scheduler.Worker worker() {
		if (this.destroyed) {
			throw new RejectedExecutionException("The application is closed.");
		}
		Scheduler.Worker known = this.worker;
		if (known == null) {
			known = Schedulers.boundedElastic().createWorker();
			this.worker = known;
		}
		return known;
	}

	private void publish(NanoBananaEndpointEvent event) {
		try {
			if (this.context.isRunning()) {
				this.context.publishEvent(event);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed at " + event, ex);
		}
	}

	@Override
	public synchronized void destroy() {
		this.destroyed = true;
		if (this.worker != null) {
			this.worker.dispose();
		}
	}

	@Override
	public String toString() {
		return "NanoBananaEndpointEventPublisher[" + this.context.getId() + "]";
	}

}
