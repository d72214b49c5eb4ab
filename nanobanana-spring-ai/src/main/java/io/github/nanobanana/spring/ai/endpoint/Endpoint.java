package io.github.nanobanana.spring.ai.endpoint;

import java.util.Map;

/**
 * What the choice needs to know of one relay endpoint.
 *
 * @param id the name given in the configuration, unique in a pool
 * @param account the name of the account behind its key: endpoints of one account share
 * what is learnt about the key
 * @param identity what the endpoint is behind its name, such as its address and key
 * together; compared with {@code equals} when a pool is updated: an endpoint whose
 * identity stays keeps its state, another one starts anew. Never shown
 * @param tier the rank: endpoints of a higher tier number are used only when no endpoint
 * of a lower number is usable and has room; 0 is the first
 * @param weight the share of calls among busy endpoints of one tier, at least 1
 * @param failedCalls what the operator declares about failed calls
 * @param cap the calls that are sent at once, at least 1; more wait in the pool's line
 * @param probed whether probes tell about the endpoint between calls
 * @param models the endpoint's own names for models that calls ask for
 */
public record Endpoint(String id, String account, Object identity, int tier, int weight, FailedCalls failedCalls,
		int cap, boolean probed, Map<String, String> models) {

	/** The cap of an endpoint that names none. */
	public static final int DEFAULT_CAP = 16;

	public Endpoint {
		if (id.isBlank()) {
			throw new IllegalArgumentException("An endpoint needs a name.");
		}
		require(!account.isBlank(), "The account of endpoint '%s' has no name: leave it away or name it.", id);
		require(tier >= 0,
				"The tier of endpoint '%s' is below 0: use 0 for the first choice, 1 for the next and so on.", id);
		require(weight >= 1, "The weight of endpoint '%s' is below 1: use 1 or more.", id);
		require(cap >= 1, "The cap of endpoint '%s' is below 1: use 1 or more.", id);
		models = Map.copyOf(models);
	}

	/**
	 * An endpoint with an account of its own, the default cap and no probes.
	 * @param id the name given in the configuration, unique in a pool
	 * @param tier the rank, 0 for the first
	 * @param weight the share of calls, at least 1
	 * @param failedCalls what the operator declares about failed calls
	 */
	public Endpoint(String id, int tier, int weight, FailedCalls failedCalls) {
		this(id, id, id, tier, weight, failedCalls, DEFAULT_CAP, false, Map.of());
	}

	/**
	 * The same endpoint on a named account.
	 * @param account the name that endpoints with the same key state share
	 * @return a new endpoint
	 */
	public Endpoint withAccount(String account) {
		return new Endpoint(this.id, account, this.identity, this.tier, this.weight, this.failedCalls, this.cap,
				this.probed, this.models);
	}

	/**
	 * The same name with something else behind it.
	 * @param identity compared with {@code equals}
	 * @return a new endpoint
	 */
	public Endpoint withIdentity(Object identity) {
		return new Endpoint(this.id, this.account, identity, this.tier, this.weight, this.failedCalls, this.cap,
				this.probed, this.models);
	}

	/**
	 * The same endpoint with another bound.
	 * @param cap the calls that are sent at once, at least 1
	 * @return a new endpoint
	 */
	public Endpoint withCap(int cap) {
		return new Endpoint(this.id, this.account, this.identity, this.tier, this.weight, this.failedCalls, cap,
				this.probed, this.models);
	}

	/**
	 * The same endpoint, with or without probes. With them, an endpoint that could not be
	 * reached is not sent its trial call before a probe reaches it.
	 * @param probed whether probes tell about the endpoint
	 * @return a new endpoint
	 */
	public Endpoint withProbes(boolean probed) {
		return new Endpoint(this.id, this.account, this.identity, this.tier, this.weight, this.failedCalls, this.cap,
				probed, this.models);
	}

	/**
	 * The same endpoint with names of its own for models.
	 * @param models the endpoint's names by the names that calls ask for
	 * @return a new endpoint
	 */
	public Endpoint withModels(Map<String, String> models) {
		return new Endpoint(this.id, this.account, this.identity, this.tier, this.weight, this.failedCalls, this.cap,
				this.probed, models);
	}

	/** The name by which the endpoint knows a model. */
	String nameOf(String model) {
		return this.models.getOrDefault(model, model);
	}

	private static void require(boolean holds, String otherwise, String id) {
		if (!holds) {
			throw new IllegalArgumentException(otherwise.formatted(id));
		}
	}

	/**
	 * Describes the endpoint without its identity, which may hold a key.
	 */
	@Override
	public String toString() {
		return "Endpoint[%s, account=%s, tier=%d, weight=%d, failedCalls=%s, cap=%d]".formatted(this.id, this.account,
				this.tier, this.weight, this.failedCalls, this.cap);
	}

}
