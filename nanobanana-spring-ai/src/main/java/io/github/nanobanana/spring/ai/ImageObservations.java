package io.github.nanobanana.spring.ai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation;

/**
 * Starts Spring AI's observation of an image, and nothing at all where nobody watches.
 */
final class ImageObservations {

	private static final ImageModelObservationConvention DEFAULT_CONVENTION = new ResponseObservationConvention();

	private static final Log logger = LogFactory.getLog(ImageObservations.class);

	private final ObservationRegistry registry;

	private final @Nullable ImageModelObservationConvention convention;

	/**
	 * Observations in a registry.
	 * @param registry where they are recorded
	 * @param convention names and tags them; if {@code null}, one that also tells model
	 * and usage of the response
	 */
	ImageObservations(ObservationRegistry registry, @Nullable ImageModelObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Starts the observation of a request.
	 * @param parent the observation that it belongs to; if {@code null}, the one of the
	 * thread
	 */
	ImageObservation start(ImageRequest request, @Nullable Observation parent) {
		if (this.registry.isNoop()) {
			return ImageObservation.none();
		}
		try {
			ImageModelObservationContext context = ImageModelObservationContext.builder()
				.imagePrompt(request.merged())
				.provider(NanoBananaImageModel.PROVIDER)
				.build();
			Observation observation = ImageModelObservationDocumentation.IMAGE_MODEL_OPERATION
				.observation(this.convention, DEFAULT_CONVENTION, () -> context, this.registry);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			return new ImageObservation(observation.start(), this.registry, context, request);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("An image could not be observed", ex);
			return ImageObservation.none();
		}
	}

	@Override
	public String toString() {
		return "ImageObservations[" + this.registry + "]";
	}

}
