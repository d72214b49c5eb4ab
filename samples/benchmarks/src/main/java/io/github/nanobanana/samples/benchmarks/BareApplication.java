package io.github.nanobanana.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application with nothing in it but what its class path brings. It knows no other
 * class of this module, so that it can be started without them.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareApplication {

	/**
	 * Starts, says what that took, and ends.
	 * @param arguments properties
	 */
	public static void main(String... arguments) {
		try (ConfigurableApplicationContext context = SpringApplication.run(BareApplication.class, arguments)) {
			long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
			long models = Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> name.toLowerCase(Locale.ROOT).endsWith("imagemodel"))
				.count();
			System.out.println("@ millis " + millis);
			System.out.println("@ models " + models);
			System.out.println("@ classes " + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
		}
	}

}
