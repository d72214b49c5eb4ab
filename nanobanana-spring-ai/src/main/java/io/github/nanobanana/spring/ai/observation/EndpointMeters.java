package io.github.nanobanana.spring.ai.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.EndpointCounts;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.observation.NanoBananaMeterDocumentation.EndpointTag;

/**
 * The meters of one endpoint in one registry, which go when the endpoint goes.
 */
final class EndpointMeters {

	private final MeterRegistry registry;

	private final Function<String, @Nullable EndpointSnapshot> endpoints;

	private final String endpoint;

	private final Tags tags;

	private final List<Meter> meters = new ArrayList<>();

	EndpointMeters(MeterRegistry registry, Function<String, @Nullable EndpointSnapshot> endpoints, String endpoint,
			Tags common) {
		this.registry = registry;
		this.endpoints = endpoints;
		this.endpoint = endpoint;
		this.tags = common.and(EndpointTag.ENDPOINT.asString(), endpoint);
	}

	void register() {
		gauge(NanoBananaMeterDocumentation.IN_FLIGHT, this.tags, EndpointSnapshot::inFlight);
		gauge(NanoBananaMeterDocumentation.OVERDUE, this.tags, EndpointSnapshot::overdue);
		gauge(NanoBananaMeterDocumentation.LIMIT, this.tags, EndpointSnapshot::cap);
		for (EndpointCondition.State state : EndpointCondition.State.values()) {
			gauge(NanoBananaMeterDocumentation.STATE, this.tags.and(EndpointTag.STATE.asString(), state.word()),
					(now) -> (EndpointCondition.of(now).state() == state) ? 1 : 0);
		}
		attempts(AttemptObservationContext.DELIVERED, EndpointCounts::successes);
		attempts(AttemptObservationContext.CANCELLED, EndpointCounts::released);
		for (FailureClass failureClass : FailureClass.values()) {
			attempts(AttemptObservationContext.name(failureClass), (counts) -> counts.failures(failureClass));
			if (failureClass.blamesEndpoint()) {
				counter(NanoBananaMeterDocumentation.EJECTIONS,
						this.tags.and(EndpointTag.CAUSE.asString(), AttemptObservationContext.name(failureClass)),
						(counts) -> counts.ejections(failureClass));
			}
		}
	}

	private void attempts(String outcome, ToDoubleFunction<EndpointCounts> count) {
		counter(NanoBananaMeterDocumentation.ATTEMPTS, this.tags.and(EndpointTag.OUTCOME.asString(), outcome), count);
	}

	private void gauge(NanoBananaMeterDocumentation meter, Tags tags, ToDoubleFunction<EndpointSnapshot> value) {
		this.meters.add(Gauge.builder(meter.getName(), () -> {
			EndpointSnapshot now = this.endpoints.apply(this.endpoint);
			return (now != null) ? value.applyAsDouble(now) : Double.NaN;
		}).tags(tags).baseUnit(meter.getBaseUnit()).description(meter.getDescription()).register(this.registry));
	}

	/** Registries hold what they count weakly: the gauges keep hold of this object. */
	private void counter(NanoBananaMeterDocumentation meter, Tags tags, ToDoubleFunction<EndpointCounts> count) {
		Tallied tally = new Tallied();
		this.meters.add(FunctionCounter.builder(meter.getName(), this, (self) -> {
			EndpointSnapshot now = self.endpoints.apply(self.endpoint);
			return (now != null) ? tally.counted(count.applyAsDouble(now.counts())) : tally.total();
		}).tags(tags).baseUnit(meter.getBaseUnit()).description(meter.getDescription()).register(this.registry));
	}

	void remove() {
		this.meters.forEach(this.registry::remove);
		this.meters.clear();
	}

	@Override
	public String toString() {
		return "EndpointMeters[%s, %d]".formatted(this.endpoint, this.meters.size());
	}

}
