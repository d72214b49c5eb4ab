package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.model.observation.ModelUsageMetricsGenerator;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;

/**
 * Counts the tokens of our images in {@code gen_ai.client.token.usage}, as Spring AI does
 * for chat and embeddings.
 */
final class ImageTokenMeterObservationHandler implements ObservationHandler<ImageModelObservationContext> {

	private final MeterRegistry registry;

	ImageTokenMeterObservationHandler(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ImageModelObservationContext image
				&& NanoBananaImageModel.PROVIDER.equals(image.getOperationMetadata().provider());
	}

	@Override
	public void onStop(ImageModelObservationContext context) {
		ImageResponse response = context.getResponse();
		Usage usage = (response != null) ? response.getMetadata().getUsage() : null;
		if (usage != null && !(usage instanceof EmptyUsage)) {
			ModelUsageMetricsGenerator.generate(usage, context, this.registry);
		}
	}

	@Override
	public String toString() {
		return "ImageTokenMeterObservationHandler";
	}

}
