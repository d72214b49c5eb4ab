package io.github.nanobanana.spring.ai;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.imageio.ImageIO;

import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.InvalidApiKeyException;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The model as an application meets it.
 */
class NanoBananaImageModelTests {

	private static final ImagePrompt FOUR = new ImagePrompt("a cat", ImageOptionsBuilder.builder().n(4).build());

	private final RelaySimulator relay = RelaySimulator.start();

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final NanoBananaImageModel model = NanoBananaImageModel.builder()
		.baseUrl(this.relay.baseUrl())
		.apiKey(this.relay.key())
		.observationRegistry(this.observations)
		.defaultOptions(NanoBananaImageOptions.builder().timeout(Duration.ofSeconds(20)).build())
		.build();

	@AfterEach
	void close() {
		this.model.close();
		this.relay.close();
	}

	@Test
	void callWhenUsedThroughThePortableTypesGivesPicture() {
		ImageModel portable = this.model;
		String url = portable.call(new ImagePrompt("a cute cat wearing sunglasses")).getResult().getOutput().getUrl();
		assertThat(url).startsWith(this.relay.baseUrl());
	}

	@Test
	void callWhenPictureIsWrittenLeavesWholeFile(@TempDir Path folder) throws Exception {
		ImageResponse response = this.model.call(
				new ImagePrompt("a cat", NanoBananaImageOptions.builder().aspectRatio("16:9").imageSize("2K").build()));
		NanoBananaImage image = (NanoBananaImage) response.getResult().getOutput();
		Path file = image.writeTo(folder.resolve("new/cat.png"));
		assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(2752);
		assertThat(image.getContent().contentLength()).isEqualTo(Files.size(file));
		assertThat(image.getContent().getFilename()).isEqualTo("picture.png");
		assertThat(folder.resolve("new")).isDirectoryContaining((path) -> path.equals(file))
			.isDirectoryNotContaining("glob:**.part");
	}

	@Test
	void callWhenFourVersionsDeliversFour() {
		assertThat(this.model.call(FOUR).getResults()).hasSize(4);
		assertThat(this.relay.ledger().charges()).isEqualTo(4);
		assertThat(this.relay.ledger().picturesDelivered()).isEqualTo(4);
	}

	@Test
	void callWhenSomeVersionsFailDeliversTheRestAndTellsWhy() {
		this.relay.enqueue(Misbehaviour.status(500));
		this.relay.enqueue(Misbehaviour.gatewayPage(524));
		ImageResponse response = this.model.call(FOUR);
		assertThat(response.getResults()).hasSize(2);
		NanoBananaImageResponseMetadata metadata = (NanoBananaImageResponseMetadata) response.getMetadata();
		assertThat(metadata.getFailures()).hasSize(2);
		assertThat(metadata.<List<?>>get(NanoBananaImageResponseMetadata.FAILURES)).hasSize(2);
	}

	@Test
	void callWhenAllVersionsFailThrowsTheFirstWithTheOthers() {
		this.relay.always(Misbehaviour.gatewayPage(524));
		assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> this.model.call(FOUR))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSizeGreaterThanOrEqualTo(3));
		assertThat(this.relay.requests()).hasSize(4);
	}

	@Test
	void callWhenOptionsAreIgnoredSaysSo() {
		ImageResponse response = this.model
			.call(new ImagePrompt("a cat", ImageOptionsBuilder.builder().style("vivid").build()));
		NanoBananaImageResponseMetadata metadata = (NanoBananaImageResponseMetadata) response.getMetadata();
		assertThat(metadata.getNotes()).singleElement().asString().contains("style", "vivid");
		assertThat(metadata.<String>get(NanoBananaImageResponseMetadata.MODEL)).isEqualTo("nano-banana-2");
	}

	@Test
	void callWhenObservedRecordsMergedPromptAndNoKey() {
		this.model.call(new ImagePrompt("a cat"));
		io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation")
			.that()
			.hasBeenStopped()
			.hasContextualNameEqualTo("image nano-banana-2")
			.hasLowCardinalityKeyValue("gen_ai.system", "nanobanana")
			.hasLowCardinalityKeyValue("gen_ai.request.model", "nano-banana-2");
	}

	@Test
	void callWhenOnEventLoopIsRefused() {
		assertThatIllegalStateException()
			.isThrownBy(() -> Mono.fromCallable(() -> this.model.call(new ImagePrompt("a cat")))
				.subscribeOn(Schedulers.parallel())
				.block())
			.withMessageContaining("use stream(..)");
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void callWhenPromptCannotBeSentIsRefusedBeforeAnyByte() {
		assertRefused(new ImagePrompt(""), "prompt is empty");
		assertRefused(new ImagePrompt(List.of()), "prompt is empty");
		assertRefused(new ImagePrompt("x", ImageOptionsBuilder.builder().n(0).build()), "n");
		assertRefused(new ImagePrompt("x", ImageOptionsBuilder.builder().width(-1).height(10).build()), "width");
		assertRefused(new ImagePrompt("x", ImageOptionsBuilder.builder().width(90000).height(10).build()), "20000");
		assertRefused(new ImagePrompt("x", ImageOptionsBuilder.builder().responseFormat("tiff").build()), "b64_json");
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void buildWhenNothingIsConfiguredNamesWhatIsMissing() {
		assertThatIllegalArgumentException().isThrownBy(() -> NanoBananaImageModel.builder().build())
			.withMessageContaining("set baseUrl and apiKey");
		assertThatIllegalArgumentException().isThrownBy(() -> NanoBananaImageModel.builder().apiKey("sk-x").build())
			.withMessageContaining("no relay is assumed");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> NanoBananaImageModel.builder().baseUrl("https://api.example.com").build())
			.withMessageContaining("has no API key");
	}

	@Test
	void buildWhenKeyCannotBeReadSaysWhereWithoutShowingIt() {
		assertThatExceptionOfType(InvalidApiKeyException.class)
			.isThrownBy(() -> NanoBananaImageModel.builder().apiKey("sk-secret\nsk-other"))
			.withMessageContaining("position 10")
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(InvalidApiKeyException.class)
			.isThrownBy(() -> NanoBananaImageModel.builder().apiKey("  "))
			.withMessageContaining("is empty");
	}

	@Test
	void streamWhenSubscribedDeliversEachPictureAlone() {
		StepVerifier.create(this.model.stream(FOUR).map((response) -> response.getResults().size()))
			.expectNext(1, 1, 1, 1)
			.verifyComplete();
	}

	@Test
	void streamWhenOneVersionFailsDeliversTheOthersFirst() {
		this.relay.enqueue(Misbehaviour.status(500));
		StepVerifier.create(this.model.stream(FOUR)).expectNextCount(3).verifyError(RelayException.class);
	}

	@Test
	void streamWhenCancelledClosesTheConnection() {
		this.relay.always(Misbehaviour.hang());
		StepVerifier.create(this.model.stream(new ImagePrompt("a cat")))
			.then(() -> this.relay.takeRequest(Duration.ofSeconds(5)))
			.thenCancel()
			.verify(Duration.ofSeconds(5));
		this.relay.awaitIdle(Duration.ofSeconds(5));
	}

	@Test
	void callWhenKeyIsDynamicAsksForItEveryTime() {
		AtomicInteger asked = new AtomicInteger();
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("main").baseUrl(this.relay.baseUrl()).apiKey(() -> {
			asked.incrementAndGet();
			return this.relay.key();
		}).build();
		try (NanoBananaImageModel dynamic = NanoBananaImageModel.builder().endpoint(endpoint).build()) {
			dynamic.call(new ImagePrompt("a cat"));
			dynamic.call(new ImagePrompt("a cat"));
		}
		assertThat(asked).hasValue(2);
	}

	@Test
	void callWhenModelIsClosedIsRefused() {
		this.model.close();
		assertThatIllegalStateException().isThrownBy(() -> this.model.call(new ImagePrompt("a cat")))
			.withMessageContaining("is closed");
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void headerWhenItCannotBeSentIsRefusedWithoutItsValue() {
		NanoBananaEndpoint.Builder endpoint = NanoBananaEndpoint.builder("main");
		assertThatIllegalArgumentException().isThrownBy(() -> endpoint.header("X-A", "secret\r\nX-B: b"))
			.withMessageContaining("X-A")
			.withMessageNotContaining("secret");
		assertThatIllegalArgumentException().isThrownBy(() -> endpoint.header("X A", "b"))
			.withMessageContaining("use letters");
	}

	@Test
	void toStringWhenAnythingIsPrintedShowsNoKey() {
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("main")
			.baseUrl("https://api.example.com")
			.apiKey("sk-secret")
			.header("X-Auth", "hidden")
			.build();
		try (NanoBananaImageModel quiet = NanoBananaImageModel.builder().endpoint(endpoint).build()) {
			assertThat(quiet.toString() + endpoint + endpoint.target()).doesNotContain("sk-secret", "hidden")
				.contains("main");
		}
	}

	@Test
	void metadataWhenPictureArrivedTellsWhereItCameFrom() {
		ImageGeneration generation = this.model
			.call(new ImagePrompt("a cat", NanoBananaImageOptions.builder().seed(11L).build()))
			.getResult();
		NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) generation.getMetadata();
		assertThat(metadata.endpoint()).isEqualTo("default");
		assertThat(metadata.requestId()).isNotBlank();
		assertThat(metadata.model()).isEqualTo("nano-banana-2");
		assertThat(metadata.seed()).isEqualTo(11);
		assertThat(metadata.elapsed()).isPositive();
		assertThat(metadata.earlierFailures()).isEmpty();
	}

	private void assertRefused(ImagePrompt prompt, String because) {
		assertThatExceptionOfType(InvalidImageRequestException.class).isThrownBy(() -> this.model.call(prompt))
			.withMessageContaining(because);
	}

}
