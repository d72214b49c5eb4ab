package io.github.nanobanana.spring.ai.endpoint;

/**
 * Is told what happens to the endpoints of a pool, after the fact and outside of the
 * pool's lock, on the thread of the call that caused it. It must be quick and must not
 * throw.
 */
@FunctionalInterface
public interface StateListener {

	/** Listens to nothing. */
	StateListener NONE = (change) -> {
	};

	/**
	 * Something happened to an endpoint.
	 * @param change what happened
	 */
	void changed(StateChange change);

	/**
	 * Tells another listener after this one.
	 * @param next the other listener
	 * @return both in one
	 */
	default StateListener andThen(StateListener next) {
		return (change) -> {
			changed(change);
			next.changed(change);
		};
	}

}
