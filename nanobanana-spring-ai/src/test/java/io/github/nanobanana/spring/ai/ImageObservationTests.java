package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.DefaultImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation.HighCardinalityKeyNames;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation.LowCardinalityKeyNames;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Spring AI's observation of an image: what was asked and what came, whichever way it was
 * asked.
 */
class ImageObservationTests {

	private static final String PROMPT = "a cat that nobody may hear of";

	/** The model by the name of an endpoint that tells tokens. */
	private static final String SERVED = "gemini-3-pro-image-preview";

	private final RelaySimulator relay = RelaySimulator.start();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	/** The observations of images that have ended. */
	private final List<ImageModelObservationContext> ended = new CopyOnWriteArrayList<>();

	private @Nullable NanoBananaImageModel model;

	@AfterEach
	void close() {
		if (this.model != null) {
			this.model.close();
		}
		this.relay.close();
	}

	@Test
	void requestWhenPromptSetsLittleIsMergedWithWhatIsConfigured() {
		NanoBananaImageModel model = model(NanoBananaImageModel.builder()
			.defaultOptions(NanoBananaImageOptions.builder().imageSize(ImageSize.TWO_K).responseFormat("url").build()));
		model.call(new ImagePrompt(PROMPT, NanoBananaImageOptions.builder().aspectRatio("16:9").build()));
		ImageModelObservationContext context = single();
		assertThat(context.getRequest().getInstructions()).singleElement()
			.satisfies((message) -> assertThat(message.getText()).isEqualTo(PROMPT));
		assertThat(context.getRequest().getOptions()).isInstanceOfSatisfying(NanoBananaImageOptions.class,
				(options) -> {
					assertThat(options.getModel()).isEqualTo(NanoBananaImageOptions.DEFAULT_MODEL);
					assertThat(options.getN()).isEqualTo(1);
					assertThat(options.getImageSize()).isEqualTo(ImageSize.TWO_K);
					assertThat(options.getAspectRatio()).hasToString("16:9");
					assertThat(options.getTimeout()).isEqualTo(NanoBananaImageOptions.DEFAULT_TIMEOUT);
				});
		assertThat(context.getContextualName()).isEqualTo("image " + NanoBananaImageOptions.DEFAULT_MODEL);
		assertThat(context.getLowCardinalityKeyValue(LowCardinalityKeyNames.REQUEST_MODEL.asString()).getValue())
			.isEqualTo(NanoBananaImageOptions.DEFAULT_MODEL);
		assertThat(high(context, HighCardinalityKeyNames.REQUEST_IMAGE_RESPONSE_FORMAT)).isEqualTo("url");
	}

	@Test
	void responseWhenCalledIsTheOneThatIsDelivered() {
		ImageResponse response = model().call(versions(2));
		ImageModelObservationContext context = single();
		assertThat(context.getResponse()).isSameAs(response);
		assertToldOf(context, response.getResults());
	}

	@Test
	void responseWhenStreamedIsTheWhole() {
		List<ImageResponse> parts = model().stream(versions(3)).collectList().block();
		assertThat(parts).hasSize(3);
		ImageModelObservationContext context = single();
		assertThat(context.getResponse().getResults())
			.containsExactlyElementsOf(parts.stream().map(ImageResponse::getResult).toList());
		assertThat(context.getResponse().getMetadata().getUsage().getTotalTokens())
			.isEqualTo(parts.stream().mapToInt((part) -> part.getMetadata().getUsage().getTotalTokens()).sum())
			.isPositive();
		assertToldOf(context, context.getResponse().getResults());
		assertThat(context.getError()).isNull();
	}

	@Test
	void responseWhenSomeVersionsOfAStreamFailHoldsTheOthersAndTheFailure() {
		this.relay.enqueue(Misbehaviour.gatewayPage(524));
		StepVerifier.create(model().stream(versions(3))).expectNextCount(2).verifyError(UnknownOutcomeException.class);
		ImageModelObservationContext context = single();
		assertThat(context.getError()).isInstanceOf(UnknownOutcomeException.class);
		assertThat(context.getResponse().getResults()).hasSize(2);
		assertThat(((NanoBananaImageResponseMetadata) context.getResponse().getMetadata()).getFailures()).hasSize(1);
	}

	@Test
	void responseWhenNothingIsDeliveredIsNotThere() {
		this.relay.always(Misbehaviour.status(401, "", "bad key"));
		NanoBananaImageModel model = model();
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> model.call(versions(1)));
		StepVerifier.create(model.stream(versions(1))).verifyError(RelayException.class);
		assertThat(this.ended).hasSize(2).allSatisfy((context) -> {
			assertThat(context.getResponse()).isNull();
			assertThat(context.getError()).isInstanceOf(RelayException.class);
		});
	}

	@Test
	void streamWhenCancelledEndsTheObservationWithWhatWasDelivered() {
		this.relay.enqueue(Misbehaviour.hang());
		StepVerifier.create(model().stream(versions(2))).expectNextCount(1).thenCancel().verify();
		ImageModelObservationContext context = single();
		assertThat(context.getError()).isNull();
		assertThat(context.getResponse().getResults()).hasSize(1);
	}

	@Test
	void streamWhenSubscribedTwiceIsObservedTwice() {
		Flux<ImageResponse> stream = model().stream(versions(1));
		stream.blockLast();
		stream.blockLast();
		assertThat(this.ended).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void streamWhenSubscribedWithinAnObservationOfTheThreadStandsBelowIt() {
		NanoBananaImageModel model = model();
		Observation.createNotStarted("page", this.registry).observe(() -> {
			model.stream(versions(1)).blockLast();
		});
		assertThat(single().getParentObservation().getContextView().getName()).isEqualTo("page");
	}

	@Test
	void conventionWhenTheApplicationHasOneReplacesOurs() {
		NanoBananaImageModel model = model(
				NanoBananaImageModel.builder().observationConvention(new DefaultImageModelObservationConvention() {

					@Override
					public String getName() {
						return "own.image";
					}

				}));
		model.call(versions(1));
		assertThat(single().getName()).isEqualTo("own.image");
		assertThat(single().getHighCardinalityKeyValue(HighCardinalityKeyNames.RESPONSE_MODEL.asString())).isNull();
	}

	static Stream<Arguments> whatHandlersThrowAndWhen() {
		return Stream.of(new IllegalStateException("watching failed"), new NoSuchMethodError("of another version"))
			.flatMap((failure) -> Stream
				.of(EnumSet.allOf(Moment.class), EnumSet.of(Moment.SCOPE_OPENED, Moment.STOP),
						EnumSet.of(Moment.SCOPE_CLOSED, Moment.STOP))
				.map((moments) -> arguments(failure, moments)));
	}

	@ParameterizedTest
	@MethodSource("whatHandlersThrowAndWhen")
	void pictureWhenHandlersThrowArrives(Throwable failure, Set<Moment> moments) {
		AtomicInteger thrown = new AtomicInteger();
		this.registry.observationConfig().observationHandler(new Hostile(thrown, failure, moments));
		NanoBananaImageModel model = model();
		assertThat(model.call(versions(1)).getResults()).hasSize(1);
		assertThat(model.stream(versions(2)).collectList().block(Duration.ofSeconds(30))).hasSize(2);
		assertThat(thrown).hasValueGreaterThan(4);
		assertThat(this.relay.ledger().charges()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(names = { "SCOPE_OPENED", "SCOPE_CLOSED" })
	void threadWhenHandlersOfScopesThrowIsLeftAsItWas(Moment moment) {
		AtomicInteger thrown = new AtomicInteger();
		ScopeCount scopes = new ScopeCount(new AtomicInteger());
		NanoBananaImageModel model = model();
		Observation page = Observation.start("page", this.registry);
		try (Observation.Scope scope = page.openScope()) {
			this.registry.observationConfig()
				.observationHandler(scopes)
				.observationHandler(new Hostile(thrown, new NoSuchMethodError("of another version"), Set.of(moment)));
			model.call(versions(1));
			assertThat(this.registry.getCurrentObservationScope()).isSameAs(scope);
		}
		assertThat(thrown).hasValue(1);
		assertThat(scopes.open()).hasValue((moment == Moment.SCOPE_OPENED) ? 0 : 1);
	}

	private void assertToldOf(ImageModelObservationContext context, List<ImageGeneration> generations) {
		ImageResponse response = context.getResponse();
		assertThat(response.getMetadata().<String>get(NanoBananaImageResponseMetadata.MODEL))
			.isEqualTo(NanoBananaImageOptions.DEFAULT_MODEL);
		assertThat(high(context, HighCardinalityKeyNames.RESPONSE_MODEL))
			.isEqualTo(((NanoBananaImageGenerationMetadata) generations.get(0).getMetadata()).model());
		assertThat(high(context, HighCardinalityKeyNames.USAGE_TOTAL_TOKENS))
			.isEqualTo(String.valueOf(response.getMetadata().getUsage().getTotalTokens()));
		assertThat(high(context, HighCardinalityKeyNames.USAGE_INPUT_TOKENS))
			.isEqualTo(String.valueOf(response.getMetadata().getUsage().getPromptTokens()));
		assertThat(high(context, HighCardinalityKeyNames.USAGE_OUTPUT_TOKENS))
			.isEqualTo(String.valueOf(response.getMetadata().getUsage().getCompletionTokens()));
		assertThat(context.getAllKeyValues().toString()).doesNotContain(PROMPT, this.relay.key());
	}

	private ImageModelObservationContext single() {
		assertThat(this.ended).hasSize(1);
		return this.ended.get(0);
	}

	private static String high(ImageModelObservationContext context, HighCardinalityKeyNames key) {
		return context.getHighCardinalityKeyValue(key.asString()).getValue();
	}

	private static ImagePrompt versions(int count) {
		return new ImagePrompt(PROMPT, NanoBananaImageOptions.builder().n(count).build());
	}

	private NanoBananaImageModel model() {
		return model(NanoBananaImageModel.builder());
	}

	private NanoBananaImageModel model(NanoBananaImageModelBuilder builder) {
		this.registry.observationConfig().observationHandler(new ObservationHandler<ImageModelObservationContext>() {

			@Override
			public void onStop(ImageModelObservationContext context) {
				ImageObservationTests.this.ended.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ImageModelObservationContext;
			}

		});
		NanoBananaImageModel built = builder(builder).observationRegistry(this.registry).build();
		this.model = built;
		return built;
	}

	private NanoBananaImageModelBuilder builder(NanoBananaImageModelBuilder builder) {
		return builder.shutdownTimeout(Duration.ZERO)
			.endpoint(NanoBananaEndpoint.builder("relay")
				.baseUrl(this.relay.baseUrl())
				.apiKey(this.relay.key())
				.dialect(new GeminiDialect())
				.model(NanoBananaImageOptions.DEFAULT_MODEL, SERVED)
				.probed(false)
				.build());
	}

	/** What a handler is told. */
	enum Moment {

		START, SCOPE_OPENED, SCOPE_CLOSED, STOP

	}

	/** Counts the scopes that are open. */
	private record ScopeCount(AtomicInteger open) implements ObservationHandler<Observation.Context> {

		@Override
		public void onScopeOpened(Observation.Context context) {
			this.open.incrementAndGet();
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			this.open.decrementAndGet();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	/** Fails when it is told of some moments. */
	private record Hostile(AtomicInteger thrown, Throwable failure,
			Set<Moment> moments) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			told(Moment.START);
		}

		@Override
		public void onStop(Observation.Context context) {
			told(Moment.STOP);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			told(Moment.SCOPE_OPENED);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			told(Moment.SCOPE_CLOSED);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void told(Moment moment) {
			if (this.moments.contains(moment)) {
				this.thrown.incrementAndGet();
				if (this.failure instanceof LinkageError missing) {
					throw missing;
				}
				throw (RuntimeException) this.failure;
			}
		}

	}

}
