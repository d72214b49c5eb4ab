package io.github.nanobanana.spring.ai.endpoint.simulation;

/**
 * The results of everything, for all tests that look at them: they are computed once.
 */
final class Everything {

	static final Results RESULTS = Results.of(Results.everything());

	private Everything() {
	}

}
