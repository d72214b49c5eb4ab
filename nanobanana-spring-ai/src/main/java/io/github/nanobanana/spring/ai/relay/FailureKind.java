package io.github.nanobanana.spring.ai.relay;

import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;

/**
 * Every way in which a call can fail, with its class, what it may cost and what to do
 * about it. The failure table of the README lists the same names.
 */
public enum FailureKind {

	/** No name, no connection or no TLS; the request never left. */
	UNREACHABLE(FailureClass.NOT_SENT, Cost.NONE,
			"check the base URL and that this machine's network, proxy and certificates let it through"),

	/**
	 * The endpoint's dialect has no words for something in the call; nothing was sent.
	 */
	NOT_SPOKEN(FailureClass.UNSUITABLE, Cost.NONE,
			"choose another dialect for the endpoint, or leave that option away"),

	/** A reference picture could not be read, so the request never became whole. */
	REFERENCE_UNREADABLE(FailureClass.LOCAL, Cost.NONE, "check that the file is there and stays as it is"),

	/** Too many calls to this endpoint are already waiting for a connection here. */
	TOO_MANY_CALLS(FailureClass.LOCAL, Cost.NONE,
			"ask for fewer pictures at once, or raise max-concurrent-calls of the endpoint"),

	/** No endpoint can be asked now: all rest, wait or have no use for the call. */
	NO_ENDPOINT(FailureClass.LOCAL, Cost.NONE,
			"wait as long as named, remove what keeps the endpoints out, or add another"),

	/**
	 * The source of the key or of current headers failed, was too slow or gave nothing
	 * that can be sent.
	 */
	KEY_UNAVAILABLE(FailureClass.NOT_SENT, Cost.NONE,
			"check where the API key and the headers of this endpoint come from"),

	/** 401: the key is wrong, expired or belongs to another relay. */
	KEY_REJECTED(FailureClass.REJECTED, Cost.NONE,
			"check that the API key is complete, not expired and made for this base URL"),

	/** The wallet or the key's own limit is used up. */
	QUOTA_EXHAUSTED(FailureClass.REJECTED, Cost.NONE, "top up the account or raise the limit of the key at the relay"),

	/** 403 for another reason: address list, group, or a firewall in front. */
	ACCESS_DENIED(FailureClass.REJECTED, Cost.NONE,
			"check the key's groups and address list at the relay, and whether a firewall blocks this client"),

	/** The relay has no channel for this model name, or not on this path. */
	MODEL_NOT_SERVED(FailureClass.REJECTED, Cost.NONE,
			"set a model name that the relay lists under /v1/models; names are case-sensitive"),

	/** 429: the relay or the upstream is saturated. */
	RATE_LIMITED(FailureClass.REJECTED, Cost.NONE, "wait and ask again, or add another endpoint"),

	/** 503 with Retry-After: the relay asks to be left alone for a while. */
	OVERLOADED(FailureClass.REJECTED, Cost.NONE, "wait and ask again, or add another endpoint"),

	/** A web page, a redirect or "Invalid URL": the base URL leads elsewhere. */
	WRONG_BASE_URL(FailureClass.REJECTED, Cost.NONE,
			"set base-url to the address of the relay's API, not of its web console or documentation"),

	/** A server error within two seconds. */
	FAILED_EARLY(FailureClass.FAST_FAILURE, Cost.AS_DECLARED, "ask again later, or add another endpoint"),

	/** A server error after work may have begun, or an error object under status 200. */
	FAILED_LATE(FailureClass.LATE_FAILURE, Cost.AS_DECLARED,
			"look into the relay's call log before you ask again, and set failed-calls to free where the relay "
					+ "promises that"),

	/** A parameter that the relay does not take, or that cannot be sent at all. */
	INVALID_REQUEST(FailureClass.FINAL, Cost.NONE, "change the option that the relay names"),

	/** 413: the body is larger than the relay takes. */
	REQUEST_TOO_LARGE(FailureClass.FINAL, Cost.NONE, "send fewer or smaller pictures, or a shorter prompt"),

	/** The prompt was refused before a picture was made. */
	PROMPT_REFUSED(FailureClass.FINAL, Cost.NONE, "reword the prompt"),

	/** Status 200 with words or a finish reason in place of a picture. */
	PICTURE_REFUSED(FailureClass.FINAL, Cost.POSSIBLE, "reword the prompt so that it clearly asks for a picture"),

	/** Status 200 with neither a picture nor a word. */
	NO_PICTURE(FailureClass.UNKNOWN, Cost.POSSIBLE,
			"look into the relay's call log: it answered without a picture and may have billed it"),

	/** No answer in time, or the connection broke after the request had left. */
	NO_ANSWER(FailureClass.UNKNOWN, Cost.POSSIBLE,
			"look into the relay's call log before you ask again, and allow more time with timeout"),

	/** 408, 504, 524 and their like: a gateway gave up waiting for the picture. */
	GATEWAY_TIMEOUT(FailureClass.UNKNOWN, Cost.POSSIBLE,
			"look into the relay's call log before you ask again, and ask the relay for an address without a short "
					+ "gateway limit"),

	/** The answer broke off in the middle. */
	ANSWER_CUT(FailureClass.UNKNOWN, Cost.POSSIBLE, "look into the relay's call log before you ask again"),

	/** A successful status with a body that is no answer of the dialect. */
	ANSWER_UNREADABLE(FailureClass.UNKNOWN, Cost.POSSIBLE,
			"look into the relay's call log before you ask again, and check that the endpoint's dialect is right"),

	/** The answer is larger than the configured limit. */
	ANSWER_TOO_LARGE(FailureClass.UNKNOWN, Cost.POSSIBLE,
			"raise max-response-size, or ask for url in place of b64_json");

	private final FailureClass failureClass;

	private final Cost cost;

	private final String advice;

	FailureKind(FailureClass failureClass, Cost cost, String advice) {
		this.failureClass = failureClass;
		this.cost = cost;
		this.advice = advice;
	}

	/**
	 * The class that decides whether another endpoint may be tried.
	 * @return the class
	 */
	public FailureClass failureClass() {
		return this.failureClass;
	}

	/**
	 * What to change.
	 * @return the second half of a sentence, without a full stop
	 */
	public String advice() {
		return this.advice;
	}

	/**
	 * Whether the call may have been billed although it failed.
	 * @param failedCalls what the endpoint declares about failed calls
	 * @return whether a charge is possible
	 */
	public boolean mayHaveBeenCharged(FailedCalls failedCalls) {
		return switch (this.cost) {
			case NONE -> false;
			case POSSIBLE -> true;
			case AS_DECLARED -> (this.failureClass == FailureClass.FAST_FAILURE) ? failedCalls == FailedCalls.CHARGED
					: failedCalls != FailedCalls.FREE;
		};
	}

	private enum Cost {

		NONE, POSSIBLE, AS_DECLARED

	}

}
