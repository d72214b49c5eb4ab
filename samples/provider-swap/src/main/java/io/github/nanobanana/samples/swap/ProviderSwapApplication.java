package io.github.nanobanana.samples.swap;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Draws what its arguments say by the provider that {@code spring.ai.model.image} names.
 */
@SpringBootApplication
public class ProviderSwapApplication {

	/**
	 * Draws one picture and exits with 0 if it was written, with 1 if not.
	 * @param arguments properties such as {@code --spring.ai.model.image=openai}, and the
	 * words of the prompt
	 */
	public static void main(String[] arguments) {
		System.exit(run(arguments));
	}

	static int run(String... arguments) {
		SpringApplication application = new SpringApplication(ProviderSwapApplication.class);
		application.addInitializers(new SimulatorWithoutKey());
		return SpringApplication.exit(application.run(arguments));
	}

}
