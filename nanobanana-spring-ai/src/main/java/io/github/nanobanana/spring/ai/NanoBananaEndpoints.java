package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;
import io.github.nanobanana.spring.ai.failover.Delivery;
import io.github.nanobanana.spring.ai.failover.FailoverClient;
import io.github.nanobanana.spring.ai.failover.PictureOrder;

/**
 * The endpoints behind a model, to be looked at and changed while it runs. An endpoint
 * whose name, address and key stay keeps what is known of it; calls under way end as they
 * began. Safe for use by many threads.
 */
public final class NanoBananaEndpoints {

	private static final Log logger = LogFactory.getLog(NanoBananaEndpoints.class);

	private final FailoverClient<NanoBananaEndpoint> relays;

	private final Disposable.Composite sources = Disposables.composite();

	private List<NanoBananaEndpoint> configured;

	/** Read by every call, which must not wait for somebody who is changing endpoints. */
	private volatile List<NanoBananaEndpoint> all;

	/** What each source named last, in the order in which the sources were given. */
	private List<List<NanoBananaEndpoint>> discovered = new ArrayList<>();

	NanoBananaEndpoints(FailoverClient<NanoBananaEndpoint> relays, List<NanoBananaEndpoint> configured) {
		this.relays = relays;
		this.configured = List.copyOf(configured);
		this.all = this.configured;
	}

	void follow(NanoBananaEndpointSource source) {
		int place = place();
		this.sources.add(source.endpoints()
			.subscribe((found) -> discovered(place, found), (failed) -> logger
				.warn("The source of endpoints failed; the endpoints that it named last stay in use", failed)));
	}

	private synchronized int place() {
		this.discovered.add(List.of());
		return this.discovered.size() - 1;
	}

	private synchronized void discovered(int place, List<NanoBananaEndpoint> found) {
		try {
			List<List<NanoBananaEndpoint>> next = new ArrayList<>(this.discovered);
			next.set(place, List.copyOf(found));
			change(this.configured, next);
		}
		catch (IllegalArgumentException ex) {
			logger.error("A list of endpoints was refused, and the one before stays in use: " + ex.getMessage());
		}
	}

	private void change(List<NanoBananaEndpoint> configured, List<List<NanoBananaEndpoint>> discovered) {
		List<NanoBananaEndpoint> next = Stream.concat(configured.stream(), discovered.stream().flatMap(List::stream))
			.toList();
		this.relays.update(next);
		this.all = next;
		this.configured = List.copyOf(configured);
		this.discovered = discovered;
	}

	/**
	 * The endpoints that calls are sent to, in the order of preference.
	 * @return an immutable list: those configured, then those that a source names
	 */
	public List<NanoBananaEndpoint> list() {
		return this.all;
	}

	/**
	 * Replaces the configured endpoints; those that a source names stay.
	 * @param endpoints endpoints with names of their own, in the order of preference
	 * @throws IllegalArgumentException if a name is taken; nothing is changed then
	 */
	public synchronized void replace(Collection<NanoBananaEndpoint> endpoints) {
		change(List.copyOf(endpoints), this.discovered);
	}

	/**
	 * Changes the configured endpoints in one step, whoever else changes them meanwhile;
	 * those that a source names stay.
	 * @param change makes the next list, in the order of preference, of the immutable one
	 * before; called once and at once, while other changes wait
	 * @throws IllegalArgumentException if a name is taken; nothing is changed then
	 */
	public synchronized void update(UnaryOperator<List<NanoBananaEndpoint>> change) {
		change(List.copyOf(change.apply(this.configured)), this.discovered);
	}

	/**
	 * Adds an endpoint behind the others, or puts it in the place of the one that has its
	 * name, for instance with a new key.
	 * @param endpoint the endpoint
	 * @throws IllegalArgumentException if a source names an endpoint of that name;
	 * nothing is changed then
	 */
	public synchronized void put(NanoBananaEndpoint endpoint) {
		List<NanoBananaEndpoint> next = new ArrayList<>(this.configured);
		next.replaceAll((known) -> known.getName().equals(endpoint.getName()) ? endpoint : known);
		if (!next.contains(endpoint)) {
			next.add(endpoint);
		}
		change(next, this.discovered);
	}

	/**
	 * Takes a configured endpoint away. It gets no new calls; those under way end.
	 * @param name the name of the endpoint
	 * @throws IllegalArgumentException if no configured endpoint has that name
	 */
	public synchronized void remove(String name) {
		List<NanoBananaEndpoint> next = new ArrayList<>(this.configured);
		if (!next.removeIf((known) -> known.getName().equals(name))) {
			throw new IllegalArgumentException("No configured endpoint is named '%s': there is %s.".formatted(name,
					this.configured.stream().map(NanoBananaEndpoint::getName).toList()));
		}
		change(next, this.discovered);
	}

	/**
	 * Takes an endpoint out of service, its probes too. Calls under way end.
	 * @param name the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void disable(String name) {
		this.relays.disable(name);
	}

	/**
	 * Sends an endpoint no new calls; calls under way end, and a log line tells when the
	 * last one has.
	 * @param name the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void drain(String name) {
		this.relays.drain(name);
	}

	/**
	 * Puts an endpoint that was disabled or drained into service.
	 * @param name the name of the endpoint
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public void enable(String name) {
		this.relays.enable(name);
	}

	/**
	 * The state of all endpoints at this moment.
	 * @return an immutable copy, without keys and addresses
	 */
	public PoolSnapshot snapshot() {
		return this.relays.snapshot();
	}

	Mono<Delivery<NanoBananaEndpoint>> call(PictureOrder<NanoBananaEndpoint> order) {
		return this.relays.call(order);
	}

	void closeIdleConnections() {
		this.relays.closeIdleConnections();
	}

	/** Waits for the callers too, who may still be fetching what they have paid for. */
	Mono<Void> close(Mono<Void> callers, Duration patience) {
		this.sources.dispose();
		return this.relays.close(callers, patience);
	}

	@Override
	public String toString() {
		return "NanoBananaEndpoints[" + this.relays + "]";
	}

}
