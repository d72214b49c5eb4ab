package io.github.nanobanana.spring.boot.autoconfigure.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import reactor.core.Disposable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaImageAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Meters of pictures, tokens, prices and losses in an application.
 */
class PictureMeterTests {

	private static final String TOKENS = "gen_ai.client.token.usage";

	private static final String SPRING_AI_HANDLER = "org.springframework.ai.image.observation.ImageModelMeterObservationHandler";

	private final RelaySimulator relay = RelaySimulator.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, NanoBananaMetricsAutoConfiguration.class,
						ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
						CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
		.withPropertyValues("spring.ai.nanobanana.endpoints.first.base-url=" + this.relay.baseUrl(),
				"spring.ai.nanobanana.endpoints.first.dialect=gemini",
				"spring.ai.nanobanana.endpoints.first.models.nano-banana-2=gemini-3-pro-image",
				"spring.ai.nanobanana.endpoints.first.prices.gemini-3-pro-image=0.134",
				"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0");

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void metersWhenPicturesAreDeliveredCountThem() {
		this.runner.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			ImageResponse called = model.call(versions(2));
			ImageResponse streamed = model.stream(versions(1)).blockLast();
			assertThat(meters.get("nanobanana.pictures")
				.tags("endpoint", "first", "dialect", "gemini", "model", "nano-banana-2", "tier", "2K")
				.counter()
				.count()).isEqualTo(3);
			assertThat(meters.get("nanobanana.picture.size")
				.tags("endpoint", "first", "tier", "2K")
				.summary()
				.totalAmount()).isEqualTo(bytes(called) + bytes(streamed)).isPositive();
			assertThat(meters.get("nanobanana.cost")
				.tags("endpoint", "first", "model", "nano-banana-2", "tier", "2K")
				.counter()
				.count()).isEqualTo(3 * 0.134);
			assertThat(meters.get(TOKENS)
				.tags("gen_ai.system", "nanobanana", "gen_ai.request.model", "nano-banana-2", "gen_ai.token.type",
						"total")
				.counter()
				.count())
				.isEqualTo(called.getMetadata().getUsage().getTotalTokens()
						+ streamed.getMetadata().getUsage().getTotalTokens())
				.isPositive();
			assertThat(meters.get("nanobanana.losses").counters())
				.allSatisfy((losses) -> assertThat(losses.count()).isZero());
		});
	}

	@Test
	void lossesWhenNothingWasAskedAreZeroForAllThatMayBeCharged() {
		this.runner.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("nanobanana.losses").tag("endpoint", "first").counters())
				.allSatisfy((losses) -> assertThat(losses.count()).isZero())
				.extracting((losses) -> losses.getId().getTag("failure"))
				.containsExactlyInAnyOrder("failed_early", "failed_late", "picture_refused", "no_picture", "no_answer",
						"gateway_timeout", "answer_cut", "answer_unreadable", "answer_too_large", "cancelled");
		});
	}

	@Test
	void lossesWhenAnEndpointIsAddedAreZeroFromItsFirstCallOn() {
		this.runner.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			model.endpoints().remove("first");
			model.endpoints()
				.put(NanoBananaEndpoint.builder("second")
					.baseUrl(this.relay.baseUrl())
					.apiKey(this.relay.key())
					.build());
			this.relay.enqueue(Misbehaviour.hang());
			Disposable call = model.stream(versions(1)).subscribe();
			this.relay.takeRequest(Duration.ofSeconds(20));
			assertThat(losses(meters, "second", "no_answer")).isZero();
			call.dispose();
		});
	}

	@Test
	void lossesWhenACallIsCancelledAfterTheRequestHasLeftAreCounted() {
		this.runner.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			this.relay.enqueue(Misbehaviour.hang());
			Disposable call = model.stream(versions(1)).subscribe();
			this.relay.takeRequest(Duration.ofSeconds(20));
			call.dispose();
			assertThat(losses(meters, "first", "cancelled")).isEqualTo(1);
		});
	}

	@Test
	void lossesWhenAnOutcomeIsUnknownAreCountedAndRejectionsAreNot() {
		this.runner.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			this.relay.enqueue(Misbehaviour.gatewayPage(524));
			assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> model.call(versions(1)));
			this.relay.enqueue(Misbehaviour.status(401, "", "bad key"));
			assertThat(model.stream(versions(1)).materialize().blockLast().hasError()).isTrue();
			assertThat(meters.get("nanobanana.losses").counters().stream().filter((losses) -> losses.count() > 0))
				.singleElement()
				.satisfies((losses) -> {
					assertThat(losses.count()).isEqualTo(1);
					assertThat(losses.getId().getTag("endpoint")).isEqualTo("first");
					assertThat(losses.getId().getTag("failure")).isEqualTo("gateway_timeout");
				});
			assertThat(meters.find("nanobanana.pictures").counter()).isNull();
		});
	}

	@Test
	void costWhenThereIsNoPriceIsNotThere() {
		this.runner.withPropertyValues("spring.ai.nanobanana.endpoints.first.models.nano-banana-2=nano-banana-2")
			.run((context) -> {
				context.getBean(NanoBananaImageModel.class).call(versions(1));
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.find("nanobanana.cost").counter()).isNull();
				assertThat(meters.get("nanobanana.pictures").counter().count()).isEqualTo(1);
			});
	}

	@Test
	void modelsWhenThereAreTooManyAreNotToldApart() {
		this.runner.withPropertyValues("spring.ai.nanobanana.endpoints.first.dialect=gpt-best").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			PictureMeterObservationHandler handler = new PictureMeterObservationHandler(meters);
			ImageResponse response = context.getBean(NanoBananaImageModel.class).call(versions(1));
			meters.clear();
			for (int i = 0; i < PictureMeterObservationHandler.MOST_MODELS + 50; i++) {
				handler.onStop(ended("model-" + i, response));
			}
			assertThat(meters.get("nanobanana.pictures").counters()).hasSize(101);
			assertThat(meters.get("nanobanana.pictures")
				.tag("model", PictureMeterObservationHandler.OTHER)
				.counter()
				.count()).isEqualTo(50);
		});
	}

	@Test
	void tokensWhenSpringAiCountsThemItselfAreLeftToIt() throws Exception {
		ClassLoader newer = new ByteBuddy().subclass(Object.class)
			.name(SPRING_AI_HANDLER)
			.make()
			.load(getClass().getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
			.getLoaded()
			.getClassLoader();
		this.runner.withClassLoader(newer).run((context) -> {
			context.getBean(NanoBananaImageModel.class).call(versions(1));
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(context).doesNotHaveBean("nanoBananaTokenMeters");
			assertThat(meters.find(TOKENS).counter()).isNull();
			assertThat(meters.get("nanobanana.pictures").counter().count()).isEqualTo(1);
		});
	}

	@Test
	void tokensOfAnotherProviderAreNotOurs() {
		ImageModelObservationContext theirs = ImageModelObservationContext.builder()
			.imagePrompt(new ImagePrompt("a cat"))
			.provider("openai")
			.build();
		this.runner.run((context) -> {
			assertThat(context.getBean(MeterRegistry.class)).isNotNull();
			assertThat(
					new ImageTokenMeterObservationHandler(context.getBean(MeterRegistry.class)).supportsContext(theirs))
				.isFalse();
		});
	}

	@Test
	void metersWhenTheApplicationHasItsOwnBackOff() {
		ObservationHandler<Observation.Context> own = (context) -> false;
		this.runner.withBean("nanoBananaPictureMeters", ObservationHandler.class, () -> own)
			.withBean("nanoBananaTokenMeters", ObservationHandler.class, () -> own)
			.run((context) -> {
				context.getBean(NanoBananaImageModel.class).call(versions(1));
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.find("nanobanana.pictures").counter()).isNull();
				assertThat(meters.find("nanobanana.losses").counter()).isNull();
				assertThat(meters.find(TOKENS).counter()).isNull();
				Awaitility.await()
					.untilAsserted(() -> assertThat(
							meters.get("nanobanana.attempts").tag("outcome", "delivered").functionCounter().count())
						.isEqualTo(1));
			});
	}

	private static double losses(MeterRegistry meters, String endpoint, String failure) {
		return meters.get("nanobanana.losses").tags("endpoint", endpoint, "failure", failure).counter().count();
	}

	private static ImageModelObservationContext ended(String model, ImageResponse response) {
		ImageModelObservationContext context = ImageModelObservationContext.builder()
			.imagePrompt(new ImagePrompt("a cat", NanoBananaImageOptions.builder().model(model).build()))
			.provider(NanoBananaImageModel.PROVIDER)
			.build();
		context.setResponse(response);
		return context;
	}

	private static double bytes(ImageResponse response) {
		return response.getResults()
			.stream()
			.map(ImageGeneration::getMetadata)
			.mapToLong((metadata) -> ((NanoBananaImageGenerationMetadata) metadata).bytes())
			.sum();
	}

	private static ImagePrompt versions(int count) {
		return new ImagePrompt("a cat", NanoBananaImageOptions.builder().n(count).imageSize("2K").build());
	}

}
