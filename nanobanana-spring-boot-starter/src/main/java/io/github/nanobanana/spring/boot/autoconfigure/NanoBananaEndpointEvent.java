package io.github.nanobanana.spring.boot.autoconfigure;

import io.github.nanobanana.spring.ai.endpoint.StateChange;

/**
 * Something happened to a relay endpoint: it was ejected, came back, was suspended,
 * added, removed, drained and so on. Published as an application event while the
 * application runs, in the order in which it happened, on a thread of its own: a listener
 * that takes its time keeps no call waiting, only the events after it. Holds neither key
 * nor address.
 *
 * @param change what happened
 */
public record NanoBananaEndpointEvent(StateChange change) {

	/**
	 * The endpoint.
	 * @return its name
	 */
	public String endpoint() {
		return this.change.endpoint();
	}

	/**
	 * What happened.
	 * @return the kind of change
	 */
	public StateChange.Type type() {
		return this.change.type();
	}

}
