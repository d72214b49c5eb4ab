package io.github.nanobanana.samples.playground;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

/**
 * Why there is no picture, as pages are told it: without addresses and keys.
 *
 * @param kind a name of the failure table, or one of this class
 * @param endpoint the endpoint that was asked, or {@code null}
 * @param status the HTTP status, 0 if none came
 * @param words what the relay said, or {@code null}
 * @param requestId the relay's name for the call, or {@code null}
 * @param charged whether it may have been charged
 * @param retryAfter seconds to wait, or {@code null}
 * @param sentence the whole story in English
 */
record FailureView(String kind, @Nullable String endpoint, int status, @Nullable String words,
		@Nullable String requestId, boolean charged, @Nullable Long retryAfter, String sentence) {

	/** The request was refused on this side, before anything was sent. */
	static final String NOT_ASKED = "NOT_ASKED";

	/** The picture was made and could not be fetched. */
	static final String LOST = "LOST";

	/** Something that should not happen. */
	static final String UNEXPECTED = "UNEXPECTED";

	static FailureView of(Throwable error) {
		if (error instanceof RelayException failed) {
			return of(failed.failure());
		}
		if (error instanceof IllegalArgumentException) {
			return new FailureView(NOT_ASKED, null, 0, null, null, false, null, String.valueOf(error.getMessage()));
		}
		return new FailureView(UNEXPECTED, null, 0, null, null, true, null, "The call ended in an unexpected way: "
				+ error.getClass().getSimpleName() + ". The log of the server tells more.");
	}

	static FailureView of(RelayFailure failure) {
		Long retryAfter = (failure.retryAfter() != null) ? failure.retryAfter().toSeconds() : null;
		return new FailureView(failure.kind().name(), failure.endpoint(), failure.status(), failure.words(),
				failure.requestId(), failure.mayHaveBeenCharged(), retryAfter, failure.sentenceWithoutAddress());
	}

	/** The picture is paid for and is not here. */
	static FailureView lost(String endpoint, String sentence) {
		return new FailureView(LOST, endpoint, 0, null, null, true, null, sentence);
	}

}
