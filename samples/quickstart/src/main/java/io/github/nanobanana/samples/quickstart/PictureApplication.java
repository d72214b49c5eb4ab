package io.github.nanobanana.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The Spring application: nothing but what the starter configures.
 */
@SpringBootApplication(proxyBeanMethods = false)
class PictureApplication {

	/**
	 * Starts the application alone, without the command around it. This is what
	 * ahead-of-time processing runs, up to where beans would be created.
	 * @param arguments Spring properties
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(PictureApplication.class, arguments);
	}

}
