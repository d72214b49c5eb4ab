package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.nanobanana.spring.ai.failover.FailoverClient;
import io.github.nanobanana.spring.ai.failover.PictureOrder;
import io.github.nanobanana.spring.ai.image.CallerThread;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PictureStore;
import io.github.nanobanana.spring.ai.relay.RelayClient;

/**
 * The way of a request to its pictures: one call for each version, over the endpoints,
 * and each delivery received. Making one loads an HTTP client and starts the probes.
 */
final class PictureEngine {

	/** As many keys can be fetched at once on a small machine. */
	private static final int LEAST_READERS = 12;

	/**
	 * Where answers are read and keys are fetched. Not the common elastic threads:
	 * callers who block all of those would wait for work that is queued behind
	 * themselves. Reading is work for processors, so more threads would only take turns.
	 */
	private static final Scheduler WORKER = Schedulers.newBoundedElastic(
			Math.max(LEAST_READERS, 2 * Runtime.getRuntime().availableProcessors()),
			Schedulers.DEFAULT_BOUNDED_ELASTIC_QUEUESIZE, "nanobanana", 60, true);

	private final NanoBananaEndpoints endpoints;

	private final PictureDownloader downloader;

	private final PictureReceiver receiver;

	private final @Nullable PictureStore store;

	private final Duration shutdownTimeout;

	private final Scheduler timer;

	private final CallsUnderWay calls = new CallsUnderWay();

	PictureEngine(PictureEngineSettings settings) {
		this.timer = settings.timer();
		this.store = settings.store();
		this.shutdownTimeout = settings.shutdownTimeout();
		this.downloader = (settings.downloader() != null) ? settings.downloader()
				: settings.downloads().scheduler(this.timer).worker(WORKER).build();
		this.receiver = new PictureReceiver(this.downloader, settings.delivery(), settings.maxPixels(), WORKER,
				this.timer);
		FailoverClient<NanoBananaEndpoint> relays = new FailoverClient<>(settings.endpoints(),
				(endpoint) -> new RelayClient(endpoint.target(), settings.limits(), this.timer, WORKER),
				settings.failover(), this.timer, settings.endpointListener(), settings.observationRegistry());
		this.endpoints = new NanoBananaEndpoints(relays, settings.endpoints());
		try {
			settings.sources().forEach(this.endpoints::follow);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	NanoBananaEndpoints endpoints() {
		return this.endpoints;
	}

	/**
	 * A call that counts from its subscription to its end.
	 */
	<T> Mono<T> count(Mono<T> call) {
		return this.calls.count(call);
	}

	/**
	 * A call that counts from its subscription to its end.
	 */
	<T> Flux<T> count(Flux<T> call) {
		return this.calls.count(call);
	}

	/**
	 * Waits for a call. Who waits for a single picture in memory reads it, too. Several
	 * are read side by side, and a store is not written by threads that may be
	 * interrupted: that would close its files.
	 */
	<T> T await(ImageRequest request, Mono<T> call) {
		return (request.count() == 1 && this.store == null) ? CallerThread.await(call)
				: Objects.requireNonNull(call.block(), "A call brings a value or an error.");
	}

	/** The calls for the versions of a picture, none of which is under way yet. */
	Mono<List<Mono<DeliveredVersion>>> versions(ImageRequest request) {
		long begun = this.timer.now(TimeUnit.NANOSECONDS);
		return ready(request).map((whole) -> {
			Duration spent = Duration.ofNanos(this.timer.now(TimeUnit.NANOSECONDS) - begun);
			Duration left = request.options().timeout().minus(spent);
			return whole.versions().stream().map((version) -> version(whole, version, left)).toList();
		});
	}

	/**
	 * Fetches references once for all versions where an endpoint takes bytes only. Where
	 * another endpoint takes addresses, that one may succeed without.
	 */
	private Mono<ImageRequest> ready(ImageRequest request) {
		List<NanoBananaEndpoint> asked = this.endpoints.list();
		boolean bytesOnly = asked.stream().anyMatch((endpoint) -> !endpoint.takesAddresses());
		if (!bytesOnly || !request.references().hasAddresses()) {
			return Mono.just(request);
		}
		boolean addressesToo = asked.stream().anyMatch(NanoBananaEndpoint::takesAddresses);
		Duration bound = addressesToo ? request.options().timeout().dividedBy(2) : request.options().timeout();
		return request.references()
			.fetched(this.downloader)
			.timeout(bound, Mono.error(References::tooSlow), this.timer)
			.map(request::withReferences)
			.onErrorResume(InvalidImageRequestException.class,
					(failed) -> addressesToo ? Mono.just(request) : Mono.error(failed));
	}

	/** With a store, whatever ends the call also ends the drafts that it has begun. */
	private Mono<DeliveredVersion> version(ImageRequest request, ImageRequest.Version version, Duration timeLeft) {
		PictureStore keeper = this.store;
		if (keeper == null) {
			return version(request, version, timeLeft, PictureIntake.inMemory());
		}
		return Mono.usingWhen(Mono.fromSupplier(() -> PictureIntake.into(keeper)),
				(intake) -> version(request, version, timeLeft, intake),
				(intake) -> Mono.fromRunnable(intake::close).subscribeOn(WORKER));
	}

	private Mono<DeliveredVersion> version(ImageRequest request, ImageRequest.Version version, Duration timeLeft,
			PictureIntake intake) {
		return this.endpoints
			.call(new PictureOrder<>(version.id(), request.profile(),
					(endpoint) -> request.call(version, endpoint, intake), timeLeft))
			.flatMap((delivery) -> this.receiver.receive(request, delivery));
	}

	/**
	 * Completes when no call is under way, or with the shutdown timeout. Then connections
	 * that were kept for further calls are closed.
	 */
	Mono<Void> idle() {
		return this.calls.idle()
			.timeout(this.shutdownTimeout, Mono.empty(), this.timer)
			.doOnSuccess((none) -> this.endpoints.closeIdleConnections());
	}

	/**
	 * Refuses further calls, those in line too, and waits for those under way, at most
	 * for the shutdown timeout.
	 */
	void close() {
		closeLater().block(this.shutdownTimeout.plusSeconds(10));
	}

	/** The same without blocking, once it is subscribed to. */
	Mono<Void> closeLater() {
		return Mono.defer(() -> this.endpoints.close(this.calls.close(), this.shutdownTimeout))
			.doFinally((signal) -> this.downloader.close());
	}

	@Override
	public String toString() {
		return "PictureEngine[" + this.endpoints + "]";
	}

}
