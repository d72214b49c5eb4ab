package io.github.nanobanana.spring.ai.relay.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ImageConfig;
import com.google.genai.types.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.Endpoint;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.relay.BaseUrl;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.RelayAnswer;
import io.github.nanobanana.spring.ai.relay.RelayClient;
import io.github.nanobanana.spring.ai.relay.RelayEndpoint;
import io.github.nanobanana.spring.ai.relay.RelayLimits;
import io.github.nanobanana.spring.ai.relay.SampleCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same request once through Google's official SDK for Java and once through
 * {@link GeminiDialect}, as both arrive at a relay.
 * <p>
 * Nothing need be taken out of either document to make them equal. Two differences are
 * left, and both have no meaning: the members of an object stand in another order, and
 * the SDK's headers say which library it is ({@code x-goog-api-client}), which ours do
 * not claim to be.
 */
class GoogleSdkMeaningTests {

	private static final String MODEL = "gemini-3-pro-image-preview";

	private static final JsonMapper MAPPER = new JsonMapper();

	private final RelaySimulator relay = RelaySimulator.start();

	@AfterEach
	void close() {
		this.relay.close();
	}

	@Test
	void writeWhenEverythingIsSetMeansWhatTheSdkMeans() throws IOException {
		PictureContent first = picture(700);
		PictureContent second = picture(5000);
		bySdk(Content.fromParts(Part.fromText("a cat, 一只猫"), Part.fromBytes(bytes(first), "image/png"),
				Part.fromBytes(bytes(second), "image/png")),
				GenerateContentConfig.builder()
					.responseModalities("TEXT", "IMAGE")
					.seed(7)
					.imageConfig(ImageConfig.builder().aspectRatio("16:9").imageSize("2K").build())
					.build());
		RelayAnswer answer = byUs(SampleCall.of(MODEL, "a cat, 一只猫")
			.ratio("16:9")
			.tier("2K")
			.seed(7)
			.reference(first)
			.reference(second)
			.build());
		assertThat(answer.pictures()).hasSize(1);
		assertSameMeaning();
		assertThat(body(0).at("/contents/0/parts")).hasSize(3);
	}

	@Test
	void writeWhenOnlyPromptMeansWhatTheSdkMeans() {
		bySdk(Content.fromParts(Part.fromText("a cat")),
				GenerateContentConfig.builder().responseModalities("TEXT", "IMAGE").build());
		byUs(SampleCall.of(MODEL, "a cat").build());
		assertSameMeaning();
	}

	private void assertSameMeaning() {
		assertThat(this.relay.requests()).hasSize(2);
		RecordedRequest sdk = this.relay.requests().get(0);
		RecordedRequest ours = this.relay.requests().get(1);
		assertThat(ours.method()).isEqualTo(sdk.method());
		assertThat(ours.path()).isEqualTo(sdk.path());
		assertThat(ours.query()).isEqualTo(sdk.query()).isEmpty();
		assertThat(ours.header("x-goog-api-key")).isEqualTo(sdk.header("x-goog-api-key")).isEqualTo(this.relay.key());
		assertThat(ours.header("authorization")).isNull();
		assertThat(sdk.header("x-goog-api-client")).isNotNull();
		assertThat(ours.header("x-goog-api-client")).isNull();
		assertThat(body(1)).isEqualTo(body(0));
		assertThat(ours.body()).hasSameSizeAs(sdk.body());
	}

	private JsonNode body(int request) {
		return MAPPER.readTree(this.relay.requests().get(request).body());
	}

	private void bySdk(Content content, GenerateContentConfig config) {
		try (Client client = Client.builder()
			.apiKey(this.relay.key())
			.httpOptions(HttpOptions.builder().baseUrl(this.relay.baseUrl()).build())
			.build()) {
			assertThat(client.models.generateContent(MODEL, content, config).parts()).isNotEmpty();
		}
	}

	private RelayAnswer byUs(ImageCall call) {
		RelayEndpoint endpoint = new RelayEndpoint(new Endpoint("google", 0, 1, FailedCalls.UNKNOWN),
				BaseUrl.of(this.relay.baseUrl()), this.relay::key, new GeminiDialect(), Map.of(), Map::of,
				HttpTransport.direct(), Duration.ofSeconds(5), Duration.ZERO, 1, null, null, false);
		RelayClient client = new RelayClient(endpoint, RelayLimits.defaults(), Schedulers.parallel(),
				Schedulers.boundedElastic());
		try {
			RelayAnswer answer = client.call(call, Map.of(), Duration.ofSeconds(60), () -> {
			}).block(Duration.ofSeconds(60));
			assertThat(answer).isNotNull();
			return answer;
		}
		finally {
			client.close().block(Duration.ofSeconds(5));
		}
	}

	/** A PNG's head, and bytes whose base64 has every character of the alphabet. */
	private static PictureContent picture(int length) {
		byte[] head = Base64.getDecoder().decode("iVBORw0KGgo=");
		byte[] bytes = new byte[length];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (i < head.length) ? head[i] : (byte) (i * 31);
		}
		return PictureContent.of(bytes);
	}

	private static byte[] bytes(PictureContent content) throws IOException {
		try (InputStream stream = content.open()) {
			return stream.readAllBytes();
		}
	}

}
