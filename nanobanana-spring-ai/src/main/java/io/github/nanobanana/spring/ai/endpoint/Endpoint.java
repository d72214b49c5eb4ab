package io.github.nanobanana.spring.ai.endpoint;

/**
 * What the choice needs to know of one relay endpoint.
 *
 * @param id the name given in the configuration, unique in a pool
 * @param account the name of the account behind its key: endpoints of one account share
 * what is learnt about the key
 * @param tier the rank: endpoints of a higher tier number are used only when no endpoint
 * of a lower number is usable; 0 is the first
 * @param weight the share of calls among busy endpoints of one tier, at least 1
 * @param failedCalls what the operator declares about failed calls
 * @param cap the calls that are sent at once, at least 1
 * @param places the further calls that may be handed over to wait, when no endpoint is
 * below its cap; 0 or more
 */
public record Endpoint(String id, String account, int tier, int weight, FailedCalls failedCalls, int cap, int places) {

	/** The cap of an endpoint that names none. */
	public static final int DEFAULT_CAP = 16;

	public Endpoint {
		if (id.isBlank()) {
			throw new IllegalArgumentException("An endpoint needs a name.");
		}
		require(!account.isBlank(), "The account of endpoint '%s' has no name: leave it away or name it.", id);
		if (tier < 0) {
			throw new IllegalArgumentException(
					"The tier of endpoint '%s' is %d: use 0 for the first choice, 1 for the next and so on."
						.formatted(id, tier));
		}
		if (weight < 1) {
			throw new IllegalArgumentException(
					"The weight of endpoint '%s' is %d: use 1 or more.".formatted(id, weight));
		}
		require(cap >= 1, "The cap of endpoint '%s' is below 1: use 1 or more.", id);
		require(places >= 0, "The waiting places of endpoint '%s' are below 0: use 0 or more.", id);
	}

	/**
	 * An endpoint with an account of its own and the default cap.
	 * @param id the name given in the configuration, unique in a pool
	 * @param tier the rank, 0 for the first
	 * @param weight the share of calls, at least 1
	 * @param failedCalls what the operator declares about failed calls
	 */
	public Endpoint(String id, int tier, int weight, FailedCalls failedCalls) {
		this(id, id, tier, weight, failedCalls, DEFAULT_CAP, 0);
	}

	/**
	 * The same endpoint on a named account.
	 * @param account the name that endpoints with the same key state share
	 * @return a new endpoint
	 */
	public Endpoint withAccount(String account) {
		return new Endpoint(this.id, account, this.tier, this.weight, this.failedCalls, this.cap, this.places);
	}

	/**
	 * The same endpoint with other bounds.
	 * @param cap the calls that are sent at once, at least 1
	 * @param places the further calls that may be handed over to wait
	 * @return a new endpoint
	 */
	public Endpoint withCap(int cap, int places) {
		return new Endpoint(this.id, this.account, this.tier, this.weight, this.failedCalls, cap, places);
	}

	private static void require(boolean holds, String otherwise, String id) {
		if (!holds) {
			throw new IllegalArgumentException(otherwise.formatted(id));
		}
	}

}
