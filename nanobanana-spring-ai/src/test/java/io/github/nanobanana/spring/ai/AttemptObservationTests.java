package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import reactor.test.StepVerifier;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.observation.AttemptObservationContext;
import io.github.nanobanana.spring.ai.observation.NanoBananaObservationDocumentation.AttemptHighCardinality;
import io.github.nanobanana.spring.ai.observation.NanoBananaObservationDocumentation.AttemptLowCardinality;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The observation of each attempt below the one of the image.
 */
class AttemptObservationTests {

	private static final String PROMPT = "a cat that nobody may hear of";

	private final RelaySimulator first = RelaySimulator.start();

	private final RelaySimulator second = RelaySimulator.start();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	/** The attempts that have been stopped. */
	private final List<AttemptObservationContext> stopped = new CopyOnWriteArrayList<>();

	private final NanoBananaImageModel model = NanoBananaImageModel.builder()
		.endpoint(endpoint("first", this.first, 0))
		.endpoint(endpoint("second", this.second, 1))
		.observationRegistry(this.registry)
		.shutdownTimeout(Duration.ZERO)
		.build();

	@BeforeEach
	void collect() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<AttemptObservationContext>() {

			@Override
			public void onStop(AttemptObservationContext context) {
				AttemptObservationTests.this.stopped.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof AttemptObservationContext;
			}

		});
	}

	@AfterEach
	void close() {
		this.model.close();
		this.first.close();
		this.second.close();
	}

	@Test
	void attemptWhenCalledStandsBelowTheImage() {
		this.model.call(new ImagePrompt(PROMPT));
		AttemptObservationContext attempt = attempt("first");
		assertBelowImage(attempt);
		assertThat(attempt.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(
				AttemptLowCardinality.ENDPOINT.withValue("first"), AttemptLowCardinality.DIALECT.withValue("gpt-best"),
				AttemptLowCardinality.OUTCOME.withValue("delivered"), AttemptLowCardinality.FAILURE.withValue("none"));
		assertThat(high(attempt, AttemptHighCardinality.NUMBER)).isEqualTo("1");
		assertThat(high(attempt, AttemptHighCardinality.TRIAL)).isEqualTo("false");
		assertThat(high(attempt, AttemptHighCardinality.STATUS)).isEqualTo("none");
		assertThat(high(attempt, AttemptHighCardinality.CALL_ID)).isNotBlank().isNotEqualTo("none");
		assertNothingLeaked();
	}

	@Test
	void attemptWhenStreamedStandsBelowTheImageOfTheCaller() {
		Observation caller = Observation.start("caller", this.registry);
		StepVerifier
			.create(this.model.stream(new ImagePrompt(PROMPT, NanoBananaImageOptions.builder().n(2).build()))
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, caller)))
			.expectNextCount(2)
			.verifyComplete();
		List<AttemptObservationContext> attempts = attempts().toList();
		assertThat(attempts).hasSize(2).allSatisfy((attempt) -> {
			assertBelowImage(attempt);
			assertThat(attempt.getParentObservation().getContextView().getParentObservation()).isSameAs(caller);
		});
		assertThat(attempts.get(0).getParentObservation()).isSameAs(attempts.get(1).getParentObservation());
	}

	@Test
	void attemptsWhenAnotherEndpointIsAskedStandBesideEachOther() {
		this.first.enqueue(Misbehaviour.status(401, "", "bad key for " + PROMPT));
		this.model.call(new ImagePrompt(PROMPT));
		AttemptObservationContext failed = attempt("first");
		AttemptObservationContext delivered = attempt("second");
		assertBelowImage(failed);
		assertThat(delivered.getParentObservation()).isSameAs(failed.getParentObservation());
		assertThat(low(failed, AttemptLowCardinality.OUTCOME)).isEqualTo("rejected");
		assertThat(low(failed, AttemptLowCardinality.FAILURE)).isEqualTo("key_rejected");
		assertThat(high(failed, AttemptHighCardinality.STATUS)).isEqualTo("401");
		assertThat(failed.getError()).isNotNull();
		assertThat(low(delivered, AttemptLowCardinality.OUTCOME)).isEqualTo("delivered");
		assertThat(high(delivered, AttemptHighCardinality.NUMBER)).isEqualTo("2");
		assertThat(high(delivered, AttemptHighCardinality.CALL_ID))
			.isEqualTo(high(failed, AttemptHighCardinality.CALL_ID));
		assertThat(delivered.getError()).isNull();
		assertNothingLeaked();
	}

	@Test
	void attemptWhenOutcomeIsUnknownSaysSo() {
		this.first.enqueue(Misbehaviour.gatewayPage(524));
		assertThatExceptionOfType(UnknownOutcomeException.class)
			.isThrownBy(() -> this.model.call(new ImagePrompt(PROMPT)));
		AttemptObservationContext unknown = attempt("first");
		assertThat(low(unknown, AttemptLowCardinality.OUTCOME)).isEqualTo("unknown");
		assertThat(low(unknown, AttemptLowCardinality.FAILURE)).isEqualTo("gateway_timeout");
		assertThat(attempts()).hasSize(1);
		assertNothingLeaked();
	}

	@Test
	void attemptWhenCancelledIsStoppedAndSaysSo() {
		this.first.always(Misbehaviour.hang());
		StepVerifier.create(this.model.stream(new ImagePrompt(PROMPT)))
			.then(() -> this.first.takeRequest(Duration.ofSeconds(20)))
			.thenCancel()
			.verify();
		AttemptObservationContext cancelled = attempt("first");
		assertBelowImage(cancelled);
		assertThat(low(cancelled, AttemptLowCardinality.OUTCOME)).isEqualTo("cancelled");
		assertThat(low(cancelled, AttemptLowCardinality.FAILURE)).isEqualTo("none");
		assertThat(cancelled.getError()).isNull();
		assertThat(cancelled.isMaybeCharged()).isTrue();
		assertNothingLeaked();
	}

	@Test
	void attemptWhenRegistryHasAConventionOfItsOwnIsTaggedByIt() {
		this.registry.observationConfig().observationConvention(new OwnConvention());
		this.model.call(new ImagePrompt(PROMPT));
		AttemptObservationContext attempt = attempt("first");
		assertThat(attempt.getName()).isEqualTo("own.attempt");
		assertThat(attempt.getLowCardinalityKeyValues()).containsExactly(KeyValue.of("relay", "first"));
	}

	private void assertBelowImage(AttemptObservationContext attempt) {
		assertThat(attempt.getParentObservation()).isNotNull();
		assertThat(attempt.getParentObservation().getContextView()).isInstanceOf(ImageModelObservationContext.class);
	}

	/**
	 * An error is not a tag, but tracing writes its message down: it is looked at too.
	 */
	private void assertNothingLeaked() {
		assertThat(attempts()).isNotEmpty().allSatisfy((attempt) -> {
			assertThat(String.valueOf(attempt.getError())).doesNotContain(this.first.key(), PROMPT);
			assertThat(attempt.getAllKeyValues() + attempt.getContextualName()).doesNotContain(this.first.key(), PROMPT,
					":" + this.first.port(), ":" + this.second.port());
			assertThat(attempt.getAllKeyValues().stream().map(KeyValue::getKey))
				.containsExactlyInAnyOrderElementsOf(documented());
		});
	}

	private static List<String> documented() {
		return Stream
			.concat(Arrays.stream(AttemptLowCardinality.values()), Arrays.stream(AttemptHighCardinality.values()))
			.map((key) -> key.asString())
			.toList();
	}

	private Stream<AttemptObservationContext> attempts() {
		return this.stopped.stream();
	}

	private AttemptObservationContext attempt(String endpoint) {
		return attempts().filter((attempt) -> attempt.getEndpoint().equals(endpoint)).findFirst().orElseThrow();
	}

	private static String low(AttemptObservationContext attempt, AttemptLowCardinality key) {
		return attempt.getLowCardinalityKeyValue(key.asString()).getValue();
	}

	private static String high(AttemptObservationContext attempt, AttemptHighCardinality key) {
		return attempt.getHighCardinalityKeyValue(key.asString()).getValue();
	}

	private static NanoBananaEndpoint endpoint(String name, RelaySimulator relay, int tier) {
		return NanoBananaEndpoint.builder(name)
			.baseUrl(relay.baseUrl())
			.apiKey(relay.key())
			.tier(tier)
			.probed(false)
			.build();
	}

	private static final class OwnConvention implements GlobalObservationConvention<AttemptObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof AttemptObservationContext;
		}

		@Override
		public String getName() {
			return "own.attempt";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
			return KeyValues.of("relay", context.getEndpoint());
		}

	}

}
