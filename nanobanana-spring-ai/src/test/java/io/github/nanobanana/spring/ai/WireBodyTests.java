package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;

import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes that go out, written down here in full and not read back by our own code.
 */
class WireBodyTests {

	private final RelaySimulator relay = RelaySimulator.start();

	private NanoBananaImageModel model;

	@BeforeEach
	void build() {
		this.model = NanoBananaImageModel.builder().baseUrl(this.relay.baseUrl()).apiKey(this.relay.key()).build();
	}

	@AfterEach
	void close() {
		this.model.close();
		this.relay.close();
	}

	@Test
	void callWhenRequestIsTheOneOfTheSeedPageSendsIt() {
		this.model.call(new ImagePrompt("a cute cat wearing sunglasses",
				NanoBananaImageOptions.builder().model("nano-banana-2").size("1024x1024").n(1).build()));
		assertThat(body()).isEqualTo("{\"model\":\"nano-banana-2\",\"prompt\":\"a cute cat wearing sunglasses\","
				+ "\"size\":\"1024x1024\",\"n\":1}");
	}

	@Test
	void callWhenOptionsAreEmptySendsModelPromptAndOne() {
		this.model.call(new ImagePrompt("x"));
		assertThat(body()).isEqualTo("{\"model\":\"nano-banana-2\",\"prompt\":\"x\",\"n\":1}");
	}

	@Test
	void callWhenPortableOptionsSendsRatioAndTier() {
		this.model.call(new ImagePrompt("一只戴墨镜的猫 \"hi\"\n",
				ImageOptionsBuilder.builder().width(1376).height(768).responseFormat("url").build()));
		assertThat(body()).isEqualTo("{\"model\":\"nano-banana-2\",\"prompt\":\"一只戴墨镜的猫 \\\"hi\\\"\","
				+ "\"aspect_ratio\":\"16:9\",\"image_size\":\"1K\",\"n\":1,\"response_format\":\"url\"}");
	}

	@Test
	void callWhenEverythingIsSetSendsItInThisOrder() {
		Map<String, Object> extra = new LinkedHashMap<>();
		extra.put("quality", "hd");
		extra.put("extra_fields", Map.of("watermark", false));
		this.model.call(new ImagePrompt("x",
				NanoBananaImageOptions.builder()
					.model("nano-banana-pro")
					.aspectRatio("21:9")
					.imageSize("4k")
					.responseFormat("b64_json")
					.seed(7L)
					.extraBody(extra)
					.build()));
		assertThat(body()).isEqualTo("{\"model\":\"nano-banana-pro\",\"prompt\":\"x\",\"aspect_ratio\":\"21:9\","
				+ "\"image_size\":\"4K\",\"n\":1,\"response_format\":\"b64_json\",\"seed\":7,\"quality\":\"hd\","
				+ "\"extra_fields\":{\"watermark\":false}}");
	}

	@Test
	void callWhenModelFixesTheTierLeavesItAway() {
		this.model.call(new ImagePrompt("x",
				NanoBananaImageOptions.builder().model("nano-banana-2-4k").width(5504).height(3072).build()));
		assertThat(body())
			.isEqualTo("{\"model\":\"nano-banana-2-4k\",\"prompt\":\"x\",\"aspect_ratio\":\"16:9\",\"n\":1}");
	}

	@Test
	void callWhenSeveralVersionsSendsOneEachWithSeedsOfTheirOwn() {
		this.model.call(new ImagePrompt("x", NanoBananaImageOptions.builder().n(3).seed(40L).build()));
		assertThat(this.relay.requests()).extracting(RecordedRequest::bodyAsString)
			.containsExactlyInAnyOrder("{\"model\":\"nano-banana-2\",\"prompt\":\"x\",\"n\":1,\"seed\":40}",
					"{\"model\":\"nano-banana-2\",\"prompt\":\"x\",\"n\":1,\"seed\":41}",
					"{\"model\":\"nano-banana-2\",\"prompt\":\"x\",\"n\":1,\"seed\":42}");
		assertThat(this.relay.ledger().charges()).isEqualTo(3);
	}

	@Test
	void callWhenSeveralMessagesSendsTheirTextsAsLines() {
		this.model.call(new ImagePrompt(List.of(new ImageMessage("a cat"), new ImageMessage("in the rain"))));
		assertThat(body()).contains("\"prompt\":\"a cat\\nin the rain\"");
	}

	@Test
	void callWhenSentCarriesKeyLengthAndUserAgent() {
		this.model.call(new ImagePrompt("x"));
		RecordedRequest request = this.relay.takeRequest(Duration.ofSeconds(5));
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/images/generations");
		assertThat(request.header("authorization")).isEqualTo("Bearer " + this.relay.key());
		assertThat(request.header("content-type")).isEqualTo("application/json");
		assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.body().length));
		assertThat(request.header("user-agent")).startsWith("Mozilla/5.0 (compatible; nanobanana-spring-ai");
		assertThat(request.header("accept-encoding")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/v1", "/v1/", "/v1/images/generations" })
	void callWhenBaseUrlIsTypedInAnyFormReachesTheRelay(String form) {
		try (NanoBananaImageModel typed = NanoBananaImageModel.builder()
			.baseUrl(this.relay.baseUrl() + form)
			.apiKey(this.relay.key())
			.build()) {
			assertThat(typed.call(new ImagePrompt("x")).getResults()).hasSize(1);
		}
	}

	@Test
	void callWhenHeaderIsConfiguredReplacesTheDefault() {
		NanoBananaEndpoint endpoint = NanoBananaEndpoint.builder("main")
			.baseUrl(this.relay.baseUrl())
			.apiKey(() -> this.relay.key())
			.header("User-Agent", "mine")
			.header("X-Team", "pictures")
			.build();
		try (NanoBananaImageModel with = NanoBananaImageModel.builder().endpoint(endpoint).build()) {
			with.call(new ImagePrompt("x"));
		}
		RecordedRequest request = this.relay.takeRequest(Duration.ofSeconds(5));
		assertThat(request.headers().get("user-agent")).containsExactly("mine");
		assertThat(request.header("x-team")).isEqualTo("pictures");
	}

	private String body() {
		return this.relay.takeRequest(Duration.ofSeconds(5)).bodyAsString();
	}

}
