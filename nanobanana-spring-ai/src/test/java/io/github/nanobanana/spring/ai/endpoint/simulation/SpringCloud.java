package io.github.nanobanana.spring.ai.endpoint.simulation;

/**
 * Spring Cloud LoadBalancer 5.0 with retries switched on for a POST: round robin from a
 * random start, no retry at the same instance and one at the next one, which is not the
 * last one ({@code retry-on-all-operations: true}, {@code max-retries-on-same: 0},
 * {@code max-retries-on-next: 1}, {@code avoid-previous-instance: true}). I/O errors and
 * time-outs are retryable there, and the retryable statuses are set to all of 5xx, which
 * is what users do; both are off by default ({@code LoadBalancerProperties},
 * {@code RetryAwareServiceInstanceListSupplier}). Its probe is not modelled: no relay has
 * an {@code /actuator/health}. Each attempt may take 120 of the 180 s, so that there is
 * time for the second.
 */
final class SpringCloud extends Baseline {

	static final double PATIENCE = 120;

	private int next;

	SpringCloud(Surroundings around) {
		super(around);
		this.next = around.random().nextInt(around.relays());
	}

	@Override
	int choose(Call call) {
		int relay = this.next++ % this.around.relays();
		boolean again = !call.tried().isEmpty() && call.tried().get(call.tried().size() - 1) == relay;
		return again ? this.next++ % this.around.relays() : relay;
	}

	@Override
	public boolean repeats(Failure failure, int attempts) {
		return attempts < 2 && failure.isServerError();
	}

	@Override
	public double patience() {
		return PATIENCE;
	}

}
