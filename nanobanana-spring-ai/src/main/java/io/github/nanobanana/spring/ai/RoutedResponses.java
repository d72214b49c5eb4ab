package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
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
		List<ImageGeneration> pictures = joined(first.getResults(), second.getResults());
		List<String> allNotes = notes;
		List<RelayFailure> failures = List.of();
		if (second.getMetadata() instanceof NanoBananaImageResponseMetadata more) {
			allNotes = joined(notes, more.getNotes());
			failures = more.getFailures();
		}
		return of(pictures, first, metadata(second).getUsage(), missing, allNotes, failures);
	}

	/** The first model's pictures alone, with the other's failures as far as known. */
	static ImageResponse notCompleted(ImageResponse first, Shortfall missing, List<RelayFailure> failures,
			String note) {
		return of(first.getResults(), first, null, missing, List.of(note), failures);
	}

	private static ImageResponse of(List<ImageGeneration> pictures, ImageResponse first, @Nullable Usage moreUsage,
			Shortfall missing, List<String> moreNotes, List<RelayFailure> failures) {
		NanoBananaImageResponseMetadata about = (NanoBananaImageResponseMetadata) first.getMetadata();
		ImageResponseMetadata metadata = new NanoBananaImageResponseMetadata(about.getCreated(),
				plus(about.getUsage(), moreUsage), about.model(),
				joined(about.getNotes(), moreNotes).stream().distinct().toList(), joined(missing.stay(), failures));
		metadata.put(RoutingImageModel.EARLIER_FAILURES, joined(earlier(about), missing.goOn()));
		return new ImageResponse(pictures, metadata);
	}

	private static ImageResponse told(ImageResponse response, List<String> notes, List<RelayFailure> failures,
			List<RelayFailure> earlier) {
		ImageResponseMetadata metadata = metadata(response);
		if (metadata instanceof NanoBananaImageResponseMetadata own) {
			metadata = new NanoBananaImageResponseMetadata(own.getCreated(), own.getUsage(), own.model(),
					joined(own.getNotes(), notes), joined(failures, own.getFailures()));
			metadata.put(RoutingImageModel.EARLIER_FAILURES, joined(earlier, earlier(own)));
		}
		else {
			put(metadata, NanoBananaImageResponseMetadata.NOTES, notes);
			put(metadata, NanoBananaImageResponseMetadata.FAILURES, failures);
			put(metadata, RoutingImageModel.EARLIER_FAILURES, earlier);
		}
		return new ImageResponse(response.getResults(), metadata);
	}

	/** A router behind this one has told some already. */
	private static List<RelayFailure> earlier(NanoBananaImageResponseMetadata metadata) {
		return metadata.getOrDefault(RoutingImageModel.EARLIER_FAILURES, List.of());
	}

	/** Pictures are paid for: no provider's idea of metadata may lose them. */
	private static void put(ImageResponseMetadata metadata, String key, List<?> value) {
		try {
			metadata.put(key, value);
		}
		catch (RuntimeException ex) {
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

	private static Usage plus(@Nullable Usage first, @Nullable Usage second) {
		if (second == null || second instanceof EmptyUsage) {
			return (first != null) ? first : new EmptyUsage();
		}
		return (first == null || first instanceof EmptyUsage) ? second
				: new DefaultUsage(plus(first.getPromptTokens(), second.getPromptTokens()),
						plus(first.getCompletionTokens(), second.getCompletionTokens()),
						plus(first.getTotalTokens(), second.getTotalTokens()), null);
	}

	/** Other providers leave counts out. */
	private static int plus(@Nullable Integer first, @Nullable Integer second) {
		return ((first != null) ? first : 0) + ((second != null) ? second : 0);
	}

}
