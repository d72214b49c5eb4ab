package io.github.nanobanana.spring.boot.test;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.relay.simulator.RelaySimulatorBuilder;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaConnectionDetails;

/**
 * The simulator, and the way to it. Where a platform names endpoints too, the test's are
 * the ones that are used.
 */
@Configuration(proxyBeanMethods = false)
class RelaySimulatorConfiguration {

	@Bean(destroyMethod = "close")
	RelaySimulator relaySimulator(ObjectProvider<RelaySimulatorBuilder> builders) {
		return builders.getIfUnique(RelaySimulator::builder).start();
	}

	@Bean
	@Primary
	NanoBananaConnectionDetails relaySimulatorConnectionDetails(RelaySimulator relay) {
		return new RelaySimulatorConnectionDetails(relay);
	}

	@Bean
	static LoneRouters relaySimulatorLoneRouters() {
		return new LoneRouters();
	}

	private record RelaySimulatorConnectionDetails(RelaySimulator relay) implements NanoBananaConnectionDetails {

		@Override
		public List<Endpoint> getEndpoints() {
			return List.of(Endpoint.of(this.relay.baseUrl(), this.relay.key()));
		}

	}

}
