package io.github.nanobanana.samples.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * The relay that answers: a real one if the environment names it, else a simulator in
 * this process.
 */
final class Relay implements AutoCloseable {

	private final @Nullable RelaySimulator simulator;

	private final String baseUrl;

	private Relay(@Nullable RelaySimulator simulator, String baseUrl) {
		this.simulator = simulator;
		this.baseUrl = baseUrl;
	}

	static Relay of(Map<String, String> environment) {
		boolean real = !environment.getOrDefault("NANOBANANA_API_KEY", "").isBlank();
		if (real) {
			return new Relay(null, environment.getOrDefault("NANOBANANA_BASE_URL", ""));
		}
		RelaySimulator simulator = RelaySimulator.start();
		return new Relay(simulator, simulator.baseUrl());
	}

	/** Whether there is an address to ask. */
	boolean isReachable() {
		return !this.baseUrl.isBlank();
	}

	/** Says plainly who answers. */
	String notice() {
		if (!isReachable()) {
			return "NANOBANANA_API_KEY is set, but NANOBANANA_BASE_URL is not: set it to the address of your relay's API, "
					+ "such as https://api.example.com; no relay is assumed.";
		}
		if (this.simulator == null) {
			return "Asking the relay at " + this.baseUrl + ".";
		}
		return "No NANOBANANA_API_KEY is set, so a relay simulator inside this process answers ("
				+ this.simulator.baseUrl() + ").\nIts pictures are drawn, not generated, and cost nothing."
				+ "\nFor a real relay set NANOBANANA_API_KEY and NANOBANANA_BASE_URL.";
	}

	/** Properties that point the application at the simulator, if it answers. */
	Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		if (this.simulator != null) {
			properties.put("spring.ai.nanobanana.base-url", this.simulator.baseUrl());
			properties.put("spring.ai.nanobanana.api-key", this.simulator.key());
		}
		return properties;
	}

	@Override
	public void close() {
		if (this.simulator != null) {
			this.simulator.close();
		}
	}

}
