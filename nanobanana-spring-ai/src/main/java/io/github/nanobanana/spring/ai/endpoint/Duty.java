package io.github.nanobanana.spring.ai.endpoint;

/**
 * Whether the operator lets an endpoint take calls. Only the operator's word changes it.
 */
enum Duty {

	/** It takes calls. */
	ON,

	/** It takes no new calls; those under way end. It is probed on. */
	DRAINING,

	/** It takes no new calls and is not probed; calls under way end. */
	OFF

}
