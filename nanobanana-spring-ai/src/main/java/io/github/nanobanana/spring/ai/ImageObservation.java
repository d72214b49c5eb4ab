package io.github.nanobanana.spring.ai;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.github.nanobanana.spring.ai.relay.RelayException;

/**
 * The observation of one image, which ends once, whatever happens. Whoever watches must
 * not cost a picture that is paid for: what handlers throw is logged, and so are classes
 * and methods that they miss.
 */
final class ImageObservation {

	private static final ImageObservation NONE = new ImageObservation(Observation.NOOP, ObservationRegistry.NOOP, null,
			null);

	private static final Log logger = LogFactory.getLog(ImageObservations.class);

	private final Observation observation;

	private final ObservationRegistry registry;

	private final @Nullable ImageModelObservationContext context;

	private final @Nullable ImageRequest request;

	/** Of a stream: how its versions have ended so far. */
	private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	ImageObservation(Observation observation, ObservationRegistry registry,
			@Nullable ImageModelObservationContext context, @Nullable ImageRequest request) {
		this.observation = observation;
		this.registry = registry;
		this.context = context;
		this.request = request;
	}

	/** The observation of a call that nobody watches. */
	static ImageObservation none() {
		return NONE;
	}

	/** Runs a call from beginning to end, as the observation of this thread. */
	ImageResponse observe(Supplier<ImageResponse> call) {
		if (this.context == null) {
			return call.get();
		}
		Observation.Scope before = this.registry.getCurrentObservationScope();
		Observation.Scope scope = openScope(before);
		try {
			ImageResponse response = call.get();
			this.context.setResponse(response);
			return response;
		}
		catch (RuntimeException ex) {
			failed(ex);
			throw ex;
		}
		finally {
			closeScope(scope, before);
			stop();
		}
	}

	private Observation.Scope openScope(Observation.@Nullable Scope before) {
		try {
			return this.observation.openScope();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("An image could not be observed", ex);
			Observation.Scope halfOpen = this.registry.getCurrentObservationScope();
			if (halfOpen != null && halfOpen != before) {
				closeScope(halfOpen, before);
			}
			return Observation.Scope.NOOP;
		}
	}

	/**
	 * Leaves the thread as it was found, even if a handler throws: the scope of an image
	 * that has ended must not be the parent of what the thread does next.
	 */
	private void closeScope(Observation.Scope scope, Observation.@Nullable Scope before) {
		guarded(scope::close);
		if (this.registry.getCurrentObservationScope() != before) {
			this.registry.setCurrentObservationScope(before);
		}
	}

	/** Remembers how a version of a stream ends. */
	Mono<DeliveredVersion> watched(Mono<DeliveredVersion> version) {
		return (this.context == null) ? version
				: version.doOnNext((delivered) -> this.outcomes.add(Outcome.delivered(delivered)))
					.doOnError(RelayException.class, (failed) -> this.outcomes.add(Outcome.failed(failed)));
	}

	/** Makes this the observation of everything upstream. */
	Context into(Context view) {
		return (this.context == null) ? view : view.put(ObservationThreadLocalAccessor.KEY, this.observation);
	}

	void failed(Throwable error) {
		guarded(() -> this.observation.error(error));
	}

	/**
	 * Ends the observation, if it has not ended. The response of a stream is the whole of
	 * what was delivered.
	 */
	void stop() {
		if (this.context != null && this.ended.compareAndSet(false, true)) {
			guarded(this::fill);
			guarded(this.observation::stop);
		}
	}

	private void fill() {
		if (this.context != null && this.request != null
				&& this.outcomes.stream().anyMatch((outcome) -> outcome.version() != null)) {
			this.context.setResponse(Responses.of(this.request, this.outcomes));
		}
	}

	private static void guarded(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("An image could not be observed", ex);
		}
	}

	@Override
	public String toString() {
		return "ImageObservation[" + this.observation + "]";
	}

}
