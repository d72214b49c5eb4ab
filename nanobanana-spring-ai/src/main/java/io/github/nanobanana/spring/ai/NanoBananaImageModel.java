package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.DefaultImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation;
import org.springframework.ai.model.StreamingModel;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.nanobanana.spring.ai.failover.PictureOrder;
import io.github.nanobanana.spring.ai.image.PictureDownloader;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PictureStore;
import io.github.nanobanana.spring.ai.relay.RelayException;

/**
 * Spring AI's image model over one or more Nano Banana relay endpoints. Several versions
 * of a picture are asked for in parallel, one call each; a failed call goes to another
 * endpoint only where nobody can pay twice; of several pictures, those that arrived are
 * delivered. Safe for use by many threads; {@link #close()} gives the connections back.
 */
public final class NanoBananaImageModel
		implements ImageModel, StreamingModel<ImagePrompt, ImageResponse>, AutoCloseable {

	/** The provider's name in observations. */
	public static final String PROVIDER = "nanobanana";

	private static final ImageModelObservationConvention DEFAULT_CONVENTION = new DefaultImageModelObservationConvention();

	private final NanoBananaEndpoints endpoints;

	private final Duration shutdownTimeout;

	private final PictureDownloader downloader;

	private final PictureReceiver receiver;

	private final @Nullable PictureStore store;

	private final Scheduler timer;

	private final Scheduler worker;

	private final ImageOptionsResolver resolver = new ImageOptionsResolver(ModelAliases.defaults());

	private final NanoBananaImageOptions defaultOptions;

	private final ObservationRegistry observationRegistry;

	private final ImageModelObservationConvention observationConvention;

	private final CallsUnderWay calls = new CallsUnderWay();

	NanoBananaImageModel(NanoBananaEndpoints endpoints, PictureDownloader downloader,
			NanoBananaImageModelBuilder settings) {
		this.endpoints = endpoints;
		this.shutdownTimeout = settings.shutdownTimeout;
		this.downloader = downloader;
		this.receiver = new PictureReceiver(downloader, settings);
		this.store = settings.store;
		this.timer = settings.timer();
		this.worker = settings.worker();
		this.defaultOptions = settings.defaultOptions;
		this.observationRegistry = settings.observationRegistry;
		this.observationConvention = (settings.observationConvention != null) ? settings.observationConvention
				: DEFAULT_CONVENTION;
	}

	/**
	 * Starts a model.
	 * @return a builder that needs an address and a key, or endpoints
	 */
	public static NanoBananaImageModelBuilder builder() {
		return new NanoBananaImageModelBuilder();
	}

	/**
	 * Makes the pictures and waits for all of them.
	 * @param prompt the text, and options that replace the configured ones where set
	 * @return the pictures that arrived, in the order of their seeds; the metadata holds
	 * the failures of the rest and the options that were ignored
	 * @throws InvalidImageRequestException if the prompt or an option cannot be sent
	 * @throws RelayException if no picture arrived
	 * @throws IllegalStateException on an event-loop thread, which must not wait, or
	 * after {@link #close()}
	 */
	@Override
	public ImageResponse call(ImagePrompt prompt) {
		BlockingGuard.check("A picture");
		ImageRequest request = request(prompt);
		ImageModelObservationContext context = context(request);
		Observation observation = observation(context);
		return Objects.requireNonNull(observation.observe(() -> {
			ImageResponse response = Objects.requireNonNull(this.calls.count(() -> together(request))
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, observation))
				.blockLast(), "A response always arrives.");
			context.setResponse(response);
			return response;
		}));
	}

	/**
	 * Makes the pictures and delivers each as it arrives.
	 * @param prompt the text, and options that replace the configured ones where set
	 * @return one response for each picture; if some fail, the first failure comes after
	 * the last picture, with the others suppressed. Each subscription asks, and pays,
	 * anew; cancelling closes the connections
	 */
	@Override
	public Flux<ImageResponse> stream(ImagePrompt prompt) {
		return this.calls.count(() -> Flux.deferContextual((view) -> {
			ImageRequest request = request(prompt);
			Observation parent = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			Observation observation = observation(context(request)).parentObservation(parent).start();
			return versions(request).flatMapDelayError((version) -> version, request.count(), 1)
				.map((version) -> Responses.of(request, version))
				.onErrorMap(Exceptions::isMultiple, Responses::first)
				.doOnError(observation::error)
				.doFinally((signal) -> observation.stop())
				.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observation));
		}));
	}

	private ImageRequest request(ImagePrompt prompt) {
		return ImageRequest.of(prompt, this.resolver.resolve(prompt.getOptions(), this.defaultOptions));
	}

	private ImageModelObservationContext context(ImageRequest request) {
		return ImageModelObservationContext.builder().imagePrompt(request.merged()).provider(PROVIDER).build();
	}

	private Observation observation(ImageModelObservationContext context) {
		return ImageModelObservationDocumentation.IMAGE_MODEL_OPERATION.observation(this.observationConvention,
				DEFAULT_CONVENTION, () -> context, this.observationRegistry);
	}

	private Mono<ImageResponse> together(ImageRequest request) {
		return versions(request)
			.flatMapSequential(
					(version) -> version.map(Outcome::delivered)
						.onErrorResume(RelayException.class, (failed) -> Mono.just(Outcome.failed(failed))),
					request.count(), 1)
			.collectList()
			.map((outcomes) -> Responses.of(request, outcomes));
	}

	private Flux<Mono<DeliveredVersion>> versions(ImageRequest request) {
		long begun = this.timer.now(TimeUnit.NANOSECONDS);
		return ready(request).flatMapMany((whole) -> {
			Duration spent = Duration.ofNanos(this.timer.now(TimeUnit.NANOSECONDS) - begun);
			Duration left = request.options().timeout().minus(spent);
			return Flux.fromIterable(whole.versions()).map((version) -> version(whole, version, left));
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
				(intake) -> Mono.fromRunnable(intake::close).subscribeOn(this.worker));
	}

	private Mono<DeliveredVersion> version(ImageRequest request, ImageRequest.Version version, Duration timeLeft,
			PictureIntake intake) {
		return this.endpoints
			.call(new PictureOrder<>(version.id(), request.profile(),
					(endpoint) -> request.call(version, endpoint, intake), timeLeft))
			.flatMap((delivery) -> this.receiver.receive(request, delivery));
	}

	/**
	 * The endpoints behind this model, to be looked at and changed.
	 * @return the endpoints
	 */
	public NanoBananaEndpoints endpoints() {
		return this.endpoints;
	}

	/**
	 * The options that hold where a prompt sets none.
	 * @return the configured options
	 */
	public NanoBananaImageOptions getDefaultOptions() {
		return this.defaultOptions;
	}

	/**
	 * Refuses further calls, those in line too, and waits for those under way, at most
	 * for the shutdown timeout: they are paid for. What is not done by then goes on by
	 * itself as long as the process lives.
	 */
	@Override
	public void close() {
		try {
			this.endpoints.close(this.calls.close(), this.shutdownTimeout);
		}
		finally {
			this.downloader.close();
		}
	}

	@Override
	public String toString() {
		return "NanoBananaImageModel[" + this.endpoints + "]";
	}

}
