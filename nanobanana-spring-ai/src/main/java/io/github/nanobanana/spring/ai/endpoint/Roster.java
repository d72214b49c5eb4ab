package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a pool and their accounts, which may change at any time. Guarded by
 * the pool's lock.
 */
final class Roster {

	private final Random random;

	private final Consumer<StateChange> changes;

	private Map<String, EndpointState> states = new LinkedHashMap<>();

	private Map<String, Account> accounts = new HashMap<>();

	Roster(Random random, Consumer<StateChange> changes) {
		this.random = random;
		this.changes = changes;
	}

	/** In the order of preference. */
	Collection<EndpointState> states() {
		return Collections.unmodifiableCollection(this.states.values());
	}

	@Nullable EndpointState find(String id) {
		return this.states.get(id);
	}

	EndpointState get(String id) {
		EndpointState state = this.states.get(id);
		if (state == null) {
			throw new IllegalArgumentException("No endpoint is named '%s': there is %s.".formatted(id,
					this.states.isEmpty() ? "none" : String.join(", ", this.states.keySet())));
		}
		return state;
	}

	/** Takes over the list that a pool begins with, of which nobody is told. */
	void begin(List<Endpoint> endpoints, long now) {
		requireDistinct(endpoints.stream().map(Endpoint::id).toList());
		for (Endpoint endpoint : endpoints) {
			Account account = this.accounts.computeIfAbsent(endpoint.account(), (key) -> new Account(now));
			this.states.put(endpoint.id(), new EndpointState(endpoint, account, this.random, now));
		}
	}

	/**
	 * Takes over a new list. An endpoint of the same name and identity keeps its state; a
	 * new key at an account clears what was known of the account.
	 */
	void update(List<Endpoint> endpoints, long now) {
		requireDistinct(endpoints.stream().map(Endpoint::id).toList());
		Map<String, Account> keptAccounts = keptAccounts(endpoints);
		Map<String, EndpointState> next = new LinkedHashMap<>();
		for (Endpoint endpoint : endpoints) {
			Account account = keptAccounts.computeIfAbsent(endpoint.account(), (key) -> new Account(now));
			EndpointState known = this.states.get(endpoint.id());
			if (known != null && known.endpoint().identity().equals(endpoint.identity())) {
				known.configure(endpoint, account);
				next.put(endpoint.id(), known);
			}
			else {
				next.put(endpoint.id(), added(endpoint, account, known, now));
			}
		}
		for (EndpointState gone : this.states.values()) {
			if (!next.containsKey(gone.id())) {
				tell(gone.id(), StateChange.Type.REMOVED, "was removed; calls under way end");
			}
		}
		this.states = next;
		this.accounts = keptAccounts;
	}

	/** What the operator ordered for a name holds for its new address or key too. */
	private EndpointState added(Endpoint endpoint, Account account, @Nullable EndpointState before, long now) {
		EndpointState state = new EndpointState(endpoint, account, this.random, now);
		if (before != null) {
			state.duty = before.duty;
		}
		tell(endpoint.id(), StateChange.Type.ADDED,
				(before != null) ? "has a new address or key and starts anew" : "was added and takes calls");
		return state;
	}

	private Map<String, Account> keptAccounts(List<Endpoint> endpoints) {
		Map<String, Account> kept = new HashMap<>(this.accounts);
		kept.keySet().retainAll(endpoints.stream().map(Endpoint::account).toList());
		for (Endpoint endpoint : endpoints) {
			EndpointState known = this.states.get(endpoint.id());
			if (known != null && !known.endpoint().identity().equals(endpoint.identity())) {
				kept.remove(endpoint.account());
			}
		}
		return kept;
	}

	static void requireDistinct(List<String> ids) {
		Set<String> known = new HashSet<>();
		for (String id : ids) {
			if (!known.add(id)) {
				throw new IllegalArgumentException(
						"Two endpoints are named '%s': give each its own name.".formatted(id));
			}
		}
	}

	/** Carries out an order of the operator. */
	void order(String id, Duty duty) {
		EndpointState state = get(id);
		if (state.duty == duty) {
			return;
		}
		state.duty = duty;
		switch (duty) {
			case ON -> tell(id, StateChange.Type.ENABLED, "was put into service");
			case OFF -> tell(id, StateChange.Type.DISABLED, "was disabled; calls under way end");
			case DRAINING -> tell(id, StateChange.Type.DRAINING, "takes no new calls; calls under way end");
		}
		drained(state);
	}

	/** Tells when the last call of an endpoint on its way out has ended. */
	void drained(EndpointState state) {
		boolean gone = this.states.get(state.id()) != state;
		if (state.inFlight.isEmpty() && (gone || state.duty == Duty.DRAINING)) {
			tell(state.id(), StateChange.Type.DRAINED,
					gone ? "has ended the last call of its former self" : "has no call under way any more");
		}
	}

	private void tell(String id, StateChange.Type type, String words) {
		this.changes.accept(new StateChange(id, type, Duration.ZERO, words));
	}

	@Override
	public String toString() {
		return new ArrayList<>(this.states.values()).toString();
	}

}
