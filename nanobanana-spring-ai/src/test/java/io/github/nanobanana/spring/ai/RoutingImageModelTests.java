package io.github.nanobanana.spring.ai;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.content.Media;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.ImageResponseMetadata;
import org.springframework.ai.model.MutableResponseMetadata;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.KeyRejectedException;
import io.github.nanobanana.spring.ai.relay.NoEndpointException;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Two models, each before a relay with books of its own: what the first fails to bring
 * free of charge comes from the second, and no picture is paid for twice.
 */
class RoutingImageModelTests {

	/** A refusal holds back versions that have not left yet. */
	private static final Duration AFTER_ALL_HAVE_LEFT = Duration.ofMillis(300);

	private final RelaySimulator ours = RelaySimulator.start();

	private final RelaySimulator theirs = RelaySimulator.start();

	private final NanoBananaImageModel first = model(this.ours);

	private final NanoBananaImageModel behindSecond = model(this.theirs);

	private final List<ImagePrompt> handedOver = new ArrayList<>();

	/** To the router a model of another provider. */
	private final ImageModel second = (prompt) -> {
		this.handedOver.add(prompt);
		return this.behindSecond.call(prompt);
	};

	private final RoutingImageModel router = router().build();

	private static NanoBananaImageModel model(RelaySimulator relay) {
		return NanoBananaImageModel.builder().baseUrl(relay.baseUrl()).apiKey(relay.key()).build();
	}

	private RoutingImageModelBuilder router() {
		return RoutingImageModel.builder().primary(this.first).fallback(this.second);
	}

	@AfterEach
	void close() {
		Stream.of(this.first, this.behindSecond).forEach(NanoBananaImageModel::close);
		Stream.of(this.ours, this.theirs).forEach(RelaySimulator::close);
	}

	@Test
	void callWhenFirstDeliversDoesNotAskTheOther() {
		assertThat(this.router.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
		assertThat(this.handedOver).isEmpty();
		assertBooks(1, 0);
	}

	static Stream<Misbehaviour> free() {
		return Stream.concat(Stream.of(Misbehaviour.refuseConnections()), FailoverTests.free());
	}

	@ParameterizedTest
	@MethodSource("free")
	void callWhenFailureIsFreeIsPaidOnceAtTheOther(Misbehaviour misbehaviour) {
		this.ours.always(misbehaviour);
		ImageResponse response = this.router.call(new ImagePrompt("a cat"));
		assertThat(response.getResults()).hasSize(1);
		assertThat(earlier(response)).singleElement()
			.satisfies((failure) -> assertThat(failure.mayHaveBeenCharged()).isFalse());
		assertBooks(0, 1);
	}

	static Stream<Misbehaviour> costly() {
		return FailoverTests.costly();
	}

	@ParameterizedTest
	@MethodSource("costly")
	void callWhenFailureMayHaveCostMoneyNeverAsksTheOther(Misbehaviour misbehaviour) {
		this.ours.enqueue(misbehaviour);
		assertThatExceptionOfType(RelayException.class)
			.isThrownBy(() -> this.router.call(
					new ImagePrompt("a cat", NanoBananaImageOptions.builder().timeout(Duration.ofSeconds(10)).build())))
			.satisfies((ex) -> assertThat(ex.mayHaveBeenCharged()).isTrue());
		assertThat(this.handedOver).isEmpty();
		assertThat(this.ours.ledger().charges()).isLessThanOrEqualTo(1);
		assertThat(this.theirs.ledger().charges()).isZero();
	}

	@Test
	void callWhenThePromptIsAtFaultNeverAsksTheOther() {
		for (String text : List.of(RelaySimulator.BLOCKED, RelaySimulator.SENSITIVE)) {
			assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.router.call(new ImagePrompt(text)));
		}
		assertThatExceptionOfType(InvalidImageRequestException.class)
			.isThrownBy(() -> this.router.call(new ImagePrompt(" ")));
		assertThat(this.handedOver).isEmpty();
		assertBooks(0, 0);
	}

	@Test
	void callWhenTheRelayVetoesRetryNeverAsksTheOther() {
		this.ours.enqueue(Misbehaviour.answer(500, Map.of("x-should-retry", "false"), new byte[0]));
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.router.call(new ImagePrompt("a cat")));
		assertThat(this.handedOver).isEmpty();
	}

	@Test
	void callWhenNoEndpointCanBeAskedIsServedByTheOther() {
		this.first.endpoints().disable(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT);
		assertThat(earlier(this.router.call(new ImagePrompt("a cat")))).extracting(RelayFailure::kind)
			.containsExactly(FailureKind.NO_ENDPOINT);
		assertBooks(0, 1);
	}

	@Test
	void callWhenSomeVersionsArriveAsksTheOtherForTheFreeOnesAlone() {
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		this.ours.enqueue(Misbehaviour.gatewayPage(524).after(AFTER_ALL_HAVE_LEFT));
		ImageResponse response = this.router.call(prompt(4));
		assertThat(response.getResults()).hasSize(3);
		assertThat(this.handedOver).singleElement()
			.satisfies((prompt) -> assertThat(prompt.getOptions().getN()).isEqualTo(1));
		assertThat(failures(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.GATEWAY_TIMEOUT);
		assertThat(earlier(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.RATE_LIMITED);
		assertDelivered(2, 1);
	}

	@Test
	void callWhenNoVersionArrivesAsksTheOtherForTheFreeOnesAlone() {
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		this.ours.enqueue(Misbehaviour.gatewayPage(524).after(AFTER_ALL_HAVE_LEFT));
		this.ours.enqueue(Misbehaviour.status(401, "", "bad key").after(AFTER_ALL_HAVE_LEFT));
		ImageResponse response = this.router.call(prompt(3));
		assertThat(response.getResults()).hasSize(2);
		assertThat(this.handedOver).singleElement()
			.satisfies((prompt) -> assertThat(prompt.getOptions().getN()).isEqualTo(2));
		assertThat(failures(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.GATEWAY_TIMEOUT);
		assertDelivered(0, 2);
	}

	@Test
	void callWhenSomeVersionsArriveAndTheOtherFailsDeliversThem() {
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		this.theirs.always(Misbehaviour.gatewayPage(504));
		ImageResponse response = this.router.call(prompt(3));
		assertThat(response.getResults()).hasSize(2);
		assertThat(failures(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.GATEWAY_TIMEOUT);
		assertThat(earlier(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.RATE_LIMITED);
		assertThat((List<?>) response.getMetadata().get(NanoBananaImageResponseMetadata.NOTES)).singleElement()
			.asString()
			.contains("for 1 more failed too", "may have been charged", "UnknownOutcomeException");
	}

	@Test
	void callWhenTheOtherHasStrangeMetadataDeliversItsPictures() {
		ImageGeneration picture = new ImageGeneration(new Image("https://example.com/cat.png", null));
		ImageResponseMetadata closed = new ImageResponseMetadata() {

			@Override
			public <T> MutableResponseMetadata put(String key, T object) {
				throw new UnsupportedOperationException();
			}

		};
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		for (ImageResponse strange : List.of(new ImageResponse(List.of(picture), null),
				new ImageResponse(List.of(picture), closed))) {
			assertThat(router().fallback((prompt) -> strange).build().call(new ImagePrompt("a cat")).getResults())
				.containsExactly(picture);
		}
		this.ours.behaveWell();
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		try (NanoBananaImageModel fresh = model(this.ours)) {
			assertThat(router().primary(fresh)
				.fallback((prompt) -> new ImageResponse(List.of(picture), null))
				.build()
				.call(prompt(2))
				.getResults()).hasSize(2);
		}
	}

	@Test
	void callWhenBothFailThrowsTheLastWithTheFirst() {
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		this.theirs.always(Misbehaviour.gatewayPage(524));
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> this.router.call(new ImagePrompt("a cat")))
			.satisfies((ex) -> assertThat(ex.failure().kind()).isEqualTo(FailureKind.GATEWAY_TIMEOUT))
			.satisfies((ex) -> assertThat(ex.getSuppressed())
				.anySatisfy((first) -> assertThat(first).isInstanceOfSatisfying(RelayException.class,
						(free) -> assertThat(free.failure().kind()).isEqualTo(FailureKind.KEY_REJECTED))));
	}

	@Test
	void callWhenBothFailAndTheFirstMayHaveChargedThrowsTheFirst() {
		this.ours.enqueue(Misbehaviour.gatewayPage(524).after(AFTER_ALL_HAVE_LEFT));
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(AFTER_ALL_HAVE_LEFT));
		RoutingImageModel toNobody = router().fallback((prompt) -> {
			throw new IllegalStateException("closed");
		}).build();
		assertThatExceptionOfType(RelayException.class).isThrownBy(() -> toNobody.call(prompt(2)))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasAtLeastOneElementOfType(IllegalStateException.class));
	}

	@Test
	void callWhenTheOtherProviderThrowsIsNotRepeatedUnlessTheUserSaysSo() {
		ImageModel broken = (prompt) -> {
			throw new IllegalStateException("who knows");
		};
		assertThatIllegalStateException()
			.isThrownBy(() -> RoutingImageModel.builder().primary(broken).fallback(this.first).build().call(prompt(2)));
		assertBooks(0, 0);
		RoutingImageModel trusting = RoutingImageModel.builder()
			.primary(broken)
			.fallback(this.first)
			.goOnAfter((failure) -> failure instanceof IllegalStateException)
			.build();
		assertThat(trusting.call(prompt(2)).getResults()).hasSize(2);
		assertBooks(2, 0);
	}

	@Test
	void promptWhenHandedOverHasThePortableOptionsAndNoForeignModel() {
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		ImageResponse response = this.router.call(new ImagePrompt("a cat",
				NanoBananaImageOptions.builder()
					.model("nano-banana-pro")
					.n(2)
					.width(1024)
					.height(1024)
					.responseFormat("b64_json")
					.style("vivid")
					.seed(7L)
					.extraBody(Map.of("user", "me"))
					.build()));
		ImageOptions options = this.handedOver.get(0).getOptions();
		assertThat(options).isNotInstanceOf(NanoBananaImageOptions.class);
		assertThat(options.getModel()).isNull();
		assertThat(options).extracting("n", "width", "height", "responseFormat", "style")
			.containsExactly(2, 1024, 1024, "b64_json", "vivid");
		assertThat((List<?>) response.getMetadata().get(NanoBananaImageResponseMetadata.NOTES))
			.anySatisfy((note) -> assertThat(note).asString().contains("nano-banana-pro", "was not passed on"))
			.anySatisfy((note) -> assertThat(note).asString().contains("seed, extraBody could not be passed on"));
	}

	@Test
	void promptWhenModelIsTranslatedCarriesTheOtherName() {
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		router().translateModel(Map.of("nano-banana-pro", "nano-banana")::get)
			.build()
			.call(new ImagePrompt("a cat", ImageOptionsBuilder.builder().model("nano-banana-pro").build()));
		assertThat(this.handedOver.get(0).getOptions().getModel()).isEqualTo("nano-banana");
	}

	@Test
	void promptWhenPicturesGoAlongIsNotHandedToAnotherProvider() throws IOException {
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		ByteArrayResource picture = picture();
		List<ImagePrompt> prompts = List.of(
				new ImagePrompt("at night",
						NanoBananaImageOptions.builder().references(ReferenceImage.of(picture)).build()),
				new ImagePrompt(List.of(new ImageMessage("at night", null,
						List.of(new Media(MimeTypeUtils.IMAGE_PNG, picture)), Map.of()))));
		assertThat(prompts).allSatisfy((prompt) -> {
			try (NanoBananaImageModel model = model(this.ours)) {
				RoutingImageModel fresh = router().primary(model).build();
				assertThatExceptionOfType(KeyRejectedException.class).isThrownBy(() -> fresh.call(prompt));
			}
		});
		assertThat(this.handedOver).isEmpty();
		assertBooks(0, 0);
	}

	@Test
	void promptWhenPicturesAreConfiguredIsNotHandedToAnotherProvider() throws IOException {
		this.ours.always(Misbehaviour.status(500));
		try (NanoBananaImageModel model = NanoBananaImageModel.builder()
			.baseUrl(this.ours.baseUrl())
			.apiKey(this.ours.key())
			.defaultOptions(NanoBananaImageOptions.builder().references(ReferenceImage.of(picture())).build())
			.build()) {
			RoutingImageModel configured = router().primary(model).build();
			assertThatExceptionOfType(RelayException.class)
				.isThrownBy(() -> configured.call(new ImagePrompt("at night")));
		}
		assertThat(this.handedOver).isEmpty();
	}

	private static ByteArrayResource picture() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
		return new ByteArrayResource(bytes.toByteArray());
	}

	@Test
	void promptWhenBothModelsAreOfThisLibraryIsHandedOverWhole() {
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		RoutingImageModel.builder()
			.primary(this.first)
			.fallback(this.behindSecond)
			.build()
			.call(new ImagePrompt("a cat",
					NanoBananaImageOptions.builder().model("nano-banana-pro").aspectRatio("16:9").build()));
		assertThat(this.theirs.requests().get(0).bodyAsString()).contains("\"nano-banana-pro\"", "\"16:9\"");
		assertBooks(0, 1);
	}

	@Test
	void promptWhenItsModelIsTheFallbacksGoesThereFirst() {
		RoutingImageModel byModel = router().fallbackFirstForModels("nano-banana"::equals).build();
		byModel.call(new ImagePrompt("a cat", ImageOptionsBuilder.builder().model("nano-banana").build()));
		assertBooks(0, 1);
		byModel.call(new ImagePrompt("a cat"));
		assertBooks(1, 1);
		this.theirs.always(Misbehaviour.status(401, "", "bad key"));
		byModel.call(new ImagePrompt("a cat", ImageOptionsBuilder.builder().model("nano-banana").build()));
		assertThat(this.ours.requests().get(1).bodyAsString())
			.contains("\"" + NanoBananaImageOptions.DEFAULT_MODEL + "\"");
		assertBooks(2, 1);
	}

	@Test
	void promptWhenPicturesGoAlongGoesToTheFallbackFirstOnlyIfThatReadsThem() throws IOException {
		NanoBananaImageOptions options = NanoBananaImageOptions.builder()
			.references(ReferenceImage.of(picture()))
			.build();
		router().fallbackFirst((prompt) -> true).build().call(new ImagePrompt("at night", options));
		assertThat(this.handedOver).isEmpty();
		assertBooks(1, 0);
		router().fallback(this.behindSecond)
			.fallbackFirst((prompt) -> true)
			.build()
			.call(new ImagePrompt("at night", options));
		assertBooks(1, 1);
	}

	@Test
	void exceptionsAreTheModelsOwnWhenNothingIsHandedOver() {
		this.first.endpoints().disable(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT);
		RoutingImageModel strict = router().goOnAfter((failure) -> false).build();
		assertThatExceptionOfType(NoEndpointException.class).isThrownBy(() -> strict.call(prompt(2)));
		assertBooks(0, 0);
	}

	@Test
	void buildWhenAModelIsMissingOrTwiceTheSameFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> RoutingImageModel.builder().primary(this.first).build())
			.withMessageContaining("set both");
		assertThatIllegalArgumentException().isThrownBy(() -> router().fallback(this.first).build())
			.withMessageContaining("the same");
		assertThat(this.router).hasToString("RoutingImageModel[primary=NanoBananaImageModel, fallback="
				+ this.second.getClass().getSimpleName() + "]");
	}

	/** One picture is lost at the first relay, and charged there at most once. */
	private void assertDelivered(int byOurs, int byTheirs) {
		assertThat(this.ours.ledger().picturesDelivered()).isEqualTo(byOurs);
		assertThat(this.ours.ledger().charges()).isBetween(byOurs, byOurs + 1);
		assertThat(this.theirs.ledger().charges()).isEqualTo(byTheirs);
	}

	private void assertBooks(int oursCharged, int theirsCharged) {
		assertThat(this.ours.ledger().charges()).isEqualTo(oursCharged);
		assertThat(this.theirs.ledger().charges()).isEqualTo(theirsCharged);
	}

	private static ImagePrompt prompt(int n) {
		return new ImagePrompt("a cat", ImageOptionsBuilder.builder().n(n).build());
	}

	private static List<RelayFailure> earlier(ImageResponse response) {
		return response.getMetadata().getRequired(RoutingImageModel.EARLIER_FAILURES);
	}

	private static List<RelayFailure> failures(ImageResponse response) {
		return response.getMetadata().getRequired(NanoBananaImageResponseMetadata.FAILURES);
	}

}
