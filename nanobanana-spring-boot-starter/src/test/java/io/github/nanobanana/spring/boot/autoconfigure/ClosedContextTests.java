package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The image model ends with its application.
 */
class ClosedContextTests {

	@Test
	void callWhenContextIsClosedIsRefused() {
		AtomicReference<ImageModel> kept = new AtomicReference<>();
		try (RelaySimulator relay = RelaySimulator.start()) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
				.withPropertyValues("spring.ai.nanobanana.base-url=" + relay.baseUrl(),
						"spring.ai.nanobanana.api-key=" + relay.key())
				.run((context) -> {
					kept.set(context.getBean(ImageModel.class));
					assertThat(kept.get().call(new ImagePrompt("a cat")).getResults()).hasSize(1);
				});
			assertThatIllegalStateException().isThrownBy(() -> kept.get().call(new ImagePrompt("a cat")))
				.withMessageContaining("is closed");
			assertThat(relay.ledger().charges()).isEqualTo(1);
		}
	}

}
