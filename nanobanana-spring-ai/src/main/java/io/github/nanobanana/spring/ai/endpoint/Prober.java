package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Probes the endpoints of a pool from time to time, each at a pace of its own, and tells
 * the pool what was found. An endpoint that could not be reached is looked after more
 * often, since its trial call waits for it.
 */
public final class Prober implements Disposable {

	/** Longer than whatever makes a probe needless. */
	static final Duration LONG_AGO = Duration.ofDays(1);

	/** So often what could not be reached is looked after. */
	private static final Duration URGENT = Duration.ofSeconds(10);

	private static final double SPREAD = 0.2;

	private final EndpointPool pool;

	private final Function<Endpoint, Mono<ProbeResult>> probe;

	private final ProbeSettings settings;

	private final Scheduler timer;

	private final Random random;

	private final Map<String, Disposable> watches = new ConcurrentHashMap<>();

	private volatile boolean disposed;

	/**
	 * Starts to probe the endpoints of a pool, each for the first time after one
	 * interval.
	 * @param pool the pool to tell
	 * @param probe sends one probe and keeps to the time for it; an error counts as
	 * unreachable
	 * @param settings when to probe
	 * @param timer clock and timer
	 * @param random spreads the probes
	 */
	public Prober(EndpointPool pool, Function<Endpoint, Mono<ProbeResult>> probe, ProbeSettings settings,
			Scheduler timer, Random random) {
		this.pool = pool;
		this.probe = probe;
		this.settings = settings;
		this.timer = timer;
		this.random = random;
		update();
	}

	/** Begins to watch the endpoints that the pool has got since the last time. */
	public synchronized void update() {
		if (this.settings.enabled() && !this.disposed) {
			this.pool.ids().forEach((id) -> this.watches.computeIfAbsent(id, (key) -> watch(key).subscribe()));
		}
	}

	private Mono<Void> watch(String id) {
		Watch watch = new Watch(id);
		return Mono.defer(() -> Mono.delay(watch.nap(), this.timer))
			.then(Mono.defer(watch::turn))
			.repeat(() -> this.pool.probeWish(id).known())
			.then()
			.doFinally((signal) -> {
				this.watches.remove(id);
				update();
			});
	}

	private Mono<Void> look(String id) {
		Endpoint endpoint = this.pool.probeWish(id).endpoint();
		if (endpoint == null) {
			return Mono.empty();
		}
		return this.probe.apply(endpoint)
			.onErrorResume((lost) -> Mono.just(ProbeResult.of(ProbeResult.Finding.UNREACHABLE, words(lost))))
			.doOnNext((result) -> this.pool.probed(endpoint, result))
			.then();
	}

	private static String words(Throwable lost) {
		String message = lost.getMessage();
		return (message != null) ? message : lost.getClass().getSimpleName();
	}

	private Duration spread(Duration pace) {
		double factor = 1 + SPREAD * (2 * this.random.nextDouble() - 1);
		return Duration.ofNanos((long) (pace.toNanos() * factor));
	}

	/** One endpoint looked after; it may become urgent in the middle of a long pause. */
	private final class Watch {

		private final String id;

		private Duration left = spread(Prober.this.settings.interval());

		Watch(String id) {
			this.id = id;
		}

		Duration nap() {
			return (this.left.compareTo(URGENT) < 0) ? this.left : URGENT;
		}

		Mono<Void> turn() {
			this.left = this.left.minus(nap());
			boolean due = this.left.isZero() || Prober.this.pool.probeWish(this.id).urgent();
			if (!due) {
				return Mono.empty();
			}
			this.left = spread(Prober.this.settings.interval());
			return look(this.id);
		}

	}

	/** Stops all probes. */
	@Override
	public synchronized void dispose() {
		this.disposed = true;
		this.watches.values().forEach(Disposable::dispose);
	}

	@Override
	public boolean isDisposed() {
		return this.disposed;
	}

	@Override
	public String toString() {
		return "Prober[%s, %s]".formatted(this.settings, this.watches.keySet());
	}

}
