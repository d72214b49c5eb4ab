package io.github.nanobanana.spring.boot.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.RestClient;

import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Reactor Netty on the class path does to the application's own HTTP clients, and
 * the way out.
 */
class RestClientTests {

	private static final String WAY_OUT = "spring.http.clients.imperative.factory=jdk";

	private final RelaySimulator relay = RelaySimulator.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
						RestClientAutoConfiguration.class, NanoBananaImageAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0");

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void restClientWhenReactorNettyIsThereUsesIt() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ClientHttpRequestFactoryBuilder.class))
				.isInstanceOf(ReactorClientHttpRequestFactoryBuilder.class);
			assertThat(agent(context.getBean(RestClient.Builder.class))).startsWith("ReactorNetty");
		});
	}

	@Test
	void restClientWithoutReactorNettyUsesTheJdk() {
		this.runner.withClassLoader(new FilteredClassLoader("reactor.netty"))
			.withPropertyValues("spring.ai.model.image=none")
			.run((context) -> assertThat(context.getBean(ClientHttpRequestFactoryBuilder.class))
				.isInstanceOf(JdkClientHttpRequestFactoryBuilder.class));
	}

	@Test
	void restClientWhenTheWayOutIsTakenUsesTheJdkAndPicturesArrive() {
		this.runner.withPropertyValues(WAY_OUT).run((context) -> {
			assertThat(context.getBean(ClientHttpRequestFactoryBuilder.class))
				.isInstanceOf(JdkClientHttpRequestFactoryBuilder.class);
			assertThat(agent(context.getBean(RestClient.Builder.class))).startsWith("Java-http-client");
			assertThat(context.getBean(ImageModel.class).call(new ImagePrompt("a cat")).getResults()).hasSize(1);
		});
	}

	private String agent(RestClient.Builder builder) {
		builder.baseUrl(this.relay.baseUrl())
			.defaultHeader("Authorization", "Bearer " + this.relay.key())
			.build()
			.get()
			.uri("/v1/models")
			.retrieve()
			.toBodilessEntity();
		String agent = this.relay.requests().get(this.relay.requests().size() - 1).header("user-agent");
		assertThat(agent).isNotNull();
		return agent;
	}

}
