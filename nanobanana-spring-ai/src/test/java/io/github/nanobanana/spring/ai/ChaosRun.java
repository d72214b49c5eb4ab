package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RelayFailure;
import io.github.nanobanana.spring.ai.relay.dialect.ChatDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings;
import io.github.nanobanana.spring.ai.relay.dialect.OpenAiDialect;

/**
 * Four relays in bad weather, one model over them and many callers at once. Calls come in
 * rounds: when no endpoint can be asked any more, or after {@value #ROUND} calls, all
 * calls end and so much time passes that every endpoint may be asked again.
 */
final class ChaosRun implements AutoCloseable {

	static final long MAX_RESPONSE = 1 << 20;

	/**
	 * A probe would take strikes that are meant for calls, and its time is too short
	 * here.
	 */
	private static final ProbeSettings NO_PROBES = ProbeSettings.defaults().withInterval(Duration.ZERO);

	private static final int ROUND = 300;

	private static final int CALLERS = 16;

	/** Of all relays together. */
	private static final int PLACES = 4 * ChaosRelay.PLACES;

	/** So many calls in a row without an endpoint end a round. */
	private static final int DRY = 6;

	/** Longer than any rest of an endpoint, an account or a model. */
	private static final Duration REST = Duration.ofMinutes(11);

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final long seed;

	private final QuickClock clock = new QuickClock();

	private final List<ChaosRelay> relays;

	private final ChaosWeather weather;

	private final NanoBananaImageModel model;

	private final ExecutorService runners = Executors.newFixedThreadPool(PLACES,
			(task) -> new Thread(task, "chaos-runner"));

	private final Scheduler callers = Schedulers.newBoundedElastic(256, 10_000, "chaos-caller", 60, true);

	private final List<ChaosCall> calls = Collections.synchronizedList(new ArrayList<>());

	ChaosRun(long seed) {
		this.seed = seed;
		this.relays = relays(seed, this.clock);
		this.weather = new ChaosWeather(this.relays, seed);
		this.model = NanoBananaImageModel.builder()
			.endpoints(this.relays.stream().map(ChaosRelay::endpoint).toList())
			.maxResponseSize(MAX_RESPONSE)
			.probes(NO_PROBES)
			.timer(this.clock)
			.build();
	}

	/** Declarations stay, dialects are dealt by the seed; one of five stays away. */
	private static List<ChaosRelay> relays(long seed, QuickClock clock) {
		List<FailedCalls> declared = List.of(FailedCalls.FREE, FailedCalls.CHARGED, FailedCalls.UNKNOWN,
				FailedCalls.FREE);
		List<RelayDialect> dialects = new ArrayList<>(
				List.of(new GptBestDialect(), new GptBestDialect(ImagesSettings.gptBest().mutate().async(true).build()),
						new OpenAiDialect(ImagesSettings.openAi().mutate().seed(true).tierField("image_size").build()),
						new GeminiDialect(), new ChatDialect(true)));
		Collections.shuffle(dialects, new Random(seed));
		return IntStream.range(0, declared.size())
			.mapToObj((i) -> ChaosRelay.start("relay-" + i + "-" + declared.get(i), declared.get(i), dialects.get(i),
					clock))
			.toList();
	}

	/**
	 * Makes calls in bad weather until so many have found an endpoint and everything was
	 * met, within bounds.
	 */
	void storm(int enough, BooleanSupplier everythingMet, int mostRounds) {
		for (int i = 0; i < mostRounds && (heard() < enough || !everythingMet.getAsBoolean()); i++) {
			if (heard() >= enough / 2) {
				this.weather.hunt();
			}
			round();
			this.weather.clear();
			this.clock.leap(REST);
		}
	}

	private void round() {
		AtomicInteger left = new AtomicInteger(ROUND);
		AtomicInteger dry = new AtomicInteger();
		inParallel(CALLERS, () -> {
			while (dry.get() < DRY && left.getAndDecrement() > 0) {
				this.weather.stir();
				ChaosCall call = started((number) -> ChaosPlan.of(this.seed, number));
				Duration patience = call.plan().cancelAfter();
				make(call, (patience != null) ? Mono.delay(patience) : Mono.never());
				dry.set(call.foundNoEndpoint() ? dry.get() + 1 : 0);
			}
		}).join();
	}

	private CompletableFuture<Void> inParallel(int times, Runnable task) {
		return CompletableFuture.allOf(IntStream.range(0, times)
			.mapToObj((i) -> CompletableFuture.runAsync(task, this.runners))
			.toArray(CompletableFuture[]::new));
	}

	private void make(ChaosCall call, Mono<?> givenUp) {
		call.make(this.model, this.callers, givenUp);
	}

	private ChaosCall started(IntFunction<ChaosPlan> plan) {
		synchronized (this.calls) {
			ChaosCall call = new ChaosCall(plan.apply(this.calls.size()));
			this.calls.add(call);
			return call;
		}
	}

	/** The calls that found an endpoint to ask. */
	long heard() {
		synchronized (this.calls) {
			return this.calls.stream().filter((call) -> !call.foundNoEndpoint()).count();
		}
	}

	/** The kinds of failures that were told so far, of earlier attempts, too. */
	Set<FailureKind> kinds() {
		synchronized (this.calls) {
			return this.calls.stream()
				.flatMap((call) -> Stream.concat(call.failures().stream(), call.earlier().stream()))
				.map(RelayFailure::kind)
				.collect(Collectors.toCollection(() -> EnumSet.noneOf(FailureKind.class)));
		}
	}

	/**
	 * In calm weather calls are delivered again, until every endpoint takes all it can.
	 */
	boolean recovers(int mostTimes) {
		for (int i = 0; i < mostTimes && !allPlacesAreOffered(); i++) {
			inParallel(2, () -> make(started((number) -> ChaosPlan.calm(number, PLACES / 2)), Mono.never())).join();
		}
		return allPlacesAreOffered();
	}

	private boolean allPlacesAreOffered() {
		return this.model.endpoints()
			.snapshot()
			.endpoints()
			.stream()
			.allMatch((endpoint) -> endpoint.usable() && endpoint.maskedModels().isEmpty()
					&& endpoint.cap() == ChaosRelay.PLACES);
	}

	/**
	 * Takes every place of every endpoint at the same time, which fails if a single
	 * connection or lease was not given back, and lets go of all of them.
	 */
	boolean everyPlaceCanBeTaken() {
		List<Misbehaviour> hangs = new ArrayList<>();
		for (ChaosRelay relay : this.relays) {
			Misbehaviour hang = Misbehaviour.hang();
			relay.simulator().always(hang);
			hangs.add(hang);
		}
		CompletableFuture<Boolean> end = new CompletableFuture<>();
		CompletableFuture<Void> all = inParallel(PLACES,
				() -> make(started((number) -> ChaosPlan.calm(number, 1)), Mono.fromFuture(end, true)));
		boolean taken = becomesTrue(() -> IntStream.range(0, hangs.size())
			.allMatch((i) -> this.relays.get(i).simulator().strikes(hangs.get(i)) == ChaosRelay.PLACES));
		end.complete(taken);
		all.join();
		this.weather.clear();
		return taken;
	}

	boolean everyLeaseIsSettled() {
		return becomesTrue(() -> this.model.endpoints()
			.snapshot()
			.endpoints()
			.stream()
			.allMatch((endpoint) -> endpoint.inFlight() == 0));
	}

	/** To be asked when no call is under way any more: the books are final then. */
	ChaosAudit audit() {
		this.relays.forEach((relay) -> relay.simulator().awaitIdle(PATIENCE));
		return new ChaosAudit(this.seed, List.copyOf(this.calls), new ChaosLedger(this.relays));
	}

	void closeModel() {
		this.model.close();
	}

	boolean everyConnectionIsClosed() {
		return becomesTrue(() -> this.relays.stream().allMatch((relay) -> relay.simulator().openConnections() == 0));
	}

	private static boolean becomesTrue(BooleanSupplier condition) {
		return Boolean.TRUE.equals(Mono.fromSupplier(condition::getAsBoolean)
			.filter((holds) -> holds)
			.repeatWhenEmpty((again) -> again.delayElements(Duration.ofMillis(5)))
			.timeout(PATIENCE, Mono.just(false))
			.block());
	}

	ChaosWeather weather() {
		return this.weather;
	}

	List<ChaosRelay> relays() {
		return this.relays;
	}

	@Override
	public void close() {
		this.weather.close();
		this.runners.shutdownNow();
		this.callers.dispose();
		this.model.close();
		this.relays.forEach((relay) -> relay.simulator().close());
		this.clock.dispose();
	}

	@Override
	public String toString() {
		return "ChaosRun[seed=" + this.seed + ", " + this.model + "]";
	}

}
