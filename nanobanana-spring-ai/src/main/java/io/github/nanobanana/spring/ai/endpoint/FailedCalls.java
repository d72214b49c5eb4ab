package io.github.nanobanana.spring.ai.endpoint;

/**
 * What an endpoint's operator declares about calls that end in an error answer. Relays
 * differ: the gpt-best family advertises that failures are free, others bill a call that
 * reached the upstream model.
 */
public enum FailedCalls {

	/** The operator refunds or never bills a call that ended in an error answer. */
	FREE,

	/** The operator bills calls that ended in an error answer. */
	CHARGED,

	/** The operator says nothing; late errors then count as possibly charged. */
	UNKNOWN

}
