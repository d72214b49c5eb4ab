package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageResponse;
import reactor.core.Exceptions;

import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.TokenUsage;

/**
 * Makes Spring AI's response of what was delivered.
 */
final class Responses {

	private Responses() {
	}

	static ImageResponse of(ImageRequest request, DeliveredVersion version) {
		return of(request, List.of(Outcome.delivered(version)));
	}

	/**
	 * The response to all versions together.
	 * @throws RelayException the first failure, with the others suppressed, if nothing
	 * was delivered
	 */
	static ImageResponse of(ImageRequest request, List<Outcome> outcomes) {
		List<ImageGeneration> generations = new ArrayList<>();
		List<RelayException> failures = new ArrayList<>();
		List<String> notes = new ArrayList<>(request.options().generalNotes());
		Usage usage = null;
		for (Outcome outcome : outcomes) {
			DeliveredVersion version = outcome.version();
			if (version != null) {
				generations.addAll(version.generations());
				notes.addAll(version.notes());
				usage = plus(usage, version.usage());
			}
			if (outcome.failure() != null) {
				failures.add(outcome.failure());
			}
		}
		if (generations.isEmpty()) {
			throw first(failures);
		}
		return new ImageResponse(generations, new NanoBananaImageResponseMetadata(System.currentTimeMillis(),
				(usage != null) ? usage : new EmptyUsage(), request.options().model(),
				List.copyOf(new LinkedHashSet<>(notes)), failures.stream().map(RelayException::failure).toList()));
	}

	/** The first of several failures that Reactor delivers as one. */
	static Throwable first(Throwable multiple) {
		return first(Exceptions.unwrapMultiple(multiple));
	}

	private static <T extends Throwable> T first(List<T> failures) {
		T first = failures.get(0);
		failures.stream().skip(1).forEach(first::addSuppressed);
		return first;
	}

	private static @Nullable Usage plus(@Nullable Usage sum, @Nullable TokenUsage more) {
		if (more == null) {
			return sum;
		}
		if (sum == null) {
			return new DefaultUsage(more.input(), more.output(), more.total(), null);
		}
		return new DefaultUsage(sum.getPromptTokens() + more.input(), sum.getCompletionTokens() + more.output(),
				sum.getTotalTokens() + more.total(), null);
	}

}
