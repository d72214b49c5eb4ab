package io.github.nanobanana.spring.ai.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.EndpointPool;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;
import io.github.nanobanana.spring.ai.endpoint.ProbeResult;
import io.github.nanobanana.spring.ai.endpoint.Prober;
import io.github.nanobanana.spring.ai.endpoint.StateListener;
import io.github.nanobanana.spring.ai.relay.RelayClient;
import io.github.nanobanana.spring.ai.relay.RelayEndpoint;

/**
 * Pictures over several endpoints: leases the best, calls it, and after a failure goes on
 * to the next only where nobody can pay twice. No endpoint is asked twice for one
 * picture, at most {@value #MAX_ATTEMPTS} are asked, and the timeout bounds all of it
 * together. Endpoints may be replaced at any time; calls under way end as they began.
 *
 * @param <E> what the caller knows of an endpoint
 */
public final class FailoverClient<E> {

	/** The most endpoints that one call may try. */
	public static final int MAX_ATTEMPTS = 3;

	private final Function<E, RelayClient> clients;

	private final FailoverSettings settings;

	private final Scheduler timer;

	private final Attempts attempts;

	private final EndpointPool pool;

	private final Prober prober;

	private volatile Map<String, Line<E>> lines = Map.of();

	/**
	 * A client over the given endpoints.
	 * @param endpoints endpoints with distinct names, in the order of preference; may be
	 * empty
	 * @param clients makes the client of an endpoint
	 * @param settings how calls wait and how endpoints are watched
	 * @param timer clock and timer
	 * @param listener is told what happens to endpoints
	 * @param observations where each attempt is recorded
	 */
	public FailoverClient(List<E> endpoints, Function<E, RelayClient> clients, FailoverSettings settings,
			Scheduler timer, StateListener listener, ObservationRegistry observations) {
		this.clients = clients;
		this.settings = settings;
		this.timer = timer;
		this.attempts = new Attempts(observations);
		Random random = new Random();
		List<Line<E>> first = lines(endpoints);
		this.lines = byId(first);
		this.pool = new EndpointPool(pooled(first), settings.admission(), timer, random,
				new StateLog().andThen(listener));
		this.prober = new Prober(this.pool, this::probe, settings.probes(), timer, random);
	}

	/**
	 * Asks for one picture.
	 * @param order what is wanted
	 * @return the delivery, or the last attempt's
	 * {@link io.github.nanobanana.spring.ai.relay.RelayException} with those of the
	 * attempts before it as suppressed exceptions. Each subscription asks, and pays, anew
	 */
	public Mono<Delivery<E>> call(PictureOrder<E> order) {
		return Mono.deferContextual((view) -> {
			@Nullable Observation parent = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			return new FailoverCall<>(this, order, parent).attempt();
		});
	}

	/**
	 * Replaces the endpoints. One whose address and key stay keeps what is known of it.
	 * @param endpoints endpoints with distinct names, in the order of preference; may be
	 * empty
	 * @throws IllegalArgumentException if two share a name; nothing is changed then
	 */
	public synchronized void update(List<E> endpoints) {
		Map<String, Line<E>> before = this.lines;
		List<Line<E>> next = lines(endpoints);
		Map<String, Line<E>> nextById = byId(next);
		if (nextById.size() == next.size()) {
			Map<String, Line<E>> both = new LinkedHashMap<>(before);
			both.putAll(nextById);
			this.lines = both;
		}
		this.pool.update(pooled(next));
		this.lines = nextById;
		before.values().stream().filter((line) -> !next.contains(line)).forEach(Line::giveUp);
		this.prober.update();
	}

	/** An endpoint that is handed over again keeps its client. */
	private List<Line<E>> lines(List<E> endpoints) {
		Map<E, Line<E>> known = new IdentityHashMap<>();
		this.lines.values().forEach((line) -> known.put(line.endpoint(), line));
		List<Line<E>> lines = new ArrayList<>();
		for (E endpoint : endpoints) {
			Line<E> kept = known.get(endpoint);
			lines.add((kept != null) ? kept : new Line<>(endpoint, this.clients.apply(endpoint)));
		}
		return lines;
	}

	private Map<String, Line<E>> byId(List<Line<E>> lines) {
		Map<String, Line<E>> byId = new LinkedHashMap<>();
		lines.forEach((line) -> byId.put(line.client().endpoint().id(), line));
		return byId;
	}

	private List<Endpoint> pooled(List<Line<E>> lines) {
		return lines.stream().map((line) -> {
			RelayEndpoint relay = line.client().endpoint();
			return relay.endpoint().withProbes(relay.endpoint().probed() && this.settings.probes().enabled());
		}).toList();
	}

	private Mono<ProbeResult> probe(Endpoint endpoint) {
		Line<E> line = line(endpoint.id());
		return (line != null) ? line.client().probe(this.settings.probes().timeout()) : Mono.empty();
	}

	/**
	 * Takes an endpoint out of service; calls under way end.
	 * @param id the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void disable(String id) {
		this.pool.disable(id);
	}

	/**
	 * Sends an endpoint no new calls and tells the listener when the last one has ended.
	 * @param id the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void drain(String id) {
		this.pool.drain(id);
	}

	/**
	 * Puts an endpoint that was disabled or drained into service.
	 * @param id the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void enable(String id) {
		this.pool.enable(id);
	}

	/**
	 * The state of all endpoints at this moment.
	 * @return an immutable copy
	 */
	public PoolSnapshot snapshot() {
		return this.pool.snapshot();
	}

	/**
	 * Closes the connections that no call is using.
	 */
	public void closeIdleConnections() {
		this.lines.values().forEach((line) -> line.client().closeIdleConnections());
	}

	/**
	 * Refuses further calls, those in line too, and waits for those under way, which are
	 * paid for. What is not done by then goes on by itself.
	 * @param callers completes when those who made the calls are done with them
	 * @param patience the longest wait
	 * @return completes when the last call has ended or patience has
	 */
	public Mono<Void> close(Mono<Void> callers, Duration patience) {
		return Mono.defer(() -> {
			this.prober.dispose();
			return this.pool.close()
				.then(callers)
				.timeout(patience, Mono.empty(), this.timer)
				.thenMany(Flux.defer(() -> Flux.fromIterable(this.lines.values())))
				.doOnNext(Line::giveUp)
				.then();
		});
	}

	EndpointPool pool() {
		return this.pool;
	}

	@Nullable Line<E> line(String id) {
		return this.lines.get(id);
	}

	Attempts attempts() {
		return this.attempts;
	}

	Scheduler timer() {
		return this.timer;
	}

	boolean hasOtherThan(Set<String> tried) {
		return !tried.containsAll(this.lines.keySet());
	}

	@Override
	public String toString() {
		return "FailoverClient[" + this.pool + "]";
	}

}
