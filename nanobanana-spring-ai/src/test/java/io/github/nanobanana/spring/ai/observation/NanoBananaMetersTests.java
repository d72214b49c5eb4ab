package io.github.nanobanana.spring.ai.observation;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.github.nanobanana.spring.ai.endpoint.EndpointCounts;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.EndpointStatus;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.endpoint.PoolSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the meters of a pool tell, and how they follow its endpoints.
 */
class NanoBananaMetersTests {

	/** The rest is read from observations. */
	private static final Set<NanoBananaMeterDocumentation> ENDPOINT_METERS = EnumSet
		.range(NanoBananaMeterDocumentation.ATTEMPTS, NanoBananaMeterDocumentation.FAILOVER_BUDGET);

	private final MockClock clock = new MockClock();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private PoolSnapshot pool = Snapshots.pool(Snapshots.endpoint("a"), Snapshots.endpoint("b"));

	private int snapshots;

	private final NanoBananaMeters meters = new NanoBananaMeters(() -> {
		this.snapshots++;
		return this.pool;
	}, Tags.of("name", "pictures"), this.clock);

	@Test
	void metersAreThoseOfTheDocumentationAndNoOther() {
		this.meters.bindTo(this.registry);
		assertThat(names(this.registry)).isEqualTo(ENDPOINT_METERS.stream()
			.map(NanoBananaMeterDocumentation::getName)
			.collect(Collectors.toCollection(TreeSet::new)));
		for (NanoBananaMeterDocumentation meter : ENDPOINT_METERS) {
			List<String> tags = Stream
				.concat(Stream.of("name"), Arrays.stream(meter.getKeyNames()).map((tag) -> tag.asString()))
				.toList();
			assertThat(this.registry.get(meter.getName()).meters()).allSatisfy((registered) -> {
				assertThat(registered.getId().getType()).isEqualTo(meter.getType());
				assertThat(registered.getId().getBaseUnit()).isEqualTo(meter.getBaseUnit());
				assertThat(registered.getId().getDescription()).isEqualTo(meter.getDescription()).isNotBlank();
				assertThat(registered.getId().getTags().stream().map(Tag::getKey))
					.containsExactlyInAnyOrderElementsOf(tags);
			});
		}
	}

	@Test
	void attemptsAddUpToAllThatEnded() {
		Map<FailureClass, Long> failures = new EnumMap<>(FailureClass.class);
		for (FailureClass failureClass : FailureClass.values()) {
			failures.put(failureClass, 1L << failureClass.ordinal());
		}
		change(Snapshots.endpoint("a", new EndpointCounts(1000, failures, 500, Map.of(FailureClass.UNKNOWN, 4L))));
		this.meters.bindTo(this.registry);
		assertThat(count("nanobanana.attempts", "outcome", "unknown")).isEqualTo(1 << FailureClass.UNKNOWN.ordinal());
		assertThat(count("nanobanana.attempts", "outcome", "delivered")).isEqualTo(1000);
		assertThat(total("nanobanana.attempts")).isEqualTo(1500 + (1 << FailureClass.values().length) - 1);
		assertThat(total("nanobanana.ejections")).isEqualTo(4);
		assertThat(count("nanobanana.ejections", "cause", "unknown")).isEqualTo(4);
	}

	@Test
	void gaugesAreThoseOfTheSnapshot() {
		this.meters.bindTo(this.registry);
		assertThat(gauge("nanobanana.queue")).isEqualTo(3);
		assertThat(gauge("nanobanana.failover.budget")).isEqualTo(7.5);
		assertThat(this.registry.get("nanobanana.failovers").functionCounter().count()).isEqualTo(11);
		assertThat(this.registry.get("nanobanana.turned.away").functionCounter().count()).isEqualTo(13);
		assertThat(gauge("nanobanana.in.flight", "endpoint", "a")).isEqualTo(2);
		assertThat(gauge("nanobanana.overdue", "endpoint", "a")).isEqualTo(1);
		assertThat(gauge("nanobanana.limit", "endpoint", "a")).isEqualTo(16);
	}

	@Test
	void stateIsOneForExactlyOneState() {
		this.meters.bindTo(this.registry);
		assertThat(gauge("nanobanana.state", "endpoint", "a", "state", "ok")).isEqualTo(1);
		for (EndpointStatus status : EndpointStatus.values()) {
			change(Snapshots.endpoint(status, Duration.ZERO, Duration.ZERO, Duration.ZERO));
			assertThat(gauge("nanobanana.state", "endpoint", "a", "state",
					status.name().toLowerCase(java.util.Locale.ROOT)))
				.isEqualTo(1);
			assertThat(this.registry.get("nanobanana.state")
				.tag("endpoint", "a")
				.gauges()
				.stream()
				.mapToDouble(Gauge::value)).containsOnly(0.0, 1.0).filteredOn((value) -> value > 0).hasSize(1);
		}
	}

	@Test
	void metersWhenEndpointsChangeComeAndGo() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.meters.bindTo(this.registry);
		this.meters.bindTo(other);
		change(Snapshots.endpoint("b"), Snapshots.endpoint("c"));
		gauge("nanobanana.queue");
		for (MeterRegistry each : List.of(this.registry, other)) {
			assertThat(each.find("nanobanana.in.flight").tag("endpoint", "c").gauge()).isNotNull();
			assertThat(each.getMeters()).noneMatch((meter) -> "a".equals(meter.getId().getTag("endpoint")));
		}
		change();
		gauge("nanobanana.queue");
		assertThat(names(this.registry)).containsExactlyInAnyOrder("nanobanana.queue", "nanobanana.failovers",
				"nanobanana.turned.away", "nanobanana.failover.budget");
	}

	@Test
	void metersWhenEndpointIsGoneAndStillReadKeepTheirCountAndFail() {
		change(Snapshots.endpoint("a", new EndpointCounts(5, Map.of(), 0, Map.of())));
		this.meters.bindTo(this.registry);
		FunctionCounter attempts = this.registry.get("nanobanana.attempts")
			.tag("outcome", "delivered")
			.functionCounter();
		Gauge inFlight = this.registry.get("nanobanana.in.flight").gauge();
		assertThat(attempts.count()).isEqualTo(5);
		change();
		assertThat(attempts.count()).isEqualTo(5);
		assertThat(inFlight.value()).isNaN();
	}

	@Test
	void countsWhenEndpointStartsAnewNeverFall() {
		change(Snapshots.endpoint("a", new EndpointCounts(5, Map.of(), 0, Map.of())));
		this.meters.bindTo(this.registry);
		assertThat(count("nanobanana.attempts", "outcome", "delivered")).isEqualTo(5);
		change(Snapshots.endpoint("a", new EndpointCounts(2, Map.of(), 0, Map.of())));
		assertThat(count("nanobanana.attempts", "outcome", "delivered")).isEqualTo(7);
		assertThat(count("nanobanana.attempts", "outcome", "delivered")).isEqualTo(7);
	}

	@Test
	void snapshotIsTakenOnceForAMoment() {
		this.meters.bindTo(this.registry);
		this.registry.getMeters().forEach(Meter::measure);
		assertThat(this.snapshots).isEqualTo(1);
		this.clock.add(SnapshotView.FRESH);
		this.registry.getMeters().forEach((meter) -> meter.measure().forEach((value) -> value.getValue()));
		assertThat(this.snapshots).isEqualTo(2);
	}

	private void change(EndpointSnapshot... endpoints) {
		this.pool = Snapshots.pool(endpoints);
		this.clock.add(SnapshotView.FRESH);
	}

	private double gauge(String name, String... tags) {
		return this.registry.get(name).tags(tags).gauge().value();
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).functionCounter().count();
	}

	private double total(String name) {
		return this.registry.get(name).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
	}

	private static TreeSet<String> names(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
