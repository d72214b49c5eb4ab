package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationHandler;

import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.observation.NanoBananaMeters;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaImageAutoConfiguration;

/**
 * Auto-configuration of the meters of all image models: those of endpoints, told apart by
 * the tag {@code name}, which holds the name of the model's bean, and those of pictures
 * and tokens, which follow from observations.
 */
@AutoConfiguration(after = NanoBananaImageAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass({ NanoBananaImageModel.class, MeterBinder.class })
@ConditionalOnBean({ NanoBananaImageModel.class, MeterRegistry.class })
public final class NanoBananaMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "nanoBananaMeters")
	MeterBinder nanoBananaMeters(Map<String, NanoBananaImageModel> models) {
		return (registry) -> models
			.forEach((name, model) -> new NanoBananaMeters(() -> model.endpoints().snapshot(), Tags.of("name", name))
				.bindTo(registry));
	}

	@Bean
	@ConditionalOnMissingBean(name = "nanoBananaPictureMeters")
	PictureMeterObservationHandler nanoBananaPictureMeters(MeterRegistry registry) {
		return new PictureMeterObservationHandler(registry);
	}

	/**
	 * Before anything is lost; endpoints that come later follow with their first call.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "nanoBananaLossMeters")
	MeterBinder nanoBananaLossMeters(Map<String, NanoBananaImageModel> models,
			ObjectProvider<PictureMeterObservationHandler> pictureMeters) {
		return (registry) -> pictureMeters.ifAvailable((losses) -> models.values()
			.forEach((model) -> model.endpoints()
				.snapshot()
				.endpoints()
				.forEach((endpoint) -> losses.expectLosses(endpoint.id()))));
	}

	/** Stands back once Spring AI counts the tokens of images itself. */
	@Bean
	@ConditionalOnMissingBean(name = "nanoBananaTokenMeters")
	@ConditionalOnMissingClass("org.springframework.ai.image.observation.ImageModelMeterObservationHandler")
	ObservationHandler<ImageModelObservationContext> nanoBananaTokenMeters(MeterRegistry registry) {
		return new ImageTokenMeterObservationHandler(registry);
	}

}
