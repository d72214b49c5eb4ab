package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

	/**
	 * What is missing after a call that brought nothing.
	 * @param n how many pictures the call was to bring, or {@code null} if it does not
	 * say
	 */
	static Shortfall of(RuntimeException failure, @Nullable Integer n, Predicate<RuntimeException> goOnAfter) {
		if (failure instanceof RelayException relay) {
			List<RelayException> alone = versions(relay).stream()
				.map((failed) -> RelayException.of(failed.failure(), failed.getCause()))
				.toList();
			return of(alone, (n != null) ? n : NanoBananaImageOptions.DEFAULT_N, goOnAfter);
		}
		return new Shortfall(goOnAfter.test(failure), null, List.of(), List.of());
	}

	/**
	 * What is missing in a response.
	 * @param n how many pictures it was to bring, or {@code null} if nobody said
	 */
	static Shortfall of(ImageResponse response, @Nullable Integer n, Predicate<RuntimeException> goOnAfter) {
		if (!(response.getMetadata() instanceof NanoBananaImageResponseMetadata metadata)) {
			return of(List.of(), 0, goOnAfter);
		}
		List<RelayException> failures = metadata.getFailures()
			.stream()
			.map((failure) -> RelayException.of(failure, null))
			.toList();
		return of(failures, (n != null) ? n - response.getResults().size() : failures.size(), goOnAfter);
	}

	/**
	 * A picture may have failed at several models, and each has a call of its own for it:
	 * no more are asked for than are missing, less those after which none may be.
	 */
	private static Shortfall of(List<RelayException> failures, int missing, Predicate<RuntimeException> goOnAfter) {
		List<RelayFailure> goOn = new ArrayList<>();
		List<RelayFailure> stay = new ArrayList<>();
		failures.forEach((failed) -> (goOnAfter.test(failed) ? goOn : stay).add(failed.failure()));
		int count = Math.min(goOn.size(), missing - stay.size());
		return new Shortfall(count > 0, count, List.copyOf(goOn), List.copyOf(stay));
	}

	/**
	 * The failure and those that it suppresses, one for each call: further ones of the
	 * same call are earlier attempts for the same picture.
	 */
	static List<RelayException> versions(RelayException first) {
		Map<String, RelayException> versions = new LinkedHashMap<>();
		collect(first, versions, Collections.newSetFromMap(new IdentityHashMap<>()));
		return List.copyOf(versions.values());
	}

	private static void collect(Throwable failure, Map<String, RelayException> versions, Set<Throwable> seen) {
		if (!seen.add(failure)) {
			return;
		}
		if (failure instanceof RelayException relay) {
			versions.putIfAbsent(relay.failure().callId(), relay);
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			collect(suppressed, versions, seen);
		}
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
