package io.github.nanobanana.spring.ai.endpoint.simulation;

/**
 * One relay after the other, whatever happens; a failure is final. Spring Cloud
 * LoadBalancer behaves so for a POST unless told otherwise: its retries are for GET only
 * (spring-cloud-commons 5.0, {@code LoadBalancerProperties}).
 */
final class RoundRobin extends Baseline {

	private int next;

	RoundRobin(Surroundings around) {
		super(around);
		this.next = around.random().nextInt(around.relays());
	}

	@Override
	int choose(Call call) {
		return this.next++ % this.around.relays();
	}

}
