package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;

import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.observation.NanoBananaMeterDocumentation;
import io.github.nanobanana.spring.ai.observation.NanoBananaMeterDocumentation.EndpointTag;
import io.github.nanobanana.spring.ai.observation.NanoBananaMeterDocumentation.PictureTag;
import io.github.nanobanana.spring.ai.relay.FailureKind;

/**
 * Counts pictures, their bytes and prices when the observation of an image ends, and what
 * may have been charged for nothing when that of an attempt does. No tag comes from a
 * relay: what a relay calls its models could be anything.
 */
final class PictureMeterObservationHandler implements ObservationHandler<Observation.Context> {

	/** Models that are told apart. */
	static final int MOST_MODELS = 100;

	static final String OTHER = "other";

	private static final String NONE = "none";

	/** Every way in which an attempt without a picture may have been charged. */
	private static final List<String> LOSSES = Stream
		.concat(Arrays.stream(FailureKind.values())
			.filter((kind) -> kind.mayHaveBeenCharged(FailedCalls.CHARGED))
			.map((kind) -> kind.name().toLowerCase(Locale.ROOT)), Stream.of(AttemptObservationContext.CANCELLED))
		.toList();

	private final MeterRegistry registry;

	private final Set<String> models = ConcurrentHashMap.newKeySet();

	/** Those whose losses are counted from 0 on. */
	private final Set<String> endpoints = ConcurrentHashMap.newKeySet();

	PictureMeterObservationHandler(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ImageModelObservationContext || context instanceof AttemptObservationContext;
	}

	/**
	 * Counts the losses of an endpoint from 0 on. To Prometheus a counter that is born at
	 * 1 has not risen, and the first loss would be in no rate and ring no alert.
	 */
	void expectLosses(String endpoint) {
		if (this.endpoints.add(endpoint)) {
			LOSSES.forEach((failure) -> lost(endpoint, failure, 0));
		}
	}

	@Override
	public void onStart(Observation.Context context) {
		if (context instanceof AttemptObservationContext attempt) {
			expectLosses(attempt.getEndpoint());
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		if (context instanceof AttemptObservationContext attempt && attempt.isMaybeCharged()) {
			String failure = attempt.getFailure();
			lost(attempt.getEndpoint(), (failure != null) ? failure : attempt.getOutcome(), 1);
		}
		if (context instanceof ImageModelObservationContext image && image.getResponse() != null) {
			ImageOptions asked = image.getRequest().getOptions();
			delivered((asked != null) ? asked.getModel() : null, image.getResponse());
		}
	}

	private void lost(String endpoint, String failure, int attempts) {
		count(NanoBananaMeterDocumentation.LOSSES,
				tags(EndpointTag.ENDPOINT.asString(), endpoint, PictureTag.FAILURE.asString(), failure), attempts);
	}

	/** An answer with several pictures is one call, and paid for once. */
	private void delivered(@Nullable String asked, ImageResponse response) {
		List<NanoBananaImageGenerationMetadata> ours = response.getResults()
			.stream()
			.map(ImageGeneration::getMetadata)
			.filter(NanoBananaImageGenerationMetadata.class::isInstance)
			.map(NanoBananaImageGenerationMetadata.class::cast)
			.toList();
		if (ours.isEmpty()) {
			return;
		}
		String model = known(asked);
		Set<String> paid = new HashSet<>();
		for (NanoBananaImageGenerationMetadata picture : ours) {
			delivered(model, picture, paid.add(picture.callId()));
		}
	}

	private void delivered(String model, NanoBananaImageGenerationMetadata picture, boolean first) {
		Tags endpoint = tags(EndpointTag.ENDPOINT.asString(), picture.endpoint(), PictureTag.TIER.asString(),
				picture.imageSize());
		Tags priced = endpoint.and(PictureTag.MODEL.asString(), model);
		count(NanoBananaMeterDocumentation.PICTURES, priced.and(PictureTag.DIALECT.asString(), picture.dialect()), 1);
		if (picture.bytes() != null) {
			NanoBananaMeterDocumentation size = NanoBananaMeterDocumentation.PICTURE_SIZE;
			DistributionSummary.builder(size.getName())
				.tags(endpoint)
				.baseUnit(size.getBaseUnit())
				.description(size.getDescription())
				.register(this.registry)
				.record(picture.bytes());
		}
		if (first && picture.price() != null) {
			count(NanoBananaMeterDocumentation.COST, priced, picture.price().doubleValue());
		}
	}

	private void count(NanoBananaMeterDocumentation meter, Tags tags, double amount) {
		Counter.builder(meter.getName())
			.tags(tags)
			.baseUnit(meter.getBaseUnit())
			.description(meter.getDescription())
			.register(this.registry)
			.increment(amount);
	}

	private String known(@Nullable String model) {
		if (model == null) {
			return NONE;
		}
		return (this.models.contains(model) || (this.models.size() < MOST_MODELS && this.models.add(model))) ? model
				: OTHER;
	}

	private static Tags tags(String key, String value, String otherKey, @Nullable String otherValue) {
		return Tags.of(key, value, otherKey, (otherValue != null) ? otherValue : NONE);
	}

	@Override
	public String toString() {
		return "PictureMeterObservationHandler" + this.models;
	}

}
