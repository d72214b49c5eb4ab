package io.github.nanobanana.spring.ai.observation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Clock;
import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

/**
 * The pool at the moment of a scrape: all meters that are read within {@link #FRESH} are
 * read from one snapshot. Safe for use by many threads.
 */
final class SnapshotView {

	static final Duration FRESH = Duration.ofMillis(100);

	private final Supplier<PoolSnapshot> pool;

	private final Clock clock;

	private @Nullable Moment latest;

	SnapshotView(Supplier<PoolSnapshot> pool, Clock clock) {
		this.pool = pool;
		this.clock = clock;
	}

	synchronized Moment moment() {
		long now = this.clock.monotonicTime();
		Moment moment = this.latest;
		if (moment == null || now - moment.taken() >= FRESH.toNanos()) {
			moment = Moment.of(this.pool.get(), now);
			this.latest = moment;
		}
		return moment;
	}

	@Override
	public String toString() {
		return "SnapshotView[" + this.latest + "]";
	}

	/**
	 * The pool at one moment.
	 *
	 * @param pool the snapshot
	 * @param endpoints its endpoints by name
	 * @param taken when that was, by the clock
	 */
	record Moment(PoolSnapshot pool, Map<String, EndpointSnapshot> endpoints, long taken) {

		static Moment of(PoolSnapshot pool, long taken) {
			Map<String, EndpointSnapshot> endpoints = new LinkedHashMap<>();
			pool.endpoints().forEach((endpoint) -> endpoints.put(endpoint.id(), endpoint));
			return new Moment(pool, endpoints, taken);
		}

	}

}
