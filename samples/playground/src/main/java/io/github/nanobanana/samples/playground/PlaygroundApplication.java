package io.github.nanobanana.samples.playground;

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Serves the page on the loopback address. With {@code --open} it also opens the page in
 * the browser; every other argument is a Spring property, such as
 * {@code --server.port=9000}.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(PlaygroundProperties.class)
@EnableScheduling
public class PlaygroundApplication {

	/**
	 * Starts the server and returns; the server goes on.
	 * @param arguments {@code --open} and Spring properties
	 */
	public static void main(String[] arguments) {
		start(arguments);
	}

	static ConfigurableApplicationContext start(String... arguments) {
		String[] properties = Stream.of(arguments)
			.map((argument) -> argument.equals("--open") ? "--playground.open=true" : argument)
			.toArray(String[]::new);
		return new SpringApplicationBuilder(PlaygroundApplication.class).initializers(new SimulatedRelays())
			.run(properties);
	}

}
