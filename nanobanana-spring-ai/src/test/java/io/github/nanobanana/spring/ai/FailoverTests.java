package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.KeyRejectedException;
import io.github.nanobanana.spring.ai.relay.NoEndpointException;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several endpoints: another one is asked exactly where nobody can pay twice.
 */
class FailoverTests {

	private final RelaySimulator first = RelaySimulator.start();

	private final RelaySimulator second = RelaySimulator.start();

	private final RelaySimulator third = RelaySimulator.start();

	private final RelaySimulator fourth = RelaySimulator.start();

	@AfterEach
	void close() {
		Stream.of(this.first, this.second, this.third, this.fourth).forEach(RelaySimulator::close);
	}

	static Stream<Misbehaviour> free() {
		return Stream.of(Misbehaviour.status(500), Misbehaviour.gatewayPage(502), Misbehaviour.emptyTooManyRequests(),
				Misbehaviour.consolePage(), Misbehaviour.status(401, "", "bad key"),
				Misbehaviour.status(403, "insufficient_user_quota", "empty"),
				Misbehaviour.status(503, "model_not_found", "no channel"));
	}

	@ParameterizedTest
	@MethodSource("free")
	void callWhenFailureIsFreeGoesToTheNextEndpoint(Misbehaviour misbehaviour) {
		this.first.enqueue(misbehaviour);
		try (NanoBananaImageModel model = model(FailedCalls.UNKNOWN)) {
			NanoBananaImageGenerationMetadata metadata = metadata(model);
			assertThat(metadata.endpoint()).isEqualTo("second");
			assertThat(metadata.earlierFailures()).singleElement()
				.satisfies((failure) -> assertThat(failure.endpoint()).isEqualTo("first"))
				.satisfies((failure) -> assertThat(failure.mayHaveBeenCharged()).isFalse());
		}
		assertThat(charges()).isEqualTo(1);
	}

	static Stream<Misbehaviour> costly() {
		return Stream.of(Misbehaviour.resetAfterRequest(), Misbehaviour.closeAfterRequest(), Misbehaviour.hang(),
				Misbehaviour.resetBodyAfter(20), Misbehaviour.gatewayPage(504), Misbehaviour.gatewayPage(524),
				Misbehaviour.status(408), Misbehaviour.truncatedJson(), Misbehaviour.refusal());
	}

	@ParameterizedTest
	@MethodSource("costly")
	void callWhenFailureMayHaveCostMoneyStops(Misbehaviour misbehaviour) {
		this.first.enqueue(misbehaviour);
		try (NanoBananaImageModel model = model(FailedCalls.FREE)) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> metadata(model))
				.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isTrue())
				.withMessageContaining("may have been charged");
		}
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void callWhenErrorComesUnder200GoesByDeclaration() {
		this.first.enqueue(Misbehaviour.errorUnderOk());
		try (NanoBananaImageModel model = model(FailedCalls.FREE)) {
			assertThat(metadata(model).endpoint()).isEqualTo("second");
		}
		this.first.enqueue(Misbehaviour.errorUnderOk());
		try (NanoBananaImageModel model = model(FailedCalls.UNKNOWN)) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> metadata(model));
		}
	}

	@Test
	void callWhenRelayVetoesRetryStops() {
		this.first.enqueue(Misbehaviour.answer(500, java.util.Map.of("x-should-retry", "false"), new byte[0]));
		try (NanoBananaImageModel model = model(FailedCalls.FREE)) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> metadata(model));
		}
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void callWhenPromptIsRefusedStops() {
		try (NanoBananaImageModel model = model(FailedCalls.FREE)) {
			assertThatExceptionOfType(RelayException.class)
				.isThrownBy(() -> model.call(new ImagePrompt(RelaySimulator.BLOCKED)))
				.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.PROMPT_REFUSED));
		}
		assertThat(this.second.requests()).isEmpty();
	}

	@Test
	void callWhenThreeEndpointsFailGivesUpAndTellsAll() {
		Stream.of(this.first, this.second, this.third, this.fourth)
			.forEach((relay) -> relay.always(Misbehaviour.status(401, "", "bad key")));
		try (NanoBananaImageModel model = model(FailedCalls.UNKNOWN)) {
			assertThatExceptionOfType(KeyRejectedException.class).isThrownBy(() -> metadata(model))
				.satisfies(
						(ex) -> assertThat(ex.getSuppressed()).filteredOn(RelayException.class::isInstance).hasSize(2));
		}
		assertThat(this.fourth.requests()).isEmpty();
	}

	@Test
	void callWhenEndpointHasFailedPrefersTheOthersForAWhile() {
		this.first.enqueue(Misbehaviour.status(500));
		try (NanoBananaImageModel model = model(FailedCalls.UNKNOWN)) {
			metadata(model);
			assertThat(metadata(model).endpoint()).isNotEqualTo("first");
		}
		assertThat(this.first.requests()).hasSize(1);
	}

	@Test
	void callWhenNoEndpointIsUsableSaysWhyAtOnceAndSendsNothing() {
		this.first.enqueue(Misbehaviour.status(401, "", "bad key"));
		try (NanoBananaImageModel model = NanoBananaImageModel.builder()
			.endpoint(endpoint("only", this.first).build())
			.build()) {
			assertThatExceptionOfType(KeyRejectedException.class).isThrownBy(() -> metadata(model));
			assertThatExceptionOfType(NoEndpointException.class).isThrownBy(() -> metadata(model))
				.withMessageContaining("only: the key was rejected, next try in ")
				.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isFalse())
				.satisfies((ex) -> assertThat(ex.failure().retryAfter()).isBetween(Duration.ofSeconds(1),
						Duration.ofSeconds(10)));
		}
		assertThat(this.first.requests()).hasSize(1);
	}

	@Test
	void callWhenEndpointOfLowerTierIsWellUsesItAlone() {
		NanoBananaEndpoint main = endpoint("main", this.first).tier(0).build();
		NanoBananaEndpoint spare = endpoint("spare", this.second).tier(1).build();
		try (NanoBananaImageModel model = NanoBananaImageModel.builder().endpoint(spare).endpoint(main).build()) {
			for (int i = 0; i < 5; i++) {
				assertThat(metadata(model).endpoint()).isEqualTo("main");
			}
			this.first.close();
			assertThat(metadata(model).endpoint()).isEqualTo("spare");
		}
	}

	private int charges() {
		return Stream.of(this.first, this.second, this.third, this.fourth)
			.mapToInt((relay) -> relay.ledger().charges())
			.sum();
	}

	private NanoBananaImageModel model(FailedCalls failedCalls) {
		return NanoBananaImageModel.builder()
			.endpoint(endpoint("first", this.first).failedCalls(failedCalls).build())
			.endpoint(endpoint("second", this.second).failedCalls(failedCalls).build())
			.endpoint(endpoint("third", this.third).failedCalls(failedCalls).build())
			.endpoint(endpoint("fourth", this.fourth).failedCalls(failedCalls).build())
			.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofSeconds(3)).build())
			.build();
	}

	private static NanoBananaEndpoint.Builder endpoint(String name, RelaySimulator relay) {
		return NanoBananaEndpoint.builder(name).baseUrl(relay.baseUrl()).apiKey(relay.key());
	}

	private static NanoBananaImageGenerationMetadata metadata(NanoBananaImageModel model) {
		return (NanoBananaImageGenerationMetadata) model.call(new ImagePrompt("a cat")).getResult().getMetadata();
	}

}
