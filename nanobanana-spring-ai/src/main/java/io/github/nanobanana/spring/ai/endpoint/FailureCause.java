package io.github.nanobanana.spring.ai.endpoint;

/**
 * What a rejection was about, as far as the choice among endpoints acts on it.
 */
public enum FailureCause {

	/** The key was not accepted: no endpoint of the account is asked for a while. */
	KEY("the key was rejected"),

	/** The account has no quota left: no endpoint of it is asked for a while. */
	QUOTA("the quota is used up"),

	/** The endpoint does not serve the model: it is not asked for this one. */
	MODEL("the model is not served"),

	/** The endpoint asks to be left alone for a while; it is not ill. */
	RATE("the rate is limited"),

	/** The time of the call was over; the endpoint may have had too little of it. */
	TIME("the time of the call was over"),

	/** Anything else, to be judged by the {@link FailureClass} alone. */
	OTHER("calls failed");

	private final String words;

	FailureCause(String words) {
		this.words = words;
	}

	/**
	 * The cause in words.
	 * @return a clause without a full stop
	 */
	public String words() {
		return this.words;
	}

}
