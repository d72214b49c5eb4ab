package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The spans of a picture in OpenTelemetry, and what a relay is told of them.
 */
class TraceTests {

	private static final String PROMPT = "a cat that nobody may hear of";

	private final RelaySimulator first = RelaySimulator.start();

	private final RelaySimulator second = RelaySimulator.start();

	private final Spans spans = new Spans();

	private final SdkTracerProvider provider = SdkTracerProvider.builder()
		.addSpanProcessor(SimpleSpanProcessor.create(this.spans))
		.build();

	private final ObservationRegistry registry = registry();

	private @Nullable NanoBananaImageModel model;

	@AfterEach
	void close() {
		if (this.model != null) {
			this.model.close();
		}
		this.provider.close();
		this.first.close();
		this.second.close();
	}

	@Test
	void spansWhenSeveralVersionsAreDrawnAtOnceAreChildrenOfTheirImage() {
		NanoBananaImageModel model = model(UnaryOperator.identity());
		Observation.createNotStarted("page", this.registry).observe(() -> model.call(versions(3)));
		assertOneTrace();
		assertImageWithAttempts(3);
		assertThat(this.spans.named("image nano-banana-2").getParentSpanId())
			.isEqualTo(this.spans.named("page").getSpanId());
	}

	@Test
	void spansWhenStreamedOnAnotherThreadAreChildrenOfTheCaller() {
		NanoBananaImageModel model = model(UnaryOperator.identity());
		Observation page = Observation.start("page", this.registry);
		StepVerifier
			.create(model.stream(versions(3))
				.subscribeOn(Schedulers.parallel())
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, page)))
			.expectNextCount(3)
			.verifyComplete();
		page.stop();
		assertOneTrace();
		assertImageWithAttempts(3);
		assertThat(this.spans.named("image nano-banana-2").getParentSpanId())
			.isEqualTo(this.spans.named("page").getSpanId());
	}

	@Test
	void spansWhenAnotherEndpointIsAskedStandBesideEachOther() {
		this.first.enqueue(Misbehaviour.status(401, "", "bad key"));
		model(UnaryOperator.identity()).call(versions(1));
		SpanData image = this.spans.named("image nano-banana-2");
		SpanData failed = this.spans.named("attempt first");
		SpanData delivered = this.spans.named("attempt second");
		assertThat(List.of(failed, delivered)).allSatisfy((attempt) -> {
			assertThat(attempt.getParentSpanId()).isEqualTo(image.getSpanId());
			assertThat(attempt.getKind()).isEqualTo(SpanKind.CLIENT);
		});
		assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(delivered.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
		assertThat(delivered.getEndEpochNanos()).isLessThanOrEqualTo(image.getEndEpochNanos());
	}

	@Test
	void spansWhenStreamIsCancelledAreEnded() {
		this.first.always(Misbehaviour.hang());
		StepVerifier.create(model(UnaryOperator.identity()).stream(versions(2)))
			.then(() -> this.first.takeRequest(Duration.ofSeconds(20)))
			.then(() -> this.first.takeRequest(Duration.ofSeconds(20)))
			.thenCancel()
			.verify();
		assertImageWithAttempts(2);
	}

	@Test
	void relayWhenNothingIsSetIsNotToldTheTrace() {
		model(UnaryOperator.identity()).call(versions(2));
		assertThat(this.spans.all).isNotEmpty();
		assertThat(this.first.requests()).hasSize(2).allSatisfy((request) -> {
			assertThat(request.header("traceparent")).isNull();
			assertThat(request.header("tracestate")).isNull();
		});
	}

	@Test
	void relayWhenPropagationIsOnIsToldTheSpanOfItsAttempt() {
		model((endpoint) -> endpoint.tracePropagation(true)).call(versions(3));
		assertThat(this.first.requests()).hasSize(3);
		assertThat(this.first.requests().stream().map(TraceTests::spanId).collect(Collectors.toSet()))
			.isEqualTo(this.spans.attempts().map(SpanData::getSpanId).collect(Collectors.toSet()));
		assertOneTrace();
	}

	@Test
	void relayWhenPropagationIsOnStillSeesTheConfiguredHeaderFirst() {
		model((endpoint) -> endpoint.tracePropagation(true).header("traceparent", "mine")).call(versions(1));
		assertThat(this.first.requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("traceparent")).isEqualTo("mine"));
	}

	@Test
	void spansTellNoKeyAndNoPrompt() {
		this.first.enqueue(Misbehaviour.status(401, "", "bad key"));
		model((endpoint) -> endpoint.tracePropagation(true)).call(versions(1));
		assertThat(this.spans.all).hasSize(3)
			.allSatisfy((span) -> assertThat(span.toString()).doesNotContain(this.first.key(), PROMPT));
	}

	private void assertOneTrace() {
		assertThat(this.spans.all.stream().map(SpanData::getTraceId).collect(Collectors.toSet())).hasSize(1);
	}

	private void assertImageWithAttempts(int count) {
		SpanData image = this.spans.named("image nano-banana-2");
		assertThat(this.spans.attempts().toList()).hasSize(count)
			.allSatisfy((attempt) -> assertThat(attempt.getParentSpanId()).isEqualTo(image.getSpanId()));
	}

	/** The span in {@code version-trace-span-flags}, W3C Trace Context, 3.2. */
	private static String spanId(RecordedRequest request) {
		return request.header("traceparent").split("-")[2];
	}

	private static ImagePrompt versions(int count) {
		return new ImagePrompt(PROMPT, NanoBananaImageOptions.builder().n(count).build());
	}

	private ObservationRegistry registry() {
		Tracer tracer = this.provider.get("test");
		OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), (event) -> {
		});
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(bridge, propagator),
					new DefaultTracingObservationHandler(bridge)));
		return observations;
	}

	private NanoBananaImageModel model(UnaryOperator<NanoBananaEndpoint.Builder> settings) {
		NanoBananaImageModel built = NanoBananaImageModel.builder()
			.endpoint(settings.apply(endpoint("first", this.first)).build())
			.endpoint(settings.apply(endpoint("second", this.second).tier(1)).build())
			.observationRegistry(this.registry)
			.shutdownTimeout(Duration.ZERO)
			.build();
		this.model = built;
		return built;
	}

	private static NanoBananaEndpoint.Builder endpoint(String name, RelaySimulator relay) {
		return NanoBananaEndpoint.builder(name).baseUrl(relay.baseUrl()).apiKey(relay.key()).probed(false);
	}

	/** Keeps what has ended. */
	private static final class Spans implements SpanExporter {

		private final List<SpanData> all = new CopyOnWriteArrayList<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> ended) {
			this.all.addAll(ended);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

		SpanData named(String name) {
			Set<SpanData> found = this.all.stream()
				.filter((span) -> span.getName().equals(name))
				.collect(Collectors.toSet());
			assertThat(found).as(name).hasSize(1);
			return found.iterator().next();
		}

		Stream<SpanData> attempts() {
			return this.all.stream().filter((span) -> span.getName().startsWith("attempt "));
		}

	}

}
