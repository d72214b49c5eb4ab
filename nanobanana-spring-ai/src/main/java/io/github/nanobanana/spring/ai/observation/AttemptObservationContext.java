package io.github.nanobanana.spring.ai.observation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.FailureClass;

/**
 * One endpoint asked once for a picture. To tracing it is a call that leaves the process:
 * what names the trace goes along only where the endpoint is set so, see
 * {@link #getTraceHeaders()}.
 */
public final class AttemptObservationContext extends SenderContext<Map<String, String>> {

	/** The outcome of an attempt that has not ended, or that an error here has ended. */
	public static final String UNFINISHED = "unfinished";

	/** The outcome of an attempt that brought a picture. */
	public static final String DELIVERED = "delivered";

	/** The outcome of an attempt that the caller gave up. */
	public static final String CANCELLED = "cancelled";

	/** RFC 9110, section 5.6.2. */
	private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	/** RFC 9110, section 5.5, without the tabs and bytes that nobody sends. */
	private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");

	private final String endpoint;

	private final String dialect;

	private final String callId;

	private final int number;

	private final boolean trial;

	private String outcome = UNFINISHED;

	private @Nullable String kind;

	private int status;

	private @Nullable String requestId;

	private boolean maybeCharged;

	/**
	 * A new attempt.
	 * @param endpoint the name of the endpoint
	 * @param dialect the name of its dialect
	 * @param callId names the call on this side
	 * @param number which attempt of the call it is, from 1 on
	 * @param trial whether it finds out if an ejected endpoint is well again
	 * @param traced whether the endpoint is told the trace
	 */
	public AttemptObservationContext(String endpoint, String dialect, String callId, int number, boolean trial,
			boolean traced) {
		super(traced ? AttemptObservationContext::set : AttemptObservationContext::withhold, Kind.CLIENT);
		setCarrier(traced ? new LinkedHashMap<>() : Map.of());
		setRemoteServiceName(endpoint);
		this.endpoint = endpoint;
		this.dialect = dialect;
		this.callId = callId;
		this.number = number;
		this.trial = trial;
	}

	/** What cannot stand in a head is dropped: it would fail the call. */
	private static void set(@Nullable Map<String, String> headers, String name, String value) {
		if (headers != null && HEADER_NAME.matcher(name).matches() && HEADER_VALUE.matcher(value).matches()) {
			headers.put(name, value);
		}
	}

	private static void withhold(@Nullable Map<String, String> headers, String name, String value) {
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
	 * @param maybeCharged whether a charge is possible all the same
	 */
	public void failed(FailureClass failureClass, String kind, int status, @Nullable String requestId,
			boolean maybeCharged) {
		this.outcome = name(failureClass);
		this.kind = kind.toLowerCase(Locale.ROOT);
		this.status = status;
		this.requestId = requestId;
		this.maybeCharged = maybeCharged;
	}

	/**
	 * The caller gave up.
	 * @param maybeCharged whether the request had left by then, so that the relay may
	 * make the picture and charge it all the same
	 */
	public void cancelled(boolean maybeCharged) {
		this.outcome = CANCELLED;
		this.maybeCharged = maybeCharged;
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
	public @Nullable String getFailure() {
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
	 * Whether it failed or was cancelled and may have been charged all the same.
	 * @return whether money may be lost
	 */
	public boolean isMaybeCharged() {
		return this.maybeCharged;
	}

	/**
	 * The headers that name the trace to the relay, written when the observation starts.
	 * @return the headers by name, empty where the endpoint is not told the trace
	 */
	public Map<String, String> getTraceHeaders() {
		Map<String, String> headers = getCarrier();
		return (headers != null) ? Collections.unmodifiableMap(headers) : Map.of();
	}

	/**
	 * The relay's name for the call.
	 * @return the name, or {@code null} if it gave none
	 */
	public @Nullable String getRequestId() {
		return this.requestId;
	}

}
