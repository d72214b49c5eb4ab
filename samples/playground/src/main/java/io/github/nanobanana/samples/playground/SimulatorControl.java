package io.github.nanobanana.samples.playground;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * The simulated relays inside this process, by the names of their endpoints; none where a
 * real relay answers. Lets the page switch one off and on, to watch what then happens.
 */
final class SimulatorControl implements AutoCloseable {

	private final Map<String, RelaySimulator> relays;

	private final Set<String> off = ConcurrentHashMap.newKeySet();

	SimulatorControl(Map<String, RelaySimulator> relays) {
		this.relays = new LinkedHashMap<>(relays);
	}

	boolean isActive() {
		return !this.relays.isEmpty();
	}

	boolean isSimulated(String endpoint) {
		return this.relays.containsKey(endpoint);
	}

	boolean isOff(String endpoint) {
		return this.off.contains(endpoint);
	}

	/** The relay behind an endpoint, or {@code null} if it is none of these. */
	@Nullable RelaySimulator relay(String endpoint) {
		return this.relays.get(endpoint);
	}

	/** Stops listening and breaks every connection, as a relay does that dies. */
	void switchOff(String endpoint) {
		RelaySimulator relay = this.relays.get(endpoint);
		if (relay != null && this.off.add(endpoint)) {
			relay.always(Misbehaviour.refuseConnections());
		}
	}

	void switchOn(String endpoint) {
		RelaySimulator relay = this.relays.get(endpoint);
		if (relay != null && this.off.remove(endpoint)) {
			relay.behaveWell();
			if (endpoint.equals("moody")) {
				relay.always(SimulatedRelays.moods());
			}
		}
	}

	@Override
	public void close() {
		this.relays.values().forEach(RelaySimulator::close);
	}

	@Override
	public String toString() {
		return "SimulatorControl" + this.relays.keySet();
	}

}
