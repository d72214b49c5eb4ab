package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaConnectionDetails.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoints that come from a platform or a test and not from the properties.
 */
class ConnectionDetailsTests {

	private static final String NOBODY = "http://127.0.0.1:65535";

	private final RelaySimulator relay = RelaySimulator.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.probe-interval=0");

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void modelWhenThereAreDetailsAndNoKeyIsThereAndUsesThem() {
		with(Endpoint.of(this.relay.baseUrl(), this.relay.key()))
			.run((context) -> context.getBean(ImageModel.class).call(new ImagePrompt("a cat")));
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void modelWhenAnotherProviderIsSelectedIsNotThere() {
		with(Endpoint.of(this.relay.baseUrl(), this.relay.key())).withPropertyValues("spring.ai.model.image=openai")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
	}

	@Test
	void detailsWhenPropertiesNameEndpointsReplaceAllOfThem() {
		with(new Endpoint("first", this.relay.baseUrl(), this.relay.key()))
			.withPropertyValues("spring.ai.nanobanana.base-url=" + NOBODY, "spring.ai.nanobanana.api-key=sk-other",
					"spring.ai.nanobanana.tier=3", "spring.ai.nanobanana.endpoints.first.base-url=" + NOBODY,
					"spring.ai.nanobanana.endpoints.first.api-key=sk-first",
					"spring.ai.nanobanana.endpoints.first.dialect=gemini",
					"spring.ai.nanobanana.endpoints.first.dialect-settings.spelling=snake-case",
					"spring.ai.nanobanana.endpoints.second.base-url=" + NOBODY)
			.run((context) -> {
				NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
				assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName).containsExactly("first");
				model.call(new ImagePrompt("a cat"));
			});
		assertThat(this.relay.requests()).singleElement().satisfies((request) -> {
			assertThat(request.path()).contains("generateContent");
			assertThat(request.bodyAsString()).contains("generation_config");
		});
	}

	@Test
	void detailsWhenOfTheDefaultEndpointKeepItsOtherSettings() {
		with(Endpoint.of(this.relay.baseUrl(), this.relay.key()))
			.withPropertyValues("spring.ai.nanobanana.base-url=" + NOBODY, "spring.ai.nanobanana.api-key=sk-other",
					"spring.ai.nanobanana.dialect=chat", "spring.ai.nanobanana.headers.x-team=art")
			.run((context) -> context.getBean(ImageModel.class).call(new ImagePrompt("a cat")));
		assertThat(this.relay.requests()).singleElement().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/v1/chat/completions");
			assertThat(request.header("x-team")).isEqualTo("art");
			assertThat(request.key()).isEqualTo(this.relay.key());
		});
	}

	@Test
	void detailsWhenThereIsNoBeanTellTheProperties() {
		this.runner
			.withPropertyValues("spring.ai.nanobanana.base-url=" + NOBODY, "spring.ai.nanobanana.api-key=sk-root",
					"spring.ai.nanobanana.endpoints.second.base-url=" + NOBODY + "/two",
					"spring.ai.nanobanana.endpoints.third.base-url=" + NOBODY + "/three",
					"spring.ai.nanobanana.endpoints.third.api-key=sk-third")
			.run((context) -> {
				NanoBananaConnectionDetails details = context.getBean(NanoBananaConnectionDetails.class);
				assertThat(details.getEndpoints()).containsExactly(Endpoint.of(NOBODY, "sk-root"),
						new Endpoint("second", NOBODY + "/two", "sk-root"),
						new Endpoint("third", NOBODY + "/three", "sk-third"));
				assertThat(details.toString()).contains(NOBODY).doesNotContain("sk-");
			});
	}

	@Test
	void detailsWhenWrongAreAllToldAtOnceWithoutTheKey() {
		with(new Endpoint("first", "ftp://nowhere", "sk-first"), new Endpoint("second", NOBODY, "sk two words"),
				new Endpoint("first", NOBODY, "sk-again"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("address of endpoint 'first' of the bean of type NanoBananaConnectionDetails")
				.hasMessageContaining("key of endpoint 'second' of the bean of type NanoBananaConnectionDetails")
				.hasMessageContaining("it has no name of its own")
				.hasMessageNotContaining("spring.ai.nanobanana.")
				.hasMessageNotContaining("two words"));
	}

	@Test
	void detailsWithoutEndpointsAreRefused() {
		with().run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("the bean of type NanoBananaConnectionDetails is without endpoints"));
	}

	private ApplicationContextRunner with(Endpoint... endpoints) {
		return this.runner.withBean(NanoBananaConnectionDetails.class, () -> () -> List.of(endpoints));
	}

}
