package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.model.StreamingModel;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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

	private final LazyPictureEngine engine;

	private final ImageOptionsResolver resolver = new ImageOptionsResolver(ModelAliases.defaults());

	private final NanoBananaImageOptions defaultOptions;

	private final ImageObservations observations;

	NanoBananaImageModel(PictureEngineSettings engine, NanoBananaImageModelBuilder settings) {
		this.engine = new LazyPictureEngine(engine);
		this.defaultOptions = settings.defaultOptions;
		this.observations = new ImageObservations(settings.observationRegistry, settings.observationConvention);
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
		PictureEngine pictures = this.engine.get();
		ImageObservation observation = this.observations.start(request, null);
		return observation.observe(() -> pictures.await(request,
				pictures.count(together(request, pictures)).contextWrite(observation::into)));
	}

	/**
	 * Makes the pictures and delivers each as it arrives.
	 * @param prompt the text, and options that replace the configured ones where set
	 * @return one response for each picture; if some fail, the first failure comes after
	 * the last picture, with the others suppressed. Each subscription asks, and pays,
	 * anew; cancelling closes the connections. While anybody watches, the observation of
	 * the stream keeps its pictures until it ends
	 */
	@Override
	public Flux<ImageResponse> stream(ImagePrompt prompt) {
		return Flux.defer(() -> this.engine.mayBeGotHere() ? counted(prompt, this.engine.get())
				: Mono.fromCallable(this.engine::get)
					.subscribeOn(Schedulers.boundedElastic())
					.flatMapMany((pictures) -> counted(prompt, pictures)));
	}

	private Flux<ImageResponse> counted(ImagePrompt prompt, PictureEngine pictures) {
		return pictures.count(stream(prompt, pictures));
	}

	private Flux<ImageResponse> stream(ImagePrompt prompt, PictureEngine pictures) {
		return Flux.deferContextual((view) -> {
			ImageRequest request = request(prompt);
			Observation parent = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			ImageObservation observation = this.observations.start(request, parent);
			return pictures.versions(request)
				.flatMapIterable(Function.identity())
				.flatMapDelayError(observation::watched, request.count(), 1)
				.map((version) -> Responses.of(request, version))
				.onErrorMap(Exceptions::isMultiple, Responses::first)
				.doOnError(observation::failed)
				.doOnTerminate(observation::stop)
				.doFinally((signal) -> observation.stop())
				.contextWrite(observation::into);
		});
	}

	private ImageRequest request(ImagePrompt prompt) {
		return ImageRequest.of(prompt, this.resolver.resolve(prompt.getOptions(), this.defaultOptions));
	}

	private Mono<ImageResponse> together(ImageRequest request, PictureEngine pictures) {
		return pictures.versions(request)
			.flatMap(NanoBananaImageModel::outcomes)
			.map((outcomes) -> Responses.of(request, outcomes));
	}

	/**
	 * Side by side, and told in the order of their seeds; a single one needs no merging.
	 */
	private static Mono<List<Outcome>> outcomes(List<Mono<DeliveredVersion>> versions) {
		return (versions.size() == 1) ? outcome(versions.get(0)).map(List::of)
				: Flux.fromIterable(versions)
					.flatMapSequential(NanoBananaImageModel::outcome, versions.size(), 1)
					.collectList();
	}

	private static Mono<Outcome> outcome(Mono<DeliveredVersion> version) {
		return version.map(Outcome::delivered)
			.onErrorResume(RelayException.class, (failed) -> Mono.just(Outcome.failed(failed)));
	}

	/**
	 * The endpoints behind this model, to be looked at and changed.
	 * @return the endpoints
	 */
	public NanoBananaEndpoints endpoints() {
		return this.engine.get().endpoints();
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
		this.engine.close();
	}

	/**
	 * Ends the model as {@link #close()} does, without blocking.
	 * @return refuses further calls when it is subscribed to, and completes when those
	 * under way have ended or the shutdown timeout has; all subscribers see the same end
	 */
	public Mono<Void> closeLater() {
		return Mono.defer(this.engine::closeLater);
	}

	/**
	 * Waits for calls without ending the model, for instance before its threads or the
	 * process are halted for a while, and then closes the connections to relays that no
	 * call is using. Further calls are not refused.
	 * @return completes, for each subscriber anew, when no call is under way or the
	 * shutdown timeout has passed
	 */
	public Mono<Void> whenIdle() {
		return Mono.defer(this.engine::idle);
	}

	@Override
	public String toString() {
		return "NanoBananaImageModel[" + this.engine + "]";
	}

}
