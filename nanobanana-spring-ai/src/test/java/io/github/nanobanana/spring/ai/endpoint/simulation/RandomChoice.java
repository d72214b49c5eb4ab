package io.github.nanobanana.spring.ai.endpoint.simulation;

/**
 * Any relay, whatever happens; a failure is final.
 */
final class RandomChoice extends Baseline {

	RandomChoice(Surroundings around) {
		super(around);
	}

	@Override
	int choose(Call call) {
		return this.around.random().nextInt(this.around.relays());
	}

}
