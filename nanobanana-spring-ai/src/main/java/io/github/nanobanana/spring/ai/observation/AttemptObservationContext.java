package io.github.nanobanana.spring.ai.observation;

import java.util.Locale;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.FailureClass;

/**
 * One endpoint asked once for a picture.
 */
public final class AttemptObservationContext extends Observation.Context {

	/** The outcome of an attempt that has not ended, or that an error here has ended. */
	public static final String UNFINISHED = "unfinished";

	/** The outcome of an attempt that brought a picture. */
	public static final String DELIVERED = "delivered";

	/** The outcome of an attempt that the caller gave up. */
	public static final String CANCELLED = "cancelled";

	private final String endpoint;

	private final String dialect;

	private final String callId;

	private final int number;

	private final boolean trial;

	private String outcome = UNFINISHED;

	private @Nullable String kind;

	private int status;

	private @Nullable String requestId;

	/**
	 * A new attempt.
	 * @param endpoint the name of the endpoint
	 * @param dialect the name of its dialect
	 * @param callId names the call on this side
	 * @param number which attempt of the call it is, from 1 on
	 * @param trial whether it finds out if an ejected endpoint is well again
	 */
	public AttemptObservationContext(String endpoint, String dialect, String callId, int number, boolean trial) {
		this.endpoint = endpoint;
		this.dialect = dialect;
		this.callId = callId;
		this.number = number;
		this.trial = trial;
	}

	/**
	 * The attempt brought a picture.
	 * @param requestId the relay's name for the call, or {@code null}
	 */
	public void delivered(@Nullable String requestId) {
		this.outcome = DELIVERED;
		this.requestId = requestId;
	}

	/**
	 * The attempt failed.
	 * @param failureClass what that means for the purse and the endpoint
	 * @param kind what happened, a name from the failure table
	 * @param status the HTTP status, 0 if none came
	 * @param requestId the relay's name for the call, or {@code null}
	 */
	public void failed(FailureClass failureClass, String kind, int status, @Nullable String requestId) {
		this.outcome = name(failureClass);
		this.kind = kind.toLowerCase(Locale.ROOT);
		this.status = status;
		this.requestId = requestId;
	}

	/** The caller gave up. */
	public void cancelled() {
		this.outcome = CANCELLED;
	}

	/**
	 * The name of a class of failures as a tag.
	 * @param failureClass the class
	 * @return the name in small letters
	 */
	public static String name(FailureClass failureClass) {
		return failureClass.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The endpoint.
	 * @return its name
	 */
	public String getEndpoint() {
		return this.endpoint;
	}

	/**
	 * The dialect of the endpoint.
	 * @return its name
	 */
	public String getDialect() {
		return this.dialect;
	}

	/**
	 * The call.
	 * @return its name on this side
	 */
	public String getCallId() {
		return this.callId;
	}

	/**
	 * Which attempt of the call it is.
	 * @return 1 for the first
	 */
	public int getNumber() {
		return this.number;
	}

	/**
	 * Whether it finds out if an ejected endpoint is well again.
	 * @return whether it is a trial
	 */
	public boolean isTrial() {
		return this.trial;
	}

	/**
	 * How it ended.
	 * @return {@link #DELIVERED}, {@link #CANCELLED}, {@link #UNFINISHED} or the class of
	 * the failure
	 */
	public String getOutcome() {
		return this.outcome;
	}

	/**
	 * What happened when it failed.
	 * @return a name from the failure table in small letters, or {@code null}
	 */
	public @Nullable String getKind() {
		return this.kind;
	}

	/**
	 * The HTTP status of a failure.
	 * @return the status, 0 if none came
	 */
	public int getStatus() {
		return this.status;
	}

	/**
	 * The relay's name for the call.
	 * @return the name, or {@code null} if it gave none
	 */
	public @Nullable String getRequestId() {
		return this.requestId;
	}

}
