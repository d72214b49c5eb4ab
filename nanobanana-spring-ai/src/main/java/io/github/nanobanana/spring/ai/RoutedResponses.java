package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;

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

	private RoutedResponses() {
	}

	/** The other model's response, with what went before. */
	static ImageResponse instead(ImageResponse response, Shortfall missing, List<String> notes) {
		ImageResponse told = told(response, notes, missing.stay());
		told.getMetadata().put(RoutingImageModel.EARLIER_FAILURES, missing.goOn());
		return told;
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
						plus(about.getUsage(), second.getMetadata().getUsage()), about.model(),
						allNotes.stream().distinct().toList(), failures));
		response.getMetadata().put(RoutingImageModel.EARLIER_FAILURES, missing.goOn());
		return response;
	}

	/** The response with further notes. */
	static ImageResponse told(ImageResponse response, List<String> notes) {
		return told(response, notes, List.of());
	}

	private static ImageResponse told(ImageResponse response, List<String> notes, List<RelayFailure> failures) {
		ImageResponseMetadata metadata = response.getMetadata();
		if (metadata instanceof NanoBananaImageResponseMetadata own) {
			return new ImageResponse(response.getResults(), new NanoBananaImageResponseMetadata(own.getCreated(),
					own.getUsage(), own.model(), joined(own.getNotes(), notes), joined(failures, own.getFailures())));
		}
		metadata.put(NanoBananaImageResponseMetadata.NOTES, notes);
		metadata.put(NanoBananaImageResponseMetadata.FAILURES, failures);
		return response;
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
