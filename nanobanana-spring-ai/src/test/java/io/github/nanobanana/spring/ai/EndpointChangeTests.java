package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.EndpointStatus;
import io.github.nanobanana.spring.ai.endpoint.StateChange;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.NoEndpointException;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Endpoints changed while a model runs, calls that wait for room, and the end of a model,
 * on real sockets.
 */
class EndpointChangeTests {

	private final RelaySimulator first = RelaySimulator.start();

	private final RelaySimulator second = RelaySimulator.start();

	private final List<StateChange> changes = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.first.close();
		this.second.close();
	}

	@Test
	void endpointsWhenAddedAndRemovedAreUsedAndLeftFromThenOn() {
		try (NanoBananaImageModel model = model(endpoint("first", this.first).build())) {
			assertThat(deliveredBy(model)).isEqualTo("first");
			model.endpoints().put(endpoint("second", this.second).build());
			assertThat(List.of(deliveredBy(model), deliveredBy(model))).contains("second");
			model.endpoints().remove("first");
			assertThat(List.of(deliveredBy(model), deliveredBy(model))).containsOnly("second");
			assertThat(model.endpoints().list()).extracting(NanoBananaEndpoint::getName).containsExactly("second");
			assertThat(types()).containsExactly(StateChange.Type.ADDED, StateChange.Type.REMOVED);
		}
	}

	@Test
	void endpointWhenItGetsANewKeyUsesItAndStartsAnew() {
		try (NanoBananaImageModel model = model(endpoint("first", this.first).apiKey("sk-expired").build())) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> deliveredBy(model));
			assertThatExceptionOfType(NoEndpointException.class).isThrownBy(() -> deliveredBy(model));
			model.endpoints().put(endpoint("first", this.first).build());
			assertThat(deliveredBy(model)).isEqualTo("first");
		}
	}

	@Test
	void endpointWhenOnlyItsSettingsChangeKeepsItsStateAndUsesThem() {
		this.first.enqueue(Misbehaviour.status(500));
		NanoBananaEndpoint spare = endpoint("spare", this.second).tier(1).build();
		try (NanoBananaImageModel model = model(endpoint("first", this.first).build(), spare)) {
			assertThat(deliveredBy(model)).isEqualTo("spare");
			double before = snapshot(model, "first").successEstimate();
			model.endpoints().replace(List.of(endpoint("first", this.first).header("X-Team", "blue").build(), spare));
			assertThat(snapshot(model, "first").successEstimate()).isLessThan(1).isGreaterThanOrEqualTo(before);
			assertThat(deliveredBy(model)).isEqualTo("first");
			assertThat(this.first.requests()).last()
				.satisfies((request) -> assertThat(request.header("X-Team")).isEqualTo("blue"));
		}
	}

	@Test
	void endpointWhenRemovedUnderACallStillDelivers() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		try (RawRelay slow = new RawRelay(RawRelay.Ending.KEEP, answer, RawRelay.json(RawRelay.URL_ANSWER));
				NanoBananaImageModel model = model(
						NanoBananaEndpoint.builder("slow").baseUrl(slow.baseUrl()).apiKey("sk-test").build())) {
			CompletableFuture<ImageResponse> response = model.stream(new ImagePrompt("a cat")).single().toFuture();
			slow.awaitHeld();
			model.endpoints().replace(List.of(endpoint("first", this.first).build()));
			assertThat(deliveredBy(model)).isEqualTo("first");
			answer.countDown();
			assertThat(metadata(response.get(20, TimeUnit.SECONDS)).endpoint()).isEqualTo("slow");
		}
	}

	@Test
	void endpointsWhenTwoShareANameAreRefusedAndNothingChanges() {
		try (NanoBananaImageModel model = model(endpoint("first", this.first).build())) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> model.endpoints()
					.replace(List.of(endpoint("twin", this.second).build(), endpoint("twin", this.second).build())))
				.withMessageContaining("Two endpoints are named 'twin'");
			assertThatIllegalArgumentException().isThrownBy(() -> model.endpoints().remove("third"))
				.withMessageContaining("there is [first]");
			assertThat(deliveredBy(model)).isEqualTo("first");
		}
	}

	@Test
	void endpointsWhenUpdatedChangeInOneStepOrNotAtAll() {
		NanoBananaEndpoint second = endpoint("second", this.second).build();
		try (NanoBananaImageModel model = model(endpoint("first", this.first).build())) {
			model.endpoints().update((before) -> List.of(second, before.get(0)));
			assertThat(names(model)).containsExactly("second", "first");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> model.endpoints().update((before) -> List.of(second, second)));
			assertThat(names(model)).containsExactly("second", "first");
		}
	}

	@Test
	void endpointWhenDisabledDrainedAndEnabledObeys() {
		try (NanoBananaImageModel model = model(endpoint("first", this.first).build(),
				endpoint("second", this.second).build())) {
			model.endpoints().disable("first");
			assertThat(snapshot(model, "first").status()).isEqualTo(EndpointStatus.DISABLED);
			assertThat(List.of(deliveredBy(model), deliveredBy(model))).containsOnly("second");
			model.endpoints().drain("second");
			assertThatExceptionOfType(NoEndpointException.class).isThrownBy(() -> deliveredBy(model))
				.withMessageContaining("first: was taken out of service; second: was taken out of service");
			model.endpoints().enable("first");
			assertThat(deliveredBy(model)).isEqualTo("first");
			assertThat(types()).endsWith(StateChange.Type.DISABLED, StateChange.Type.DRAINING, StateChange.Type.DRAINED,
					StateChange.Type.ENABLED);
		}
	}

	@Test
	void sourceFeedsEndpointsBesideTheConfiguredOnes() {
		Sinks.Many<List<NanoBananaEndpoint>> source = Sinks.many().unicast().onBackpressureBuffer();
		NanoBananaImageModel model = builder().endpointSource(source::asFlux).build();
		try (model) {
			assertThatExceptionOfType(NoEndpointException.class).isThrownBy(() -> deliveredBy(model))
				.withMessageContaining("no endpoint is known");
			source.tryEmitNext(List.of(endpoint("found", this.first).build()));
			assertThat(deliveredBy(model)).isEqualTo("found");
			model.endpoints().put(endpoint("mine", this.second).build());
			source.tryEmitNext(List.of(endpoint("mine", this.first).build()));
			assertThat(names(model)).as("a list with a name that is taken is refused").containsExactly("mine", "found");
			source.tryEmitError(new IllegalStateException("the registry is down"));
			assertThat(names(model)).containsExactly("mine", "found");
		}
		assertThat(source.currentSubscriberCount()).isZero();
	}

	@Test
	void sourceWhenModelIsClosedIsLeft() {
		Sinks.Many<List<NanoBananaEndpoint>> source = Sinks.many().multicast().onBackpressureBuffer();
		NanoBananaImageModel model = builder().endpointSource(source::asFlux).build();
		assertThat(source.currentSubscriberCount()).isEqualTo(1);
		model.close();
		assertThat(source.currentSubscriberCount()).isZero();
	}

	@Test
	void callsWhenThereIsRoomForOneWaitInLineAndAllArrive() {
		NanoBananaEndpoint narrow = endpoint("narrow", this.first).maxConcurrentCalls(1).build();
		try (NanoBananaImageModel model = model(narrow)) {
			List<String> by = Flux.fromStream(IntStream.range(0, 12).boxed())
				.flatMap((number) -> model.stream(new ImagePrompt("cat " + number)), 12)
				.map((response) -> metadata(response).endpoint())
				.collectList()
				.block();
			assertThat(by).hasSize(12).containsOnly("narrow");
			assertThat(model.endpoints().snapshot().waiting()).isZero();
		}
	}

	@Test
	void callWhenTheLineIsFullSaysSoAndCostsNothing() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		try (RawRelay slow = new RawRelay(RawRelay.Ending.KEEP, answer, RawRelay.json(RawRelay.URL_ANSWER));
				NanoBananaImageModel model = builder().admission(AdmissionSettings.defaults().withPlaces(0))
					.endpoint(NanoBananaEndpoint.builder("slow")
						.baseUrl(slow.baseUrl())
						.apiKey("sk-test")
						.maxConcurrentCalls(1)
						.build())
					.build()) {
			CompletableFuture<ImageResponse> running = model.stream(new ImagePrompt("a cat")).single().toFuture();
			slow.awaitHeld();
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> deliveredBy(model))
				.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.TOO_MANY_CALLS))
				.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isFalse())
				.withMessageContaining("every place in the line is taken");
			answer.countDown();
			assertThat(running.get(20, TimeUnit.SECONDS).getResults()).hasSize(1);
		}
	}

	@Test
	void closeWaitsForCallsUnderWayAndRefusesThoseInLine() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		try (RawRelay slow = new RawRelay(RawRelay.Ending.KEEP, answer, RawRelay.json(RawRelay.URL_ANSWER))) {
			NanoBananaImageModel model = model(NanoBananaEndpoint.builder("slow")
				.baseUrl(slow.baseUrl())
				.apiKey("sk-test")
				.maxConcurrentCalls(1)
				.build());
			CompletableFuture<ImageResponse> running = model.stream(new ImagePrompt("a cat")).single().toFuture();
			slow.awaitHeld();
			CompletableFuture<ImageResponse> waiting = model.stream(new ImagePrompt("a cat")).single().toFuture();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(model::close);
			assertThat(waiting).failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.withMessageContaining("the model is being closed");
			assertThat(closed).isNotDone();
			answer.countDown();
			closed.get(20, TimeUnit.SECONDS);
			assertThat(running.get(20, TimeUnit.SECONDS).getResults()).hasSize(1);
		}
	}

	@Test
	void callNamesItselfToRelaysThatTakeSuchANameAndKeepsItOverEndpoints() {
		this.first.enqueue(Misbehaviour.status(500));
		try (NanoBananaImageModel model = model(
				endpoint("first", this.first).idempotencyHeader("Idempotency-Key").build(),
				endpoint("second", this.second).idempotencyHeader("X-Idempotency-Key").build())) {
			String id = metadata(model.call(new ImagePrompt("a cat"))).callId();
			assertThat(this.first.requests().get(0).header("Idempotency-Key")).isEqualTo(id);
			assertThat(this.second.requests().get(0).header("X-Idempotency-Key")).isEqualTo(id);
		}
	}

	private List<StateChange.Type> types() {
		return this.changes.stream().map(StateChange::type).collect(Collectors.toCollection(ArrayList::new));
	}

	private static List<String> names(NanoBananaImageModel model) {
		return model.endpoints().list().stream().map(NanoBananaEndpoint::getName).toList();
	}

	private static EndpointSnapshot snapshot(NanoBananaImageModel model, String name) {
		return model.endpoints()
			.snapshot()
			.endpoints()
			.stream()
			.filter((endpoint) -> endpoint.id().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private NanoBananaImageModelBuilder builder() {
		return NanoBananaImageModel.builder().endpointListener(this.changes::add);
	}

	private NanoBananaImageModel model(NanoBananaEndpoint... endpoints) {
		return builder().endpoints(List.of(endpoints)).build();
	}

	private static NanoBananaEndpoint.Builder endpoint(String name, RelaySimulator relay) {
		return NanoBananaEndpoint.builder(name).baseUrl(relay.baseUrl()).apiKey(relay.key());
	}

	private static String deliveredBy(NanoBananaImageModel model) {
		return metadata(model.call(new ImagePrompt("a cat"))).endpoint();
	}

	private static NanoBananaImageGenerationMetadata metadata(ImageResponse response) {
		return (NanoBananaImageGenerationMetadata) response.getResult().getMetadata();
	}

}
