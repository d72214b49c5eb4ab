package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Arrays;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;

/**
 * Ends the image models of an application that is being closed: after the web server has
 * answered its last request, and while every other bean is still there. Further calls are
 * refused, and those under way, which are paid for, are waited for. A stop that is not
 * the end, such as a checkpoint, waits too, since phases after this one may take event
 * loops away, but leaves the models open; a pause leaves them as they are.
 */
final class NanoBananaShutdown implements SmartLifecycle {

	/**
	 * Behind Spring Boot's web server, whose last phase is 2048 below the default.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private static final Log logger = LogFactory.getLog(NanoBananaShutdown.class);

	private final ConfigurableApplicationContext context;

	private volatile boolean running;

	NanoBananaShutdown(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public void stop(Runnable callback) {
		stop();
		boolean isTheEnd = this.context.isClosed();
		models().flatMap((model) -> isTheEnd ? model.closeLater() : model.whenIdle())
			.doFinally((signal) -> callback.run())
			.subscribe((ignored) -> {
			}, (failed) -> logger.warn("An image model did not stop as it should", failed));
	}

	/**
	 * Those that are there: a model that nobody has asked for is not made to be closed.
	 */
	private Flux<NanoBananaImageModel> models() {
		return Flux.fromStream(() -> Arrays
			.stream(this.context.getBeanFactory().getBeanNamesForType(NanoBananaImageModel.class, false, false))
			.filter(this.context.getBeanFactory()::containsSingleton)
			.map((name) -> this.context.getBeanFactory().getBean(name, NanoBananaImageModel.class)));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public String toString() {
		return "NanoBananaShutdown[running=%s]".formatted(this.running);
	}

}
