package io.github.nanobanana.samples.playground;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.github.nanobanana.samples.playground.PanelView.EndpointView;
import io.github.nanobanana.samples.playground.PanelView.EventView;
import io.github.nanobanana.spring.ai.NanoBananaEndpoints;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.observation.EndpointCondition;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaEndpointEvent;

/**
 * The operators' view of the endpoints. It is looked at once a second while a page is
 * open, and told to pages when it has changed.
 */
@Component
final class Panel {

	private static final int MOST_EVENTS = 40;

	private final NanoBananaEndpoints endpoints;

	private final SimulatorControl simulators;

	private final Latencies latencies;

	private final LiveFeed feed;

	private final Deque<EventView> events = new ArrayDeque<>();

	private @Nullable PanelView told;

	Panel(NanoBananaImageModel model, SimulatorControl simulators, Latencies latencies, LiveFeed feed) {
		this.endpoints = model.endpoints();
		this.simulators = simulators;
		this.latencies = latencies;
		this.feed = feed;
	}

	@Scheduled(fixedDelay = 1000)
	synchronized void look() {
		if (this.feed.hasPages()) {
			PanelView now = view();
			if (!now.equals(this.told)) {
				this.told = now;
				this.feed.tell("panel", now);
			}
		}
	}

	@EventListener
	void happened(NanoBananaEndpointEvent event) {
		EventView view = new EventView(System.currentTimeMillis(), event.endpoint(),
				event.type().name().toLowerCase(Locale.ROOT), event.change().words(),
				event.change().lasts().plusMillis(999).toSeconds(), event.type().isAlarming());
		synchronized (this.events) {
			this.events.addFirst(view);
			while (this.events.size() > MOST_EVENTS) {
				this.events.removeLast();
			}
		}
	}

	PanelView view() {
		PoolSnapshot pool = this.endpoints.snapshot();
		List<EventView> last;
		synchronized (this.events) {
			last = List.copyOf(this.events);
		}
		return new PanelView(pool.endpoints().stream().map(this::view).toList(), pool.waiting(), pool.failovers(),
				(int) pool.retryTokens(), pool.turnedAway(), last);
	}

	private EndpointView view(EndpointSnapshot endpoint) {
		EndpointCondition condition = EndpointCondition.of(endpoint);
		FailureClass last = endpoint.lastFailure();
		return new EndpointView(endpoint.id(), condition.state().word(), condition.words(), condition.seconds(),
				endpoint.inFlight(), endpoint.cap(), endpoint.overdue(),
				(int) Math.round(endpoint.successEstimate() * 100), this.latencies.median(endpoint.id()),
				endpoint.counts().successes(), named(endpoint.counts().failures()),
				named(endpoint.counts().ejections()), (last != null) ? AttemptObservationContext.name(last) : null,
				endpoint.tier(), this.simulators.isSimulated(endpoint.id()), this.simulators.isOff(endpoint.id()));
	}

	private static Map<String, Long> named(Map<FailureClass, Long> counts) {
		Map<String, Long> named = new TreeMap<>();
		counts.forEach((failureClass, count) -> named.put(AttemptObservationContext.name(failureClass), count));
		return named;
	}

	/**
	 * Does what an operator orders.
	 * @param name the endpoint
	 * @param order {@code disable}, {@code drain} or {@code enable}; of a simulated
	 * endpoint also {@code switch-off} and {@code switch-on}
	 * @throws IllegalArgumentException if there is no such endpoint or order
	 */
	void order(String name, String order) {
		switch (order) {
			case "disable" -> this.endpoints.disable(name);
			case "drain" -> this.endpoints.drain(name);
			case "enable" -> this.endpoints.enable(name);
			case "switch-off" -> simulated(name).switchOff(name);
			case "switch-on" -> simulated(name).switchOn(name);
			default -> throw new IllegalArgumentException("There is no such order.");
		}
		look();
	}

	private SimulatorControl simulated(String name) {
		if (!this.simulators.isSimulated(name)) {
			throw new IllegalArgumentException("Only a simulated endpoint can be switched off.");
		}
		return this.simulators;
	}

	@Override
	public String toString() {
		return "Panel[" + this.endpoints + "]";
	}

}
