package io.github.nanobanana.spring.ai;

import java.util.List;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.relay.RelayDialect;

/**
 * One relay of a chaos run.
 *
 * @param name the name of its endpoint
 * @param simulator the relay with its books
 * @param endpoint the endpoint as the model knows it
 * @param deck what can go wrong there
 */
record ChaosRelay(String name, RelaySimulator simulator, NanoBananaEndpoint endpoint, List<ChaosCard> deck) {

	/** The calls that one relay takes at once. */
	static final int PLACES = 6;

	static ChaosRelay start(String name, FailedCalls declared, RelayDialect dialect, QuickClock clock) {
		RelaySimulator simulator = RelaySimulator.builder()
			.failedCallsFree(declared != FailedCalls.CHARGED)
			.model(ChaosCall.MODELS.get(2), io.github.nanobanana.relay.simulator.ModelFamily.NANO_BANANA_2)
			.taskPolls(1)
			.sketches(true)
			.start();
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder(name)
			.baseUrl(simulator.baseUrl())
			.apiKey(simulator.key())
			.failedCalls(declared)
			.dialect(dialect)
			.maxConcurrentCalls(PLACES)
			.build();
		return new ChaosRelay(name, simulator, endpoint, ChaosDeck.of(declared, clock));
	}

	@Override
	public String toString() {
		return this.endpoint + " " + this.simulator;
	}

}
