package io.github.nanobanana.spring.ai;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.core.io.ByteArrayResource;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A router in front of a router: three relays with books of their own, and of the last
 * one no picture is bought that was not asked for or may be paid for already.
 */
class NestedRouterTests {

	private static final Duration AFTER_ALL_HAVE_LEFT = Duration.ofMillis(300);

	private final List<RelaySimulator> relays = Stream.generate(RelaySimulator::start).limit(3).toList();

	private final List<NanoBananaImageModel> models = this.relays.stream().map(NestedRouterTests::model).toList();

	private final List<ImagePrompt> atTheLast = new ArrayList<>();

	private final ImageModel last = (prompt) -> {
		this.atTheLast.add(prompt);
		return this.models.get(2).call(prompt);
	};

	private final RoutingImageModel inner = RoutingImageModel.builder()
		.primary(this.models.get(0))
		.fallback(this.models.get(1))
		.build();

	private final RoutingImageModel outer = RoutingImageModel.builder().primary(this.inner).fallback(this.last).build();

	private static NanoBananaImageModel model(RelaySimulator relay) {
		return NanoBananaImageModel.builder().baseUrl(relay.baseUrl()).apiKey(relay.key()).build();
	}

	@AfterEach
	void close() {
		this.models.forEach(NanoBananaImageModel::close);
		this.relays.forEach(RelaySimulator::close);
	}

	@Test
	void callWhenBothInnerModelsFailFreeOfChargeBuysAsManyAsWereAskedFor() {
		this.relays.get(0).always(Misbehaviour.status(401, "", "bad key"));
		this.relays.get(1).always(Misbehaviour.status(401, "", "bad key"));
		assertThat(this.outer.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
		assertThat(this.outer.call(prompt(2)).getResults()).hasSize(2);
		assertThat(this.atTheLast).extracting((prompt) -> prompt.getOptions().getN()).containsExactly(1, 2);
		assertThat(this.relays.get(2).ledger().charges()).isEqualTo(3);
	}

	@Test
	void callWhenTheInnerFallbackMayHaveChargedBuysNothingMore() {
		this.relays.get(0).always(Misbehaviour.status(401, "", "bad key"));
		this.relays.get(1).enqueue(Misbehaviour.gatewayPage(524));
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.outer.call(new ImagePrompt("a cat")))
			.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isTrue());
		assertThat(this.atTheLast).isEmpty();
	}

	@Test
	void callWhenPicturesAreLostAtBothInnerModelsBuysTheFreeOneAlone() {
		this.relays.get(0).enqueue(Misbehaviour.gatewayPage(524).after(AFTER_ALL_HAVE_LEFT));
		this.relays.get(0).enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		this.relays.get(0).enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		this.relays.get(1).enqueue(Misbehaviour.gatewayPage(524).after(AFTER_ALL_HAVE_LEFT));
		this.relays.get(1).enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		assertThat(this.outer.call(prompt(3)).getResults()).hasSize(1);
		assertThat(this.atTheLast).singleElement()
			.satisfies((prompt) -> assertThat(prompt.getOptions().getN()).isEqualTo(1));
		assertThat(this.relays.get(2).ledger().charges()).isEqualTo(1);
	}

	@Test
	void callWhenAWrapperSuppressesAnEarlierFailureBuysAsManyAsWereAskedFor() {
		this.relays.get(0).always(Misbehaviour.status(401, "", "bad key"));
		NanoBananaImageModel first = this.models.get(0);
		ImageModel twice = (prompt) -> {
			try {
				return first.call(prompt);
			}
			catch (RelayException ex) {
				RelayException again = failure("another", FailureKind.RATE_LIMITED);
				again.addSuppressed(ex);
				throw again;
			}
		};
		RoutingImageModel router = RoutingImageModel.builder().primary(twice).fallback(this.last).build();
		assertThat(router.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
	}

	@Test
	void callWhenAModelBehindTheInnerRouterHasPicturesConfiguredIsNotHandedOver() throws IOException {
		this.relays.get(0).always(Misbehaviour.status(401, "", "bad key"));
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.references(ReferenceImage.of(picture()))
			.build();
		ImageModel refusing = (prompt) -> {
			throw failure("theirs", FailureKind.RATE_LIMITED);
		};
		try (NanoBananaImageModel configured = NanoBananaImageModel.builder()
			.baseUrl(this.relays.get(0).baseUrl())
			.apiKey(this.relays.get(0).key())
			.defaultOptions(options)
			.build()) {
			RoutingImageModel behind = RoutingImageModel.builder().primary(configured).fallback(refusing).build();
			RoutingImageModel router = RoutingImageModel.builder().primary(behind).fallback(this.last).build();
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> router.call(new ImagePrompt("at night")));
		}
		assertThat(this.atTheLast).isEmpty();
	}

	@Test
	void isFreeWhenAnotherVersionMayHaveBeenChargedIsFalse() {
		RelayException first = failure("1", FailureKind.RATE_LIMITED);
		assertThat(RoutingImageModel.isFree(first)).isTrue();
		RelayException second = failure("2", FailureKind.KEY_REJECTED);
		first.addSuppressed(second);
		second.addSuppressed(first);
		assertThat(RoutingImageModel.isFree(first)).isTrue();
		second.addSuppressed(failure("3", FailureKind.GATEWAY_TIMEOUT));
		assertThat(RoutingImageModel.isFree(first)).isFalse();
	}

	private static RelayException failure(String call, FailureKind kind) {
		return RelayException.of(new RelayFailure(kind, "one", "https://a.example.com", FailedCalls.UNKNOWN, call, null,
				0, null, null, Duration.ofSeconds(1), null, false), null);
	}

	private static ByteArrayResource picture() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
		return new ByteArrayResource(bytes.toByteArray());
	}

	private static ImagePrompt prompt(int n) {
		return new ImagePrompt("a cat", ImageOptionsBuilder.builder().n(n).build());
	}

}
