package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private final Scheduler.Worker worker = Schedulers.boundedElastic().createWorker();

	NanoBananaEndpointEventPublisher(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void changed(StateChange change) {
		if (this.context.isRunning()) {
			try {
				this.worker.schedule(() -> publish(new NanoBananaEndpointEvent(change)));
			}
			catch (RejectedExecutionException ex) {
				logger.debug("The application is being closed; nobody is told of " + change);
			}
		}
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
	public void destroy() {
		this.worker.dispose();
	}

	@Override
	public String toString() {
		return "NanoBananaEndpointEventPublisher[" + this.context.getId() + "]";
	}

}
