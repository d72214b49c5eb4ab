package io.github.nanobanana.spring.ai.relay;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;

/**
 * The facts of one failed call to one endpoint. It never holds a key.
 *
 * @param kind what happened
 * @param endpoint the name of the endpoint, or all names where none could be asked
 * @param baseUrl the endpoint's address
 * @param failedCalls what the endpoint declares about failed calls
 * @param callId the name of the call on this side, the same for every endpoint that is
 * tried; also its idempotency key where the endpoint takes one
 * @param requestId the relay's name for the call, or {@code null}
 * @param status the HTTP status, or 0 if none came
 * @param code the relay's error code, or {@code null}
 * @param words what the relay said, cleaned and shortened, or {@code null}
 * @param elapsed the time from the start of the call to its failure
 * @param retryAfter how long the relay asked to be left alone, or {@code null}
 * @param retryVetoed whether the relay said {@code x-should-retry: false}, or the model
 * is being closed
 */
public record RelayFailure(FailureKind kind, String endpoint, String baseUrl, FailedCalls failedCalls, String callId,
		@Nullable String requestId, int status, @Nullable String code, @Nullable String words, Duration elapsed,
		@Nullable Duration retryAfter, boolean retryVetoed) implements Serializable {

	/**
	 * Whether the call may have been billed although it failed.
	 * @return whether a charge is possible
	 */
	public boolean mayHaveBeenCharged() {
		return this.kind.mayHaveBeenCharged(this.failedCalls);
	}

	/**
	 * Whether the picture may be asked for at another endpoint without paying twice.
	 * @return whether another endpoint may be tried
	 */
	public boolean permitsAnotherEndpoint() {
		return !this.retryVetoed && this.kind.failureClass().permitsAnotherEndpoint(this.failedCalls);
	}

	/**
	 * The whole story in one sentence: who, what, what to change, what it may cost.
	 * @return a text for a person
	 */
	public String sentence() {
		return sentence("' (" + this.baseUrl + ") ");
	}

	/**
	 * The same without the address, for logs: the name of the endpoint is enough there.
	 * @return a text for a person
	 */
	public String sentenceWithoutAddress() {
		return sentence("' ");
	}

	private String sentence(String afterName) {
		StringBuilder text = new StringBuilder(200);
		if (this.kind != FailureKind.NO_ENDPOINT) {
			text.append("Endpoint '").append(this.endpoint).append(afterName);
		}
		text.append(whatHappened());
		if (this.words != null) {
			text.append(" (\"").append(this.words).append("\")");
		}
		text.append(": ").append(this.kind.advice());
		if (mayHaveBeenCharged()) {
			text.append("; the call may have been charged and is not repeated");
		}
		return text.append(" [").append(references()).append(']').toString();
	}

	private String references() {
		return "call " + this.callId + ((this.requestId != null) ? ", request id " + this.requestId : "")
				+ String.format(Locale.ROOT, ", after %.1f s", this.elapsed.toMillis() / 1000.0);
	}

	private String whatHappened() {
		return switch (this.kind) {
			case UNREACHABLE -> "could not be reached";
			case NOT_SPOKEN -> "cannot be asked this";
			case REFERENCE_UNREADABLE -> "was not asked to the end";
			case TOO_MANY_CALLS -> "has too many calls waiting on this side";
			case NO_ENDPOINT -> "No endpoint can be asked now";
			case KEY_UNAVAILABLE -> "has no API key or headers to send";
			case KEY_REJECTED -> "rejected the API key" + statusText();
			case QUOTA_EXHAUSTED -> "has no quota left for this key" + statusText();
			case ACCESS_DENIED -> "denied access" + statusText();
			case MODEL_NOT_SERVED -> "does not serve this model here" + statusText();
			case RATE_LIMITED -> "is limiting the rate" + statusText() + retryText();
			case OVERLOADED -> "is overloaded" + statusText() + retryText();
			case WRONG_BASE_URL -> "answered as something other than a relay's API" + statusText();
			case FAILED_EARLY, FAILED_LATE -> "failed" + statusText();
			case INVALID_REQUEST -> "does not accept the request" + statusText();
			case REQUEST_TOO_LARGE -> "finds the request too large" + statusText();
			case PROMPT_REFUSED -> "refused the prompt" + statusText();
			case PICTURE_REFUSED -> "answered without a picture";
			case NO_PICTURE -> "answered with no picture and no reason";
			case NO_ANSWER -> "gave no answer after the request had been sent";
			case GATEWAY_TIMEOUT -> "gave up waiting for the picture" + statusText();
			case ANSWER_CUT -> "broke off in the middle of its answer";
			case ANSWER_UNREADABLE -> "gave an answer that cannot be read" + statusText();
			case ANSWER_TOO_LARGE -> "sent an answer larger than the limit";
		};
	}

	private String statusText() {
		if (this.status == 0) {
			return "";
		}
		String codeText = (this.code != null) ? ", code " + this.code : "";
		return (this.status > 0) ? " with status " + this.status + codeText : "";
	}

	private String retryText() {
		return (this.retryAfter != null) ? " for " + this.retryAfter.toSeconds() + " s" : "";
	}

}
