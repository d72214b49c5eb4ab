package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.model.openai.autoconfigure.OpenAiImageAutoConfiguration;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.RoutingImageModel;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One property puts a router in front: pictures of the relays, and of Spring AI's OpenAI
 * model where the relays failed free of charge. Each side has books of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class RouterTests {

	private static final String FALLBACK = "spring.ai.nanobanana.image.fallback=";

	private final RelaySimulator relay = RelaySimulator.start();

	private final RelaySimulator openAi = RelaySimulator.start();

	private final ApplicationContextRunner both = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, OpenAiImageAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.api-key=" + this.relay.key(),
				"spring.ai.openai.base-url=" + this.openAi.baseUrl() + "/v1",
				"spring.ai.openai.api-key=" + this.openAi.key(), "spring.ai.openai.max-retries=0");

	private final ApplicationContextRunner routed = this.both.withPropertyValues(FALLBACK + "openAiImageModel");

	@AfterEach
	void close() {
		this.relay.close();
		this.openAi.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "spring.ai.model.image=openai", "spring.ai.nanobanana.image.mode=always" })
	void imageModelWhenFallbackIsNamedIsTheRouterWithBothBesideIt(String more) {
		this.routed.withPropertyValues(more).run((context) -> {
			assertThat(context.getBean(ImageModel.class)).isInstanceOf(RoutingImageModel.class)
				.hasToString("RoutingImageModel[primary=NanoBananaImageModel, fallback=OpenAiImageModel]");
			assertThat(context).hasSingleBean(NanoBananaImageModel.class).hasSingleBean(OpenAiImageModel.class);
		});
	}

	@Test
	void routerWhenFallbackIsEmptyOrModelIsOffIsAbsent() {
		this.both.withPropertyValues(FALLBACK)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RoutingImageModel.class));
		this.routed.withPropertyValues("spring.ai.nanobanana.image.mode=off")
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(OpenAiImageModel.class));
	}

	@Test
	void routerWhenApplicationHasItsOwnBacksOff() {
		this.routed.withUserConfiguration(OwnRouter.class)
			.run((context) -> assertThat(context).hasSingleBean(RoutingImageModel.class).hasBean("ownRouter"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "nanoBananaImageModel", "nanoBananaRoutingImageModel", "${NO_SUCH_BEAN}",
			"environment" })
	void startWhenFallbackIsNoOtherImageModelFailsAndNamesThem(String name) {
		this.both.withPropertyValues(FALLBACK + name)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class)
				.hasMessageContaining("spring.ai.nanobanana.image.fallback")
				.hasMessageContaining(name)
				.hasMessageContaining("here: openAiImageModel"));
	}

	@Test
	void startWhenSelectionKeepsTheFallbackAwaySaysSo() {
		this.routed.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"spring.ai.model.image is \"nanobanana\", and Spring AI's other providers stay away"));
	}

	@Test
	void pictureWhenRelaysDeliverIsTheirs() {
		draw(new ImagePrompt("a cat"));
		assertBooks(1, 0);
	}

	static List<Misbehaviour> free() {
		return List.of(Misbehaviour.refuseConnections(), Misbehaviour.emptyTooManyRequests(),
				Misbehaviour.status(401, "", "bad key"), Misbehaviour.status(403, "insufficient_user_quota", "empty"),
				Misbehaviour.status(503, "model_not_found", "no channel"), Misbehaviour.consolePage());
	}

	@ParameterizedTest
	@MethodSource("free")
	void pictureWhenRelaysFailFreeOfChargeIsOpenAisAndPaidOnce(Misbehaviour misbehaviour) {
		this.relay.always(misbehaviour);
		ImageResponse response = draw(new ImagePrompt("a cat"));
		assertThat(response.getResult().getOutput().getB64Json()).isNotEmpty();
		assertThat((List<?>) response.getMetadata().get(RoutingImageModel.EARLIER_FAILURES)).hasSize(1);
		assertBooks(0, 1);
	}

	static List<Misbehaviour> costly() {
		return List.of(Misbehaviour.gatewayPage(524), Misbehaviour.resetAfterRequest(), Misbehaviour.truncatedJson(),
				Misbehaviour.refusal());
	}

	@ParameterizedTest
	@MethodSource("costly")
	void pictureWhenRelaysMayHaveChargedIsAskedForNowhereElse(Misbehaviour misbehaviour) {
		this.relay.always(misbehaviour);
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> draw(new ImagePrompt("a cat")))
			.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isTrue());
		assertThat(this.openAi.requests()).isEmpty();
		assertThat(this.relay.ledger().charges()).isLessThanOrEqualTo(1);
	}

	@Test
	void picturesWhenSomeArriveAreCompletedByOpenAi() {
		this.relay.enqueue(Misbehaviour.emptyTooManyRequests().after(Duration.ofMillis(300)));
		assertThat(draw(new ImagePrompt("a cat", ImageOptionsBuilder.builder().n(3).build())).getResults()).hasSize(3);
		assertThat(this.openAi.requests()).singleElement()
			.satisfies((request) -> assertThat(request.bodyAsString()).contains("\"n\":1"));
		assertBooks(2, 1);
	}

	@Test
	void optionsOfOursDoNotDisturbOpenAi() {
		this.relay.always(Misbehaviour.status(401, "", "bad key"));
		draw(new ImagePrompt("a cat",
				NanoBananaImageOptions.builder()
					.model("nano-banana-pro")
					.aspectRatio("16:9")
					.imageSize("4K")
					.seed(7L)
					.extraBody(Map.of("user_tag", "x"))
					.n(2)
					.build()));
		assertThat(this.openAi.requests()).singleElement()
			.satisfies((request) -> assertThat(request.bodyAsString()).contains("\"n\":2", "gpt-image")
				.doesNotContain("nano", "16:9", "user_tag", "seed"));
		assertBooks(0, 2);
	}

	@Test
	void observationsAreThoseOfTheModelsThatWereAsked() {
		ObservationRegistry registry = ObservationRegistry.create();
		List<String> seen = new ArrayList<>();
		registry.observationConfig().observationHandler(new ObservationHandler<ImageModelObservationContext>() {

			@Override
			public void onStop(ImageModelObservationContext context) {
				seen.add(context.getOperationMetadata().provider() + ((context.getError() != null) ? " failed" : ""));
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ImageModelObservationContext;
			}

		});
		this.routed.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			context.getBean(ImageModel.class).call(new ImagePrompt("a cat"));
			this.relay.always(Misbehaviour.status(401, "", "bad key"));
			context.getBean(ImageModel.class).call(new ImagePrompt("a cat"));
			context.getBean(ImageModel.class).call(new ImagePrompt("a cat"));
		});
		assertThat(seen).containsExactly("nanobanana", "nanobanana failed", "openai", "nanobanana failed", "openai");
	}

	@Test
	void logWhenTheOtherIsAskedHasNeitherKeyNorPromptNorAddress(CapturedOutput output) {
		this.relay.always(Misbehaviour.status(401, "", "bad key"));
		draw(new ImagePrompt("a secret cat"));
		assertThat(output).contains("No picture arrived, so OpenAiImageModel is asked.")
			.doesNotContain("a secret cat", this.relay.key(), this.relay.baseUrl());
	}

	private ImageResponse draw(ImagePrompt prompt) {
		ImageResponse[] drawn = new ImageResponse[1];
		this.routed.run((context) -> drawn[0] = context.getBean(ImageModel.class).call(prompt));
		return drawn[0];
	}

	private void assertBooks(int relayCharged, int openAiCharged) {
		assertThat(this.relay.ledger().charges()).isEqualTo(relayCharged);
		assertThat(this.openAi.ledger().charges()).isEqualTo(openAiCharged);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRouter {

		@Bean
		RoutingImageModel ownRouter(NanoBananaImageModel ours, OpenAiImageModel theirs) {
			return RoutingImageModel.builder().primary(theirs).fallback(ours).build();
		}

	}

}
