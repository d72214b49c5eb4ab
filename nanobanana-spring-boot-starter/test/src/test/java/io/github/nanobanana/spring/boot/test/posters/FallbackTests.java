package io.github.nanobanana.spring.boot.test.posters;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.RoutingImageModel;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.boot.test.AutoConfigureRelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The simulator in the test of an application that has another provider to fall back on.
 */
@SpringBootTest(properties = "spring.ai.nanobanana.image.fallback=paidModel")
@AutoConfigureRelaySimulator
class FallbackTests {

	@Autowired
	private Posters posters;

	@Autowired
	private RelaySimulator relay;

	@Autowired
	private AtomicInteger paid;

	@Test
	void posterWhenTheRelayFailsFreeOfChargeIsNotBoughtElsewhere() {
		this.relay.always(Misbehaviour.status(401, "", "bad key"));
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.posters.draw("a cat"));
		assertThat(this.paid).hasValue(0);
	}

	@Test
	void posterIsDrawnThroughTheRouterAtTheSimulator(@Autowired ImageModel injected) {
		assertThat(injected).isInstanceOf(RoutingImageModel.class);
		this.posters.draw("a cat");
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
		assertThat(this.paid).hasValue(0);
	}

	/** Another provider's model, with a real key. */
	@TestConfiguration(proxyBeanMethods = false)
	static class OtherProvider {

		@Bean
		AtomicInteger paid() {
			return new AtomicInteger();
		}

		@Bean
		ImageModel paidModel(AtomicInteger paid) {
			return (prompt) -> {
				paid.incrementAndGet();
				throw new IllegalStateException("real money");
			};
		}

	}

}
