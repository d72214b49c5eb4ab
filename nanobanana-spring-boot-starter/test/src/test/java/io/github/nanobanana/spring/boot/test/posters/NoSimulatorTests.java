package io.github.nanobanana.spring.boot.test.posters;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test that does not ask for the simulator.
 */
@SpringBootTest(properties = { "spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
		"spring.ai.nanobanana.api-key=sk-real", "spring.ai.nanobanana.probe-interval=0" })
class NoSimulatorTests {

	@Test
	void contextHasNoSimulator(@Autowired ApplicationContext context) {
		assertThat(context.getBeansOfType(RelaySimulator.class)).isEmpty();
		assertThat(context.getBean(NanoBananaConnectionDetails.class).getEndpoints()).singleElement()
			.isEqualTo(NanoBananaConnectionDetails.Endpoint.of("http://127.0.0.1:65535", "sk-real"));
	}

}
