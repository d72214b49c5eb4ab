package io.github.nanobanana.samples.playground;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.nanobanana.relay.simulator.RelaySimulator;

/**
 * The application on a free port, with its files below a folder of the test.
 */
final class RunningPlayground implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private RunningPlayground(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts it; of two properties with one name the last counts. */
	static RunningPlayground start(Path folder, String... properties) {
		Map<String, String> byName = new LinkedHashMap<>();
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--logging.level.root=error",
				"--logging.level.io.github.nanobanana=error",
				"--spring.ai.nanobanana.image.store=" + folder.resolve("pictures"),
				"--playground.references=" + folder.resolve("references"), "--playground.simulated-work-time=900ms"));
		arguments.addAll(List.of(properties));
		arguments.forEach((argument) -> byName.put(argument.replaceFirst("=.*", ""), argument));
		return new RunningPlayground(PlaygroundApplication.start(byName.values().toArray(String[]::new)));
	}

	/** The properties that name a relay of the test as an endpoint. */
	static List<String> endpoint(String name, RelaySimulator relay, int calls) {
		String prefix = "--spring.ai.nanobanana.endpoints." + name + ".";
		return List.of(prefix + "base-url=" + relay.baseUrl(), prefix + "api-key=" + relay.key(),
				prefix + "max-concurrent-calls=" + calls);
	}

	int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	String url() {
		return "http://127.0.0.1:" + port() + "/";
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
