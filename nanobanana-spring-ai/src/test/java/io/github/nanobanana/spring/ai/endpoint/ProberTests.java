package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * When endpoints are probed, in virtual time.
 */
class ProberTests {

	private final PoolFixture fixture = new PoolFixture(PoolFixture.endpoint("a").withProbes(true),
			PoolFixture.endpoint("b").withProbes(true), PoolFixture.endpoint("unprobed"));

	private final List<String> probed = new ArrayList<>();

	private final List<Double> moments = new ArrayList<>();

	private Mono<ProbeResult> found = Mono.just(ProbeResult.of(ProbeResult.Finding.REACHED, "answers"));

	@Test
	void proberAsksEachEndpointAtAPaceOfItsOwn() {
		prober(ProbeSettings.defaults());
		this.fixture.pass(3000);
		assertThat(this.probed).containsOnly("a", "b");
		assertThat(count("a")).isBetween(85L, 115L);
		assertThat(count("b")).isBetween(85L, 115L).isNotEqualTo(0);
		assertThat(this.moments.stream().distinct()).hasSameSizeAs(this.moments);
	}

	@Test
	void pauseIsTheIntervalSpreadByAFifth() {
		this.fixture.pool.disable("b");
		prober(ProbeSettings.defaults());
		this.fixture.pass(9000);
		double before = 0;
		for (double moment : this.moments) {
			assertThat(moment - before).isBetween(24.0, 36.0);
			before = moment;
		}
	}

	@Test
	void pauseWhenChanceIsLeastIsAFifthShorter() {
		Random least = new Random() {

			private static final long serialVersionUID = 1L;

			@Override
			public double nextDouble() {
				return 0;
			}

		};
		new Prober(this.fixture.pool, (endpoint) -> {
			this.probed.add(endpoint.id());
			return this.found;
		}, ProbeSettings.defaults(), this.fixture.time, least);
		this.fixture.pass(23.9);
		assertThat(this.probed).isEmpty();
		this.fixture.pass(0.2);
		assertThat(this.probed).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void endpointWhenItDeliveredShortlyAgoIsNotProbed() {
		this.fixture.pool.disable("b");
		prober(ProbeSettings.defaults());
		for (int i = 0; i < 10; i++) {
			this.fixture.leaseOf("a").succeeded();
			this.fixture.pass(59);
		}
		assertThat(this.probed).isEmpty();
		this.fixture.pass(100);
		assertThat(this.probed).isNotEmpty();
	}

	@Test
	void endpointWhenItCannotBeReachedIsLookedAfterMoreOften() {
		this.found = Mono.error(new IllegalStateException("refused"));
		this.fixture.pool.disable("b");
		prober(ProbeSettings.defaults());
		this.fixture.pass(100);
		assertThat(this.fixture.snapshot("a").status()).isEqualTo(EndpointStatus.EJECTED);
		assertThat(this.fixture.changes).anySatisfy((change) -> assertThat(change.words()).contains("refused"));
		this.probed.clear();
		this.fixture.pass(100);
		assertThat(count("a")).isBetween(8L, 13L);
		this.found = Mono.just(ProbeResult.of(ProbeResult.Finding.REACHED, "answers"));
		this.fixture.pass(12);
		assertThat(this.fixture.leaseOf("a").trial()).isTrue();
	}

	@Test
	void endpointWhenItCannotBeReachedIsLookedAfterSoonHoweverLongTheInterval() {
		this.fixture.pool.disable("b");
		prober(ProbeSettings.defaults().withInterval(Duration.ofHours(2)));
		this.fixture.eject("a");
		this.fixture.pass(11);
		assertThat(this.probed).containsExactly("a");
		this.fixture.pass(600);
		assertThat(count("a")).isGreaterThan(50);
	}

	@Test
	void endpointWhenDisabledIsLeftAloneAndWhenDrainedIsNot() {
		this.fixture.pool.disable("a");
		this.fixture.pool.drain("b");
		prober(ProbeSettings.defaults());
		this.fixture.pass(300);
		assertThat(this.probed).containsOnly("b");
		this.fixture.pool.enable("a");
		this.fixture.pass(40);
		assertThat(this.probed).contains("a");
	}

	@Test
	void proberFollowsTheEndpointsOfThePool() {
		Prober prober = prober(ProbeSettings.defaults());
		this.fixture.pool.update(List.of(PoolFixture.endpoint("c").withProbes(true)));
		prober.update();
		prober.update();
		this.fixture.pass(3000);
		assertThat(this.probed).containsOnly("c");
		assertThat(count("c")).isBetween(85L, 115L);
		this.fixture.pool.update(List.of(PoolFixture.endpoint("a").withProbes(true)));
		prober.update();
		this.probed.clear();
		this.fixture.pass(3000);
		assertThat(count("a")).isBetween(85L, 115L);
		assertThat(prober).asString().contains("[a]");
	}

	@Test
	void proberWhenDisposedStops() {
		Prober prober = prober(ProbeSettings.defaults());
		this.fixture.pass(100);
		assertThat(prober.isDisposed()).isFalse();
		prober.dispose();
		this.probed.clear();
		this.fixture.pass(1000);
		prober.update();
		this.fixture.pass(1000);
		assertThat(this.probed).isEmpty();
		assertThat(prober.isDisposed()).isTrue();
	}

	@Test
	void proberWhenIntervalIsZeroNeverAsks() {
		prober(ProbeSettings.defaults().withInterval(Duration.ZERO));
		this.fixture.pass(1000);
		assertThat(this.probed).isEmpty();
	}

	@Test
	void settingsWhenOutOfBoundsSayWhatToChange() {
		for (Duration wrong : List.of(Duration.ofMillis(999), Duration.ofDays(1).plusMillis(1),
				Duration.ofMillis(-1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> ProbeSettings.defaults().withInterval(wrong))
				.withMessageContaining("use 1 s to 1 day, or 0");
		}
		for (Duration wrong : List.of(Duration.ZERO, Duration.ofMinutes(1).plusMillis(1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> new ProbeSettings(Duration.ofSeconds(30), wrong))
				.withMessageContaining("use 1 ms to 1 minute");
		}
		assertThat(new ProbeSettings(Duration.ofDays(1), Duration.ofMinutes(1)).enabled()).isTrue();
		assertThat(new ProbeSettings(Duration.ofSeconds(1), Duration.ofMillis(1)).enabled()).isTrue();
	}

	private long count(String id) {
		return this.probed.stream().filter(id::equals).count();
	}

	private Prober prober(ProbeSettings settings) {
		long start = this.fixture.time.now(TimeUnit.NANOSECONDS);
		return new Prober(this.fixture.pool, (endpoint) -> {
			this.probed.add(endpoint.id());
			this.moments.add((this.fixture.time.now(TimeUnit.NANOSECONDS) - start) / 1e9);
			return this.found;
		}, settings, this.fixture.time, new Random(3));
	}

}
