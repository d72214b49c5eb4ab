package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImageResponse;

import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * The pictures that a model failed to bring, told apart by whether another may be asked
 * for them.
 *
 * @param goesOn whether another may be asked for any
 * @param count for how many, or {@code null} for as many as the prompt asks for
 * @param goOn the failures after which another may be asked, as far as they are known
 * @param stay the failures after which none may
 */
record Shortfall(boolean goesOn, @Nullable Integer count, List<RelayFailure> goOn, List<RelayFailure> stay) {

	/** What is missing after a call that brought nothing. */
	static Shortfall of(RuntimeException failure, Predicate<RuntimeException> goOnAfter) {
		return (failure instanceof RelayException relay) ? of(versions(relay), goOnAfter)
				: new Shortfall(goOnAfter.test(failure), null, List.of(), List.of());
	}

	/** What is missing in a response. */
	static Shortfall of(ImageResponse response, Predicate<RuntimeException> goOnAfter) {
		return (response.getMetadata() instanceof NanoBananaImageResponseMetadata metadata)
				? of(metadata.getFailures().stream().map((failure) -> RelayException.of(failure, null)).toList(),
						goOnAfter)
				: of(List.of(), goOnAfter);
	}

	private static Shortfall of(List<RelayException> failures, Predicate<RuntimeException> goOnAfter) {
		List<RelayFailure> goOn = new ArrayList<>();
		List<RelayFailure> stay = new ArrayList<>();
		failures.forEach((failed) -> (goOnAfter.test(failed) ? goOn : stay).add(failed.failure()));
		return new Shortfall(!goOn.isEmpty(), goOn.size(), List.copyOf(goOn), List.copyOf(stay));
	}

	/**
	 * One failure for each picture that was asked for: suppressed ones of the same call
	 * are earlier attempts for the same picture.
	 */
	private static List<RelayException> versions(RelayException first) {
		List<RelayException> versions = new ArrayList<>(List.of(first));
		for (Throwable suppressed : first.getSuppressed()) {
			if (suppressed instanceof RelayException other
					&& !other.failure().callId().equals(first.failure().callId())) {
				versions.add(other);
			}
		}
		return versions;
	}

	/** Whether pictures are missing that may have been charged. */
	boolean isPaidInPart() {
		return this.stay.stream().anyMatch(RelayFailure::mayHaveBeenCharged);
	}

	/** Why another is asked, as far as that is known. */
	String sentence() {
		return this.goOn.isEmpty() ? "The application counts the failure as free."
				: this.goOn.get(0).sentenceWithoutAddress();
	}

}
