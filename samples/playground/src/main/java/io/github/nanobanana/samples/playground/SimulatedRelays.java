package io.github.nanobanana.samples.playground;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * Puts simulated relays in place of real ones where the configuration has no API key, so
 * that the page can be tried at once, and tells the page so.
 */
final class SimulatedRelays implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String PREFIX = "spring.ai.nanobanana.";

	private static final String NAME = "simulatorControl";

	private static final String DRAWING = "/v1/images/*";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		Map<String, RelaySimulator> relays = hasKey(environment) ? Map.of() : started(environment);
		if (!relays.isEmpty()) {
			environment.getPropertySources().addFirst(new MapPropertySource("simulated relays", properties(relays)));
		}
		SimulatorControl control = new SimulatorControl(relays);
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
		beans.registerSingleton(NAME, control);
		// Registered first, so it is closed after the image model
		beans.registerDisposableBean(NAME, control::close);
	}

	private static boolean hasKey(ConfigurableEnvironment environment) {
		Binder binder = Binder.get(environment);
		boolean common = !binder.bind(PREFIX + "api-key", String.class).orElse("").isBlank();
		return common || binder.bind(PREFIX + "endpoints", Bindable.mapOf(String.class, Object.class)).isBound();
	}

	private static Map<String, RelaySimulator> started(ConfigurableEnvironment environment) {
		Duration workTime = Binder.get(environment)
			.bind("playground.simulated-work-time", Duration.class)
			.orElse(Duration.ofSeconds(3));
		Map<String, RelaySimulator> relays = new LinkedHashMap<>();
		relays.put("swift", relay(workTime.multipliedBy(2).dividedBy(3)));
		relays.put("steady", relay(workTime));
		RelaySimulator moody = relay(workTime.multipliedBy(4).dividedBy(3));
		moody.always(moods());
		relays.put("moody", moody);
		return relays;
	}

	private static RelaySimulator relay(Duration workTime) {
		return RelaySimulator.builder().workTime(workTime).start();
	}

	/** A failure before any work, which is free, so that a failover can be watched. */
	static Misbehaviour moods() {
		return Misbehaviour.status(503, "upstream_error", "The moody simulator did not feel like drawing.")
			.onPath(DRAWING)
			.probability(0.35, 11);
	}

	private static Map<String, Object> properties(Map<String, RelaySimulator> relays) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(PREFIX + "base-url", "");
		relays.forEach((name, relay) -> {
			String endpoint = PREFIX + "endpoints." + name + ".";
			properties.put(endpoint + "base-url", relay.baseUrl());
			properties.put(endpoint + "api-key", relay.key());
			properties.put(endpoint + "max-concurrent-calls", 8);
			properties.put(endpoint + "prices.nano-banana-2", "0.134");
			properties.put(endpoint + "prices[nano-banana-2/4K]", "0.24");
			properties.put(endpoint + "prices.nano-banana", "0.039");
		});
		return properties;
	}

}
