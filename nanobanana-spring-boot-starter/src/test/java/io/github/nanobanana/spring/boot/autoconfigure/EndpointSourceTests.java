package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.ai.image.ImageModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaEndpointSource;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoints that are named while the application runs.
 */
class EndpointSourceTests {

	private final Sinks.Many<List<NanoBananaEndpoint>> found = Sinks.many().multicast().onBackpressureBuffer();

	private final ApplicationContextRunner without = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.probe-interval=0");

	private final ApplicationContextRunner with = this.without.withBean(NanoBananaEndpointSource.class,
			() -> this.found::asFlux);

	@Test
	void modelWhenThereIsOnlyASourceIsThereAndFollowsIt() {
		this.with.run((context) -> {
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			assertThat(model.endpoints().list()).isEmpty();
			this.found.tryEmitNext(List.of(endpoint("a"), endpoint("b"))).orThrow();
			assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName).containsExactly("a", "b");
			this.found.tryEmitNext(List.of(endpoint("b"))).orThrow();
			assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName).containsExactly("b");
		});
		assertThat(this.found.currentSubscriberCount()).isZero();
	}

	@Test
	void modelWhenSelectedWithOnlyASourceIsThere() {
		this.with.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).hasSingleBean(NanoBananaImageModel.class));
	}

	@Test
	void modelWhenAnotherIsSelectedIsAbsentWhateverTheSource() {
		this.with.withPropertyValues("spring.ai.model.image=openai")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
	}

	@Test
	void modelWithoutSourceAndWithoutKeyIsAbsentOrRefused() {
		this.without.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
		this.without.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class));
	}

	@Test
	void endpointsOfSeveralSourcesAreAddedToThoseOfProperties() {
		this.with.withBean("second", NanoBananaEndpointSource.class, () -> () -> Flux.just(List.of(endpoint("z"))))
			.withPropertyValues("spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
					"spring.ai.nanobanana.api-key=sk-secret")
			.run((context) -> {
				NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
				this.found.tryEmitNext(List.of(endpoint("a"))).orThrow();
				assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName)
					.containsExactlyInAnyOrder("default", "a", "z");
			});
	}

	@Test
	void listWhenAnotherSourceHasTheNameIsRefusedAndTheOneBeforeStays() {
		this.with.withBean("second", NanoBananaEndpointSource.class, () -> () -> Flux.just(List.of(endpoint("z"))))
			.run((context) -> {
				NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
				this.found.tryEmitNext(List.of(endpoint("a"))).orThrow();
				this.found.tryEmitNext(List.of(endpoint("b"), endpoint("z"))).orThrow();
				assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName)
					.containsExactlyInAnyOrder("a", "z");
			});
	}

	private static NanoBananaEndpoint endpoint(String name) {
		return NanoBananaEndpoint.builder(name).baseUrl("http://127.0.0.1:65535").apiKey("sk-secret").build();
	}

}
