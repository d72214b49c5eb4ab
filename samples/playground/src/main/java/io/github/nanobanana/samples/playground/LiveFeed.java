package io.github.nanobanana.samples.playground;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all open pages are told. Each page first gets the whole state and then every
 * change. One that is too slow to follow is cut off; it comes back by itself and gets the
 * whole state again. Ends all feeds before the web server is asked to shut down, which
 * would wait for them.
 */
@Component
final class LiveFeed implements SmartLifecycle {

	private static final int MOST_UNREAD = 4096;

	private final Set<Sinks.Many<LiveEvent>> pages = ConcurrentHashMap.newKeySet();

	private final JsonMapper json;

	private volatile boolean running;

	LiveFeed(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Opens a feed.
	 * @param state tells the state; it is asked when the feed is subscribed to, and
	 * nothing is missed between it and the first change
	 */
	Flux<LiveEvent> open(Supplier<List<LiveEvent>> state) {
		return Flux.defer(() -> {
			Sinks.Many<LiveEvent> page = Sinks.many()
				.unicast()
				.onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_UNREAD));
			synchronized (page) {
				this.pages.add(page);
				state.get().forEach(page::tryEmitNext);
			}
			return page.asFlux().doFinally((signal) -> this.pages.remove(page));
		});
	}

	/** Written once, however many pages read it. */
	LiveEvent event(String name, Object data) {
		return new LiveEvent(name, this.json.writeValueAsString(data));
	}

	void tell(String name, Object data) {
		LiveEvent event = event(name, data);
		this.pages.forEach((page) -> tell(page, event));
	}

	private void tell(Sinks.Many<LiveEvent> page, LiveEvent event) {
		synchronized (page) {
			if (page.tryEmitNext(event).isFailure()) {
				page.tryEmitComplete();
				this.pages.remove(page);
			}
		}
	}

	boolean hasPages() {
		return !this.pages.isEmpty();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.pages.forEach((page) -> {
			synchronized (page) {
				page.tryEmitComplete();
			}
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public String toString() {
		return "LiveFeed[" + this.pages.size() + " pages]";
	}

	/**
	 * One thing that pages are told.
	 *
	 * @param name what it is about
	 * @param json the new state of that, whole
	 */
	record LiveEvent(String name, String json) {

	}

}
