package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBufAllocator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.nanobanana.spring.ai.relay.FailureKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of calls over four relays that do everything wrong at random moments.
 * Whatever happens, every picture that was asked for is delivered or reported, nothing is
 * paid that was neither delivered nor reported as possibly charged, and nothing is left
 * over. {@code -Dchaos.seed=..} repeats a run's calls and weather; real sockets do the
 * rest.
 */
class ChaosTests {

	private static final Log logger = LogFactory.getLog(ChaosTests.class);

	private static final long SEED = Long.getLong("chaos.seed", 20_251_109L);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** What no relay can cause. */
	private static final Set<FailureKind> OWN = EnumSet.of(FailureKind.NOT_SPOKEN, FailureKind.REFERENCE_UNREADABLE,
			FailureKind.TOO_MANY_CALLS, FailureKind.KEY_UNAVAILABLE);

	@Test
	void callsWhenEverythingGoesWrongAreDeliveredOrReportedAndPaidOnce() {
		storm(SEED, 2_000, true);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2 })
	void callsWhenTheWeatherIsAnotherAreDeliveredOrReportedAndPaidOnce(long seed) {
		storm(seed, 300, false);
	}

	@Test
	void leakRecorderWhenBufferIsLostTells() {
		try (LeakRecorder leaks = LeakRecorder.start()) {
			ByteBufAllocator.DEFAULT.buffer(1);
			assertThat(leaks.leaks()).singleElement().asString().contains("LEAK");
		}
	}

	private static void storm(long seed, int calls, boolean untilAllIsMet) {
		ThreadWatch threads = new ThreadWatch();
		try (LeakRecorder leaks = LeakRecorder.start()) {
			try (ChaosRun run = new ChaosRun(seed)) {
				run.storm(calls, () -> !untilAllIsMet || isAllMet(run), 200);
				assertThat(run.heard()).as("seed %d: calls that found an endpoint", seed).isGreaterThanOrEqualTo(calls);
				settles(run, seed);
				audit(run, seed, calls, untilAllIsMet);
				run.closeModel();
				assertThat(run.everyConnectionIsClosed()).as("seed %d: connections closed: %s", seed, run.relays())
					.isTrue();
			}
			assertThat(leaks.leaks()).as("seed %d: buffers lost", seed).isEmpty();
		}
		assertThat(threads.leftOver(PATIENCE)).as("seed %d: threads left", seed).isEmpty();
	}

	private static void settles(ChaosRun run, long seed) {
		assertThat(run.everyLeaseIsSettled()).as("seed %d: leases settled: %s", seed, run).isTrue();
		assertThat(run.recovers(200)).as("seed %d: every endpoint takes all it can: %s", seed, run).isTrue();
		assertThat(run.everyPlaceCanBeTaken()).as("seed %d: every place can be taken: %s", seed, run).isTrue();
		assertThat(run.everyLeaseIsSettled()).as("seed %d: leases settled after all: %s", seed, run).isTrue();
	}

	private static void audit(ChaosRun run, long seed, int calls, boolean untilAllIsMet) {
		ChaosAudit audit = run.audit();
		logger.info(audit + "; " + run.weather().strikes() + " misbehaviours");
		assertThat(audit.differences()).as(audit.toString()).isEmpty();
		assertThat(audit.delivered()).as(audit.toString()).isGreaterThan(calls / 4);
		run.relays()
			.forEach((relay) -> assertThat(relay.simulator().keyLeaks()).as("seed %d: %s", seed, relay).isEmpty());
		if (untilAllIsMet) {
			assertThat(run.weather().unseen()).as("seed %d: misbehaviours never met", seed).isEmpty();
			assertThat(missing(run)).as("seed %d: failures never met", seed).isEmpty();
			assertThat(dealt(run)).as("misbehaviours in the deck").isEqualTo(ChaosDeck.factories());
		}
	}

	private static boolean isAllMet(ChaosRun run) {
		return run.weather().unseen().isEmpty() && missing(run).isEmpty();
	}

	private static Set<FailureKind> missing(ChaosRun run) {
		Set<FailureKind> missing = EnumSet.allOf(FailureKind.class);
		missing.removeAll(OWN);
		missing.removeAll(run.kinds());
		return missing;
	}

	private static Set<String> dealt(ChaosRun run) {
		return run.relays()
			.stream()
			.flatMap((relay) -> relay.deck().stream())
			.map(ChaosCard::factory)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
