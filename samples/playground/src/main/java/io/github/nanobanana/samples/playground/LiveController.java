package io.github.nanobanana.samples.playground;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import io.github.nanobanana.samples.playground.LiveFeed.LiveEvent;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;

/**
 * The live feed as server-sent events: first the whole state, then every change. A
 * comment every few seconds finds out which pages are gone.
 */
@RestController
final class LiveController {

	private static final Duration PULSE = Duration.ofSeconds(10);

	private final LiveFeed feed;

	private final Runs runs;

	private final Panel panel;

	private final Greeting greeting;

	private final Clock clock = Clock.systemUTC();

	LiveController(LiveFeed feed, Runs runs, Panel panel, NanoBananaImageModel model, PlaygroundProperties properties,
			SimulatorControl simulators, PageToken token) {
		this.feed = feed;
		this.runs = runs;
		this.panel = panel;
		String configured = model.getDefaultOptions().getModel();
		List<String> models = new ArrayList<>(properties.models());
		if (configured != null && !models.contains(configured)) {
			models.add(0, configured);
		}
		this.greeting = new Greeting(token.value(), simulators.isActive(), models,
				(configured != null) ? configured : models.get(0), 0);
	}

	@GetMapping(path = "/api/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<?>> live() {
		Flux<ServerSentEvent<?>> events = this.feed.open(this::state)
			.map((event) -> ServerSentEvent.builder(event.json()).event(event.name()).build());
		Flux<ServerSentEvent<?>> pulse = Flux.interval(PULSE)
			.onBackpressureDrop()
			.map((tick) -> ServerSentEvent.builder().comment("").build());
		return events.publish((shared) -> shared.mergeWith(pulse.takeUntilOther(shared.ignoreElements())));
	}

	private List<LiveEvent> state() {
		return List.of(this.feed.event("hello", this.greeting.at(this.clock.millis())),
				this.feed.event("runs", this.runs.views()), this.feed.event("panel", this.panel.view()));
	}

	/**
	 * What a page needs to know first.
	 *
	 * @param token to be sent back with every request that changes something
	 * @param simulated whether simulators answer
	 * @param models the models to choose from
	 * @param model the one that is configured
	 * @param now the time here, in milliseconds of the epoch
	 */
	record Greeting(String token, boolean simulated, List<String> models, String model, long now) {

		Greeting at(long now) {
			return new Greeting(this.token, this.simulated, this.models, this.model, now);
		}

	}

}
