package io.github.nanobanana.spring.ai.observation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;

import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

/**
 * The meters of one pool in one registry, and those of its endpoints.
 */
final class PoolMeters {

	private final MeterRegistry registry;

	private final Supplier<SnapshotView.Moment> moment;

	private final Tags tags;

	/** Guarded by the lock of whoever follows. */
	private final Map<String, EndpointMeters> endpoints = new LinkedHashMap<>();

	PoolMeters(MeterRegistry registry, Supplier<SnapshotView.Moment> moment, Iterable<Tag> tags) {
		this.registry = registry;
		this.moment = moment;
		this.tags = Tags.of(tags);
	}

	void register() {
		gauge(NanoBananaMeterDocumentation.QUEUE, PoolSnapshot::waiting);
		gauge(NanoBananaMeterDocumentation.FAILOVER_BUDGET, PoolSnapshot::retryTokens);
		counter(NanoBananaMeterDocumentation.FAILOVERS, PoolSnapshot::failovers);
		counter(NanoBananaMeterDocumentation.TURNED_AWAY, PoolSnapshot::turnedAway);
	}

	private void gauge(NanoBananaMeterDocumentation meter, ToDoubleFunction<PoolSnapshot> value) {
		Gauge.builder(meter.getName(), () -> value.applyAsDouble(this.moment.get().pool()))
			.tags(this.tags)
			.baseUnit(meter.getBaseUnit())
			.description(meter.getDescription())
			.register(this.registry);
	}

	/** Registries hold what they count weakly: the gauges keep hold of this object. */
	private void counter(NanoBananaMeterDocumentation meter, ToDoubleFunction<PoolSnapshot> count) {
		FunctionCounter.builder(meter.getName(), this, (self) -> count.applyAsDouble(self.moment.get().pool()))
			.tags(this.tags)
			.baseUnit(meter.getBaseUnit())
			.description(meter.getDescription())
			.register(this.registry);
	}

	void follow(Set<String> present) {
		if (this.endpoints.keySet().equals(present)) {
			return;
		}
		for (Map.Entry<String, EndpointMeters> known : new ArrayList<>(this.endpoints.entrySet())) {
			if (!present.contains(known.getKey())) {
				known.getValue().remove();
				this.endpoints.remove(known.getKey());
			}
		}
		for (String endpoint : present) {
			if (!this.endpoints.containsKey(endpoint)) {
				EndpointMeters meters = new EndpointMeters(this.registry,
						(name) -> this.moment.get().endpoints().get(name), endpoint, this.tags);
				this.endpoints.put(endpoint, meters);
				meters.register();
			}
		}
	}

	@Override
	public String toString() {
		return "PoolMeters[%s, %s]".formatted(this.registry.getClass().getSimpleName(), this.endpoints.values());
	}

}
