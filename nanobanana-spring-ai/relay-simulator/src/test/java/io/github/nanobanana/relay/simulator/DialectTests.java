package io.github.nanobanana.relay.simulator;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The other wires: Google's, chat, and the free pages. */
class DialectTests {

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension();

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"contents\":[{\"parts\":[{\"text\":\"a cat\"}]}],\"generationConfig\":{\"imageConfig\":{\"aspectRatio\":\"3:2\",\"imageSize\":\"2K\"}}}",
			"{\"contents\":{\"parts\":[{\"text\":\"a cat\"}]},\"generation_config\":{\"image_config\":{\"aspect_ratio\":\"3:2\",\"image_size\":\"2K\"}}}" })
	void generateContentTakesCamelAndSnakeCase(String body) {
		JsonNode answer = Fixtures
			.json(Fixtures.post(extension.relay(), "/v1beta/models/nano-banana-2:generateContent", body));
		JsonNode parts = answer.at("/candidates/0/content/parts");
		byte[] picture = Base64.getDecoder().decode(parts.get(parts.size() - 1).at("/inlineData/data").asString());
		assertThat(Fixtures.pixels(picture)).isEqualTo(new Pixels(2528, 1696));
		assertThat(answer.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(1120);
		assertThat(extension.relay().ledger().costOf("sk-test")).isEqualByComparingTo("0.134");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | 400 | INVALID_ARGUMENT",
			"{ | 400 | INVALID_ARGUMENT",
			"{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"imageConfig\":{\"imageSize\":\"2k\"}}} | 400 | INVALID_ARGUMENT",
			"{\"contents\":[{\"parts\":[{\"text\":\"x [sensitive]\"}]}]} | 500 | INTERNAL" })
	void generateContentWhenBadAnswersInGooglesEnvelope(String body, int status, String name) {
		JsonNode answer = Fixtures
			.json(Fixtures.post(extension.relay(), "/v1beta/models/nano-banana-2:generateContent", body));
		assertThat(answer.at("/error/code").asInt()).isEqualTo(status);
		assertThat(answer.at("/error/status").asString()).isEqualTo(name);
		assertThat(extension.relay().ledger().charges()).isZero();
	}

	@Test
	void streamGenerateContentWhenNoSseAnswersAnArray() {
		JsonNode answer = Fixtures
			.json(Fixtures.post(extension.relay(), "/v1beta/models/nano-banana-2:streamGenerateContent",
					"{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}"));
		assertThat(answer.isArray()).isTrue();
		assertThat(answer.get(1).at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
	}

	@Test
	void chatWhenDataUriIsChosenCarriesThePicture() {
		try (RelaySimulator relay = RelaySimulator.builder().chatPicture(ChatPicture.MARKDOWN_DATA_URI).start()) {
			assertThat(chat(relay).path("content").asString()).startsWith("![image](data:image/png;base64,iVBOR");
		}
	}

	@Test
	void chatWhenMessageImagesIsChosenCarriesThePicture() {
		try (RelaySimulator relay = RelaySimulator.builder().chatPicture(ChatPicture.MESSAGE_IMAGES).start()) {
			assertThat(chat(relay).at("/images/0/image_url/url").asString()).startsWith("data:image/png;base64,iVBOR");
		}
	}

	@Test
	void statusNeedsNoKeyAndTheRestDoes() {
		JsonNode status = Fixtures.json(Fixtures.get(extension.relay(), "/api/status"));
		assertThat(status.path("success").booleanValue()).isTrue();
		assertThat(status.at("/data/quota_per_unit").asInt()).isEqualTo(500_000);
	}

	@Test
	void billingTellsLimitAndUsage() {
		Fixtures.generate(extension.relay(), "nano-banana-2", "");
		assertThat(Fixtures.json(Fixtures.get(extension.relay(), "/v1/dashboard/billing/subscription"))
			.path("hard_limit_usd")
			.asInt()).isEqualTo(100_000_000);
		assertThat(Fixtures.json(Fixtures.get(extension.relay(), "/dashboard/billing/usage"))
			.path("total_usage")
			.decimalValue()).isEqualByComparingTo("13.4");
	}

	@Test
	void modelsTellTheirEndpointTypes() {
		JsonNode model = Fixtures.json(Fixtures.get(extension.relay(), "/v1/models/nano-banana-2"));
		assertThat(model.path("supported_endpoint_types").toString()).contains("image-generation", "gemini", "openai");
	}

	private static JsonNode chat(RelaySimulator relay) {
		return Fixtures
			.json(Fixtures.post(relay, "/v1/chat/completions",
					"{\"model\":\"nano-banana-2\",\"messages\":[{\"role\":\"user\",\"content\":\"a cat\"}]}"))
			.at("/choices/0/message");
	}

}
