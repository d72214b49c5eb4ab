package io.github.nanobanana.spring.ai.endpoint;

/**
 * The state of an endpoint as seen from outside.
 */
public enum EndpointStatus {

	/** The endpoint takes calls. */
	OK,

	/** The endpoint rests after failures. */
	EJECTED,

	/** One call is finding out whether the endpoint is well again. */
	TRIAL,

	/** By order it takes no new calls; those under way end. */
	DRAINING,

	/** By order it is left alone. */
	DISABLED

}
