package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.ImageResponseMetadata;

import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * Responses to which two models have contributed.
 */
final class RoutedResponses {

	private static final Log logger = LogFactory.getLog(RoutingImageModel.class);

	private RoutedResponses() {
	}

	/** The other model's response, with what went before. */
	static ImageResponse instead(ImageResponse response, Shortfall missing, List<String> notes) {
		return told(response, notes, missing.stay(), missing.goOn());
	}

	/** The pictures of both. */
	static ImageResponse completed(ImageResponse first, ImageResponse second, Shortfall missing, List<String> notes) {
		NanoBananaImageResponseMetadata about = (NanoBananaImageResponseMetadata) first.getMetadata();
		List<ImageGeneration> pictures = joined(first.getResults(), second.getResults());
		List<String> allNotes = joined(about.getNotes(), notes);
		List<RelayFailure> failures = new ArrayList<>(missing.stay());
		if (second.getMetadata() instanceof NanoBananaImageResponseMetadata more) {
			allNotes = joined(allNotes, more.getNotes());
			failures.addAll(more.getFailures());
		}
		ImageResponse response = new ImageResponse(pictures,
				new NanoBananaImageResponseMetadata(about.getCreated(),
						plus(about.getUsage(), metadata(second).getUsage()), about.model(),
						allNotes.stream().distinct().toList(), failures));
		response.getMetadata().put(RoutingImageModel.EARLIER_FAILURES, missing.goOn());
		return response;
	}

	/** The response with further notes. */
	static ImageResponse told(ImageResponse response, List<String> notes) {
		return told(response, notes, List.of(), List.of());
	}

	private static ImageResponse told(ImageResponse response, List<String> notes, List<RelayFailure> failures,
			List<RelayFailure> earlier) {
		ImageResponseMetadata metadata = metadata(response);
		if (metadata instanceof NanoBananaImageResponseMetadata own) {
			metadata = new NanoBananaImageResponseMetadata(own.getCreated(), own.getUsage(), own.model(),
					joined(own.getNotes(), notes), joined(failures, own.getFailures()));
		}
		else {
			put(metadata, NanoBananaImageResponseMetadata.NOTES, notes);
			put(metadata, NanoBananaImageResponseMetadata.FAILURES, failures);
		}
		put(metadata, RoutingImageModel.EARLIER_FAILURES, earlier);
		return new ImageResponse(response.getResults(), metadata);
	}

	/** Pictures are paid for: no provider's idea of metadata may lose them. */
	private static void put(ImageResponseMetadata metadata, String key, List<?> value) {
		try {
			metadata.put(key, value);
		}
		catch (UnsupportedOperationException ex) {
			logger.debug("The response's metadata takes nothing more", ex);
		}
	}

	private static ImageResponseMetadata metadata(ImageResponse response) {
		return Objects.requireNonNullElseGet(response.getMetadata(), ImageResponseMetadata::new);
	}

	private static <T> List<T> joined(List<T> first, List<T> second) {
		List<T> joined = new ArrayList<>(first);
		joined.addAll(second);
		return joined;
	}

	private static Usage plus(Usage first, Usage second) {
		if (second instanceof EmptyUsage) {
			return first;
		}
		return (first instanceof EmptyUsage) ? second
				: new DefaultUsage(first.getPromptTokens() + second.getPromptTokens(),
						first.getCompletionTokens() + second.getCompletionTokens(),
						first.getTotalTokens() + second.getTotalTokens(), null);
	}

}
