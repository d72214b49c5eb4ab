package io.github.nanobanana.spring.ai.endpoint.simulation;

import java.util.List;
import java.util.function.Function;

import io.github.nanobanana.spring.ai.endpoint.simulation.DesignBalancer.Without;

/**
 * Who takes part: the design, the baselines, and the design with something taken away.
 */
enum Contender {

	DESIGN("this library", (around) -> new DesignBalancer(around, Without.NOTHING)),

	ROUND_ROBIN("round robin", RoundRobin::new),

	RANDOM("random", RandomChoice::new),

	SPRING_CLOUD("Spring Cloud + retry", SpringCloud::new),

	LITELLM("LiteLLM shuffle", LiteLlm::new),

	ENVOY("Envoy-like", EnvoyLike::new),

	PEAK_EWMA("P2C peak EWMA", PeakEwma::new),

	REPEAT_ALL("repeats everything", (around) -> new DesignBalancer(around, Without.BILLING_RULE)),

	LATE_FINAL("late errors final", (around) -> new DesignBalancer(around, Without.DECLARATIONS)),

	NO_PROBES("no probes", (around) -> new DesignBalancer(around, Without.PROBES)),

	NO_TIMES("no slowness, no overdue", (around) -> new DesignBalancer(around, Without.TIMES)),

	NO_ALL_OUT("no all-out rule", (around) -> new DesignBalancer(around, Without.ALL_OUT_RULE));

	/** Those that are compared with each other. */
	static final List<Contender> RIVALS = List.of(DESIGN, ROUND_ROBIN, RANDOM, SPRING_CLOUD, LITELLM, ENVOY, PEAK_EWMA);

	/** The design and what is left of it without one of its rules. */
	static final List<Contender> ABLATIONS = List.of(DESIGN, REPEAT_ALL, LATE_FINAL, NO_PROBES, NO_TIMES, NO_ALL_OUT);

	final String title;

	private final Function<Surroundings, Balancer> balancer;

	Contender(String title, Function<Surroundings, Balancer> balancer) {
		this.title = title;
		this.balancer = balancer;
	}

	/** The title in a column of a plot. */
	String shortTitle() {
		return switch (this) {
			case SPRING_CLOUD -> "Spring Cloud";
			case LITELLM -> "LiteLLM";
			default -> this.title;
		};
	}

	Balancer balancer(Surroundings around) {
		return this.balancer.apply(around);
	}

}
