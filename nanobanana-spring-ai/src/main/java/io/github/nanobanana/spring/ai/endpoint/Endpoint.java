package io.github.nanobanana.spring.ai.endpoint;

/**
 * What the choice needs to know of one relay endpoint.
 *
 * @param id the name given in the configuration, unique in a pool
 * @param tier the rank: endpoints of a higher tier number are used only when every
 * endpoint of a lower number is resting or was tried; 0 is the first
 * @param weight the share of calls among endpoints of one tier, at least 1
 * @param failedCalls what the operator declares about failed calls
 */
public record Endpoint(String id, int tier, int weight, FailedCalls failedCalls) {

	public Endpoint {
		if (id.isBlank()) {
			throw new IllegalArgumentException("An endpoint needs a name.");
		}
		if (tier < 0) {
			throw new IllegalArgumentException(
					"The tier of endpoint '%s' is %d: use 0 for the first choice, 1 for the next and so on."
						.formatted(id, tier));
		}
		if (weight < 1) {
			throw new IllegalArgumentException(
					"The weight of endpoint '%s' is %d: use 1 or more.".formatted(id, weight));
		}
	}

}
