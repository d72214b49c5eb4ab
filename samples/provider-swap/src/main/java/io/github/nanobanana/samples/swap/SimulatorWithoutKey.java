package io.github.nanobanana.samples.swap;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * Lets a simulator in this process stand in for each provider that is asked and has no
 * key, and says so. It speaks to both, since relays speak OpenAI's language.
 */
final class SimulatorWithoutKey implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		boolean nanoBanana = isAskedWithoutKey(context.getEnvironment(), "nanobanana");
		boolean openAi = isAskedWithoutKey(context.getEnvironment(), "openai");
		if (!nanoBanana && !openAi) {
			return;
		}
		RelaySimulator simulator = RelaySimulator.start();
		context.addApplicationListener((ContextClosedEvent closed) -> simulator.close());
		Map<String, Object> properties = new LinkedHashMap<>();
		if (nanoBanana) {
			properties.put("spring.ai.nanobanana.base-url", simulator.baseUrl());
			properties.put("spring.ai.nanobanana.api-key", simulator.key());
			say("NANOBANANA_API_KEY", simulator);
		}
		if (openAi) {
			properties.put("spring.ai.openai.base-url", simulator.baseUrl() + "/v1");
			properties.put("spring.ai.openai.api-key", simulator.key());
			say("OPENAI_API_KEY", simulator);
		}
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("simulator", properties));
	}

	private static boolean isAskedWithoutKey(Environment environment, String provider) {
		boolean asked = provider.equals(environment.getProperty("spring.ai.model.image"))
				|| environment.containsProperty("spring.ai.nanobanana.image.fallback");
		return asked && environment.getProperty("spring.ai." + provider + ".api-key", "").isBlank();
	}

	private static void say(String variable, RelaySimulator simulator) {
		System.out.println("No " + variable + " is set, so a relay simulator inside this process answers ("
				+ simulator.baseUrl() + ").\nIts pictures are drawn, not generated, and cost nothing.");
	}

}
