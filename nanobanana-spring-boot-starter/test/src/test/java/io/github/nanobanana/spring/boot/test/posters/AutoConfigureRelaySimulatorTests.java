package io.github.nanobanana.spring.boot.test.posters;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.relay.simulator.RelaySimulatorBuilder;
import io.github.nanobanana.spring.ai.relay.NoEndpointException;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaConnectionDetails;
import io.github.nanobanana.spring.boot.test.AutoConfigureRelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The simulator in tests of applications that are configured for real relays.
 */
@SpringBootTest(properties = { "spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
		"spring.ai.nanobanana.api-key=sk-real", "spring.ai.nanobanana.dialect=chat",
		"spring.ai.nanobanana.endpoints.second.base-url=http://127.0.0.1:65534" })
@AutoConfigureRelaySimulator
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutoConfigureRelaySimulatorTests {

	@Autowired
	private Posters posters;

	@Autowired
	private RelaySimulator relay;

	@Test
	@Order(1)
	void modelCallsTheSimulatorAndNobodyElse() {
		this.posters.draw("a cat");
		assertThat(this.relay.requests()).singleElement().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/v1/chat/completions");
			assertThat(request.key()).isEqualTo(this.relay.key());
		});
	}

	@Test
	@Order(2)
	void testThatBreaksTheRelay() {
		assertThat(this.relay.ledger().entries()).isEmpty();
		this.relay.always(Misbehaviour.status(401, "", "bad key"));
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.posters.draw("a cat"));
		assertThatExceptionOfType(NoEndpointException.class).isThrownBy(() -> this.posters.draw("a cat"));
	}

	@Test
	@Order(3)
	void testAfterOneThatBrokeTheRelayBeginsAfresh() {
		assertThat(this.relay.requests()).isEmpty();
		this.posters.draw("a cat");
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void nestedClassHasTheSimulatorToo(@Autowired ApplicationContext context) {
		assertThat(context.getBean(RelaySimulator.class)).isSameAs(this.relay);
	}

	@Nested
	class Inside {

		@Test
		void modelCallsTheSimulator(@Autowired RelaySimulator inside) {
			AutoConfigureRelaySimulatorTests.this.posters.draw("a cat");
			assertThat(inside.ledger().charges()).isEqualTo(1);
		}

	}

	@Test
	void simulatorOfAnotherContextIsAnotherAndClosesWithIt() throws Exception {
		TestContext other = new TestContextManager(WithOwnSettings.class).getTestContext();
		RelaySimulator theirs = other.getApplicationContext().getBean(RelaySimulator.class);
		assertThat(theirs.port()).isNotEqualTo(this.relay.port());
		assertThat(theirs.key()).isEqualTo("sk-own");
		assertThat(other.getApplicationContext().getBean(NanoBananaConnectionDetails.class).getEndpoints())
			.isEqualTo(List.of(NanoBananaConnectionDetails.Endpoint.of(theirs.baseUrl(), "sk-own")));
		other.getApplicationContext().getBean(Posters.class).draw("a cat");
		other.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), theirs.port()).close());
	}

	@SpringBootTest
	@AutoConfigureRelaySimulator
	static class WithOwnSettings {

		@TestConfiguration(proxyBeanMethods = false)
		static class Own {

			@Bean
			RelaySimulatorBuilder relaySimulatorBuilder() {
				return RelaySimulator.builder().key("sk-own");
			}

			/** A platform names endpoints too. */
			@Bean
			NanoBananaConnectionDetails platform() {
				return () -> List.of(NanoBananaConnectionDetails.Endpoint.of("http://127.0.0.1:65535", "sk-platform"));
			}

		}

	}

}
