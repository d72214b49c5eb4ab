package io.github.nanobanana.spring.ai.endpoint;

/**
 * What a failed call means for the purse and for the endpoint. Whether the same picture
 * may be asked for elsewhere is decided here and nowhere else.
 */
public enum FailureClass {

	/** The request never left: no name, no connection, no TLS. Certainly free. */
	NOT_SENT("it could not be reached"),

	/** The endpoint cannot be asked this; nothing was sent and nobody is to blame. */
	UNSUITABLE("it cannot be asked this"),

	/** The endpoint declined before work began: key, quota, rate, model, path. Free. */
	REJECTED("it rejected the call"),

	/** An error answer so early that no picture can exist yet. Taken as free. */
	FAST_FAILURE("it answered with an error at once"),

	/** An error answer after the upstream may have worked. Free only by declaration. */
	LATE_FAILURE("it answered with an error after a while"),

	/** Sent, and nobody knows how it ended: the picture may exist and be billed. */
	UNKNOWN("it gave no whole answer"),

	/** The request or the prompt itself is at fault; another endpoint would not help. */
	FINAL("the request was at fault"),

	/** The cause is on this side: a full connection pool. No endpoint is to blame. */
	LOCAL("too many calls were under way here");

	private final String words;

	FailureClass(String words) {
		this.words = words;
	}

	/**
	 * The failure in words.
	 * @return a clause without a full stop
	 */
	public String words() {
		return this.words;
	}

	/**
	 * Whether the same picture may be asked for at another endpoint without the risk of
	 * paying twice.
	 * @param failedCalls what the endpoint that failed declares about failed calls
	 * @return whether another endpoint may be tried
	 */
	public boolean permitsAnotherEndpoint(FailedCalls failedCalls) {
		return switch (this) {
			case NOT_SENT, UNSUITABLE, REJECTED -> true;
			case FAST_FAILURE -> failedCalls != FailedCalls.CHARGED;
			case LATE_FAILURE -> failedCalls == FailedCalls.FREE;
			case UNKNOWN, FINAL, LOCAL -> false;
		};
	}

	/**
	 * Whether the endpoint itself looks unwell, so that others are preferred for a while.
	 * @return whether the failure speaks against the endpoint
	 */
	public boolean blamesEndpoint() {
		return this != FINAL && this != LOCAL && this != UNSUITABLE;
	}

}
