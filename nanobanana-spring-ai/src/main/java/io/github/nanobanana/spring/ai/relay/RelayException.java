package io.github.nanobanana.spring.ai.relay;

import org.jspecify.annotations.Nullable;

/**
 * A call that brought no picture. The message says what to change; {@link #failure()}
 * holds the facts, among them whether the call may have been charged. What callers tell
 * apart most often has a type of its own below this one.
 */
public class RelayException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final RelayFailure failure;

	RelayException(RelayFailure failure, @Nullable Throwable cause) {
		super(failure.sentence(), cause);
		this.failure = failure;
	}

	/**
	 * The exception of the type that fits the failure.
	 * @param failure the facts
	 * @param cause what was thrown below, or {@code null}
	 * @return the exception to throw
	 */
	public static RelayException of(RelayFailure failure, @Nullable Throwable cause) {
		return switch (failure.kind()) {
			case UNREACHABLE -> new EndpointUnreachableException(failure, cause);
			case KEY_UNAVAILABLE, KEY_REJECTED, QUOTA_EXHAUSTED, ACCESS_DENIED ->
				new KeyRejectedException(failure, cause);
			case MODEL_NOT_SERVED -> new ModelNotServedException(failure, cause);
			case RATE_LIMITED, OVERLOADED -> new RateLimitedException(failure, cause);
			case WRONG_BASE_URL -> new WrongBaseUrlException(failure, cause);
			case INVALID_REQUEST, REQUEST_TOO_LARGE -> new InvalidRelayRequestException(failure, cause);
			case PROMPT_REFUSED, PICTURE_REFUSED, NO_PICTURE -> new PictureRefusedException(failure, cause);
			case NO_ANSWER, GATEWAY_TIMEOUT, ANSWER_CUT, ANSWER_UNREADABLE, ANSWER_TOO_LARGE ->
				new UnknownOutcomeException(failure, cause);
			case NO_ENDPOINT -> new NoEndpointException(failure, cause);
			case NOT_SPOKEN, REFERENCE_UNREADABLE, TOO_MANY_CALLS, FAILED_EARLY, FAILED_LATE ->
				new RelayException(failure, cause);
		};
	}

	/**
	 * The facts of the failure.
	 * @return the facts, without any key
	 */
	public RelayFailure failure() {
		return this.failure;
	}

	/**
	 * Whether the call may have been billed although it failed.
	 * @return whether a charge is possible
	 */
	public boolean mayHaveBeenCharged() {
		return this.failure.mayHaveBeenCharged();
	}

}
