package io.github.nanobanana.spring.ai;

import java.util.Objects;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValues;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.DefaultImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation.HighCardinalityKeyNames;

/**
 * Spring AI's own convention, with the model and the usage of the response, which Spring
 * AI 2.0 documents and does not tell.
 */
final class ResponseObservationConvention extends DefaultImageModelObservationConvention {

	@Override
	public KeyValues getHighCardinalityKeyValues(ImageModelObservationContext context) {
		KeyValues values = super.getHighCardinalityKeyValues(context);
		ImageResponse response = context.getResponse();
		return (response != null) ? usage(model(values, response), response) : values;
	}

	/** Versions may come from endpoints that name the model differently. */
	private static KeyValues model(KeyValues values, ImageResponse response) {
		String models = response.getResults()
			.stream()
			.map((generation) -> (generation.getMetadata() instanceof NanoBananaImageGenerationMetadata known)
					? known.model() : null)
			.filter(Objects::nonNull)
			.distinct()
			.sorted()
			.collect(Collectors.joining(","));
		return models.isEmpty() ? values : values.and(HighCardinalityKeyNames.RESPONSE_MODEL.withValue(models));
	}

	private static KeyValues usage(KeyValues values, ImageResponse response) {
		Usage usage = response.getMetadata().getUsage();
		if (usage == null || usage instanceof EmptyUsage) {
			return values;
		}
		return values.and(HighCardinalityKeyNames.USAGE_INPUT_TOKENS.withValue(text(usage.getPromptTokens())),
				HighCardinalityKeyNames.USAGE_OUTPUT_TOKENS.withValue(text(usage.getCompletionTokens())),
				HighCardinalityKeyNames.USAGE_TOTAL_TOKENS.withValue(text(usage.getTotalTokens())));
	}

	private static String text(Integer tokens) {
		return String.valueOf(tokens);
	}

}
