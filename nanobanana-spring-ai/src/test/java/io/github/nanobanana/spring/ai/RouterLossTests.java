package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.ImageResponseMetadata;
import org.springframework.ai.model.MutableResponseMetadata;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayFailure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a router tells where the second model fails for what the first failed to bring,
 * and that no picture that has arrived is lost, whatever the other provider's response
 * holds.
 */
class RouterLossTests {

	private static final ImageGeneration PICTURE = new ImageGeneration(
			new Image("https://pictures.example.com/cat.png", null));

	private static final String WITH_TOKENS = "{\"data\":[{\"url\":\"https://pictures.example.com/dog.png\"}],"
			+ "\"usage\":{\"input_tokens\":5,\"output_tokens\":1120,\"total_tokens\":1125}}";

	private final RelaySimulator ours = RelaySimulator.start();

	private final RelaySimulator theirs = RelaySimulator.start();

	private final NanoBananaImageModel first = model(this.ours);

	private final NanoBananaImageModel second = model(this.theirs);

	private static NanoBananaImageModel model(RelaySimulator relay) {
		return NanoBananaImageModel.builder().baseUrl(relay.baseUrl()).apiKey(relay.key()).build();
	}

	@AfterEach
	void close() {
		Stream.of(this.first, this.second).forEach(NanoBananaImageModel::close);
		Stream.of(this.ours, this.theirs).forEach(RelaySimulator::close);
	}

	@Test
	void callWhenTheOtherMayHaveChargedTellsItsFailureAndInvitesToNoFurther() {
		this.theirs.always(Misbehaviour.gatewayPage(504));
		ImageResponse response = oneOfTwo(this.second);
		assertThat(failures(response)).singleElement()
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.GATEWAY_TIMEOUT))
			.satisfies((failure) -> assertThat(failure.baseUrl()).isEqualTo(this.theirs.baseUrl()));
		assertThat(earlier(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.RATE_LIMITED);
		assertThat(notes(response)).singleElement().asString().contains("may have been charged");
	}

	@Test
	void callWhenTheOtherFailsFreeOfChargeDoesNotSpeakOfMoney() {
		this.theirs.always(Misbehaviour.status(401, "", "bad key"));
		ImageResponse response = oneOfTwo(this.second);
		assertThat(failures(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.KEY_REJECTED);
		assertThat(earlier(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.RATE_LIMITED);
		assertThat(notes(response)).singleElement()
			.asString()
			.contains("failed too: KeyRejectedException")
			.doesNotContain("charged");
	}

	@Test
	void callWhenTheOtherProviderThrowsInvitesToNoFurther() {
		for (ImageModel strange : List.<ImageModel>of((prompt) -> {
			throw new IllegalStateException("read timed out");
		}, (prompt) -> null)) {
			ImageResponse response = oneOfTwo(strange);
			assertThat(failures(response)).isEmpty();
			assertThat(earlier(response)).extracting(RelayFailure::kind).containsExactly(FailureKind.RATE_LIMITED);
			assertThat(notes(response)).singleElement().asString().contains("may have been charged");
		}
	}

	static Stream<ImageResponseMetadata> strange() {
		ImageResponseMetadata refusing = new ImageResponseMetadata() {

			@Override
			public <T> MutableResponseMetadata put(String key, T object) {
				throw new IllegalStateException("read only");
			}

		};
		return Stream.of(refusing, with(null), with(new NoCounts()), with(new DefaultUsage(2, 3)));
	}

	private static ImageResponseMetadata with(Usage usage) {
		ImageResponseMetadata metadata = new ImageResponseMetadata();
		metadata.setUsage(usage);
		return metadata;
	}

	@ParameterizedTest
	@MethodSource("strange")
	void callWhenTheOtherHasStrangeMetadataLosesNoPicture(ImageResponseMetadata metadata) {
		ImageModel strange = (prompt) -> new ImageResponse(List.of(PICTURE), metadata);
		ImageResponse both = oneOfTwo(strange);
		assertThat(both.getResults()).hasSize(2).contains(PICTURE);
		assertThat(failures(both)).isEmpty();
		this.ours.always(Misbehaviour.status(401, "", "bad key"));
		assertThat(router(strange).call(new ImagePrompt("a cat")).getResults()).containsExactly(PICTURE);
	}

	@Test
	void callWhenBothTellTokensAddsThem() {
		assertThat(usageWith(new NoCounts())).extracting("promptTokens", "completionTokens", "totalTokens")
			.containsExactly(5, 1120, 1125);
		assertThat(usageWith(new DefaultUsage(2, 3))).extracting("promptTokens", "completionTokens", "totalTokens")
			.containsExactly(7, 1123, 1130);
	}

	private Usage usageWith(Usage more) {
		return oneOfTwo((prompt) -> new ImageResponse(List.of(PICTURE), with(more))).getMetadata().getUsage();
	}

	@Test
	void callWhenRoutersStandBehindEachOtherTellsAllThatWentBefore() {
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(Duration.ofMillis(300)));
		this.ours.enqueue(Misbehaviour.status(401, "", "bad key").after(Duration.ofMillis(300)));
		List<ImagePrompt> atTheLast = new ArrayList<>();
		this.theirs.always(Misbehaviour.consolePage());
		ImageResponse response = RoutingImageModel.builder().primary(router(this.second)).fallback((prompt) -> {
			atTheLast.add(prompt);
			return new ImageResponse(List.of(PICTURE, PICTURE));
		}).build().call(prompt(3));
		assertThat(response.getResults()).hasSize(3);
		assertThat(atTheLast).singleElement()
			.satisfies((prompt) -> assertThat(prompt.getOptions().getN()).isEqualTo(2));
		assertThat(earlier(response)).extracting(RelayFailure::kind)
			.contains(FailureKind.RATE_LIMITED, FailureKind.KEY_REJECTED, FailureKind.WRONG_BASE_URL);
	}

	/** Of two pictures, the first model brings one, and the other is free of charge. */
	private ImageResponse oneOfTwo(ImageModel other) {
		this.ours.behaveWell();
		this.ours.enqueue(Misbehaviour.emptyTooManyRequests().after(Duration.ofMillis(300)));
		this.ours.enqueue(Misbehaviour.answer(200, "application/json", WITH_TOKENS));
		try (NanoBananaImageModel fresh = model(this.ours)) {
			return RoutingImageModel.builder().primary(fresh).fallback(other).build().call(prompt(2));
		}
	}

	private RoutingImageModel router(ImageModel other) {
		return RoutingImageModel.builder().primary(this.first).fallback(other).build();
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

	private static List<String> notes(ImageResponse response) {
		return response.getMetadata().getRequired(NanoBananaImageResponseMetadata.NOTES);
	}

	private static final class NoCounts implements Usage {

		@Override
		public Integer getPromptTokens() {
			return null;
		}

		@Override
		public Integer getCompletionTokens() {
			return null;
		}

		@Override
		public Integer getTotalTokens() {
			return null;
		}

		@Override
		public Object getNativeUsage() {
			return "none";
		}

	}

}
