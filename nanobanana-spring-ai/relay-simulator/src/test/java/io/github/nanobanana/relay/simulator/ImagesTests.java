package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The images endpoints: parameters, answers, shapes and tasks. */
class ImagesTests {

	@RegisterExtension
	static final RelaySimulatorExtension extension = new RelaySimulatorExtension();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "nano-banana-2 | ,\"size\":\"1024x1024\" | 1024x1024",
			"nano-banana-2 | ,\"aspect_ratio\":\"16:9\" | 1376x768",
			"nano-banana | ,\"aspect_ratio\":\"16:9\" | 1344x768",
			"nano-banana-2 | ,\"aspect_ratio\":\"16:9\",\"image_size\":\"2K\" | 2752x1536",
			"nano-banana-2-2k | ,\"aspect_ratio\":\"16:9\",\"image_size\":\"1K\" | 2752x1536",
			"nano-banana-2 | ,\"size\":\"3000x1777\" | 1376x768",
			"nano-banana-pro-2k | ,\"size\":\"3000x1777\" | 2752x1536", "nano-banana-2 | ,\"size\":\"2:3\" | 848x1264",
			"nano-banana-2 | ,\"aspect_ratio\":\"3:4\",\"size\":\"2k\" | 1792x2400",
			"nano-banana | ,\"image_size\":\"4K\" | 1024x1024",
			"nano-banana-2 | ,\"aspect_ratio\":\"auto\" | 1024x1024",
			"gemini-3.1-flash-image | ,\"image_size\":\"512\",\"aspect_ratio\":\"1:4\" | 256x1024",
			"dall-e-3 | ,\"size\":\"1792x1024\" | 1792x1024" })
	void generateDrawsThePixelsOfTheTable(String model, String more, String pixels) {
		JsonNode answer = Fixtures.generate(extension.relay(), model, more);
		String url = answer.at("/data/0/url").asString();
		assertThat(Fixtures.pixels(Fixtures.download(url))).hasToString(pixels);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "nano-banana-2 | ,\"aspect_ratio\":\"7:5\" | aspect_ratio",
					"nano-banana-2 | ,\"image_size\":\"8K\" | image_size",
					"nano-banana-2 | ,\"size\":\"1024×1024\" | size", "nano-banana-2 | ,\"n\":-1 | n",
					"nano-banana-2 | ,\"n\":129 | n", "nano-banana-2 | ,\"n\":\"many\" | n",
					"nano-banana-2 | ,\"response_format\":\"png\" | response_format",
					"nano-banana-2 | ,\"image\":[\"!!!!\"] | image", "gpt-image-1 | ,\"size\":\"1x1\" | size",
					"dall-e-3 | ,\"n\":2 | n", "nano-banana-2 | ,\"aspect_ratio\":\"1:8\" | aspect_ratio" })
	void generateWhenParameterIsBadNamesIt(String model, String more, String param) {
		JsonNode answer = Fixtures.generate(extension.relay(), model, more);
		assertThat(answer.at("/error/param").asString()).isEqualTo(param);
		assertThat(answer.at("/error/type").asString()).isEqualTo("invalid_request_error");
		assertThat(extension.relay().ledger().entries()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"model\":\"nano-banana-2\"}", "{\"model\":\"nano-banana-2\",\"prompt\":\" \"}" })
	void generateWhenPromptIsMissingSaysSo(String body) {
		JsonNode answer = Fixtures.json(Fixtures.generation(extension.relay(), body));
		assertThat(answer.at("/error/message").asString()).startsWith("prompt is required");
	}

	@Test
	void generateWhenSeveralAreWantedBillsThemAllAndDeliversOne() {
		JsonNode answer = Fixtures.generate(extension.relay(), "nano-banana-2", ",\"n\":3");
		assertThat(answer.path("data")).hasSize(1);
		assertThat(extension.relay().ledger().charges()).isEqualTo(3);
		assertThat(extension.relay().ledger().picturesDelivered()).isOne();
	}

	@Test
	void generateWhenEveryPictureIsDeliveredMakesDifferentOnes() {
		try (RelaySimulator relay = RelaySimulator.builder().deliverEveryPicture(true).start()) {
			JsonNode data = Fixtures.generate(relay, "nano-banana-2", ",\"n\":2").path("data");
			assertThat(data).hasSize(2);
			assertThat(Fixtures.download(data.at("/0/url").asString()))
				.isNotEqualTo(Fixtures.download(data.at("/1/url").asString()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void shapeWhenEnqueuedChangesTheAnswer(AnswerShape shape) {
		extension.relay().enqueue(Misbehaviour.shape(shape));
		JsonNode answer = Fixtures.generate(extension.relay(), "nano-banana-2", "");
		assertThat(extension.relay().ledger().charges()).isOne();
		assertThat(extension.relay().ledger().picturesDelivered()).isEqualTo(shape.hasPicture() ? 1 : 0);
		byte[] picture = picture(answer, shape);
		if (picture.length > 0) {
			assertThat(Fixtures.pixels(picture)).isEqualTo(new Pixels(1024, 1024));
		}
	}

	private static byte[] picture(JsonNode answer, AnswerShape shape) {
		return switch (shape) {
			case DATA_AS_OBJECT -> Fixtures.download(answer.at("/data/url").asString());
			case DATA_AS_STRING -> Fixtures.download(answer.path("data").asString());
			case SPLIT_PAIR -> Base64.getDecoder().decode(answer.at("/data/1/b64_json").asString());
			case BLANK_FIELDS -> {
				assertThat(answer.at("/data/0/b64_json").asString()).isEmpty();
				yield Fixtures.download(answer.at("/data/0/url").asString());
			}
			case DATA_URI_IN_URL -> dataUri(answer.at("/data/0/url").asString());
			case BASE64_WITH_PREFIX -> dataUri(answer.at("/data/0/b64_json").asString());
			case BASE64_URL_SAFE -> Base64.getUrlDecoder().decode(answer.at("/data/0/b64_json").asString());
			case BASE64_WITH_WHITESPACE -> {
				assertThat(answer.at("/data/0/b64_json").asString()).contains("\r\n");
				yield Base64.getMimeDecoder().decode(answer.at("/data/0/b64_json").asString());
			}
			case IMAGE_URLS -> Fixtures.download(answer.at("/image_urls/0").asString());
			case IMAGES -> Fixtures.download(answer.at("/images/0/url").asString());
			case SUCCESS_WRAPPED -> Fixtures.download(answer.at("/data/data/0/url").asString());
			case TASK_ID -> {
				assertThat(answer.path("task_id").asString()).startsWith("task_");
				yield new byte[0];
			}
			default -> {
				assertThat(answer.toString()).doesNotContain("http://");
				yield new byte[0];
			}
		};
	}

	private static byte[] dataUri(String uri) {
		assertThat(uri).startsWith("data:image/png;base64,");
		return Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
	}

	@Test
	void generateWhenAsyncAnswersTaskThatSucceeds() {
		RelaySimulator relay = extension.relay();
		JsonNode submitted = Fixtures
			.json(Fixtures.post(relay, "/v1/images/generations?async=true", Fixtures.body("nano-banana-2", "")));
		String path = "/v1/images/tasks/" + submitted.path("task_id").asString();
		assertThat(status(path)).isEqualTo("SUBMITTED");
		assertThat(status(path)).isEqualTo("IN_PROGRESS");
		assertThat(relay.ledger().picturesDelivered()).isZero();
		JsonNode done = Fixtures.json(Fixtures.get(relay, path));
		assertThat(done.at("/data/status").asString()).isEqualTo("SUCCESS");
		assertThat(done.at("/data/progress").asString()).isEqualTo("100%");
		assertThat(Fixtures.download(done.at("/data/data/data/0/url").asString())).isNotEmpty();
		assertThat(relay.ledger().charges()).isOne();
		assertThat(relay.ledger().picturesDelivered()).isOne();
		assertThat(Fixtures.send(Fixtures.get(relay, "/v1/images/tasks/none")).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "[blocked],400,prompt_blocked", "[sensitive],500,sensitive_words_detected" })
	void generateWhenPromptCarriesMarkerIsRejectedFree(String marker, int status, String code) {
		String body = "{\"model\":\"nano-banana-2\",\"prompt\":\"x " + marker + "\"}";
		assertThat(Fixtures.send(Fixtures.generation(extension.relay(), body)).statusCode()).isEqualTo(status);
		assertThat(Fixtures.json(Fixtures.generation(extension.relay(), body)).at("/error/code").asString())
			.isEqualTo(code);
		assertThat(extension.relay().ledger().charges()).isZero();
	}

	@Test
	void generateWhenPromptIsRefusedAnswersInWordsAndCharges() {
		JsonNode answer = Fixtures
			.json(Fixtures.generation(extension.relay(), "{\"model\":\"nano-banana-2\",\"prompt\":\"x [refused]\"}"));
		assertThat(answer.at("/data/0/url").isMissingNode()).isTrue();
		assertThat(extension.relay().ledger().charges()).isOne();
		assertThat(extension.relay().ledger().picturesDelivered()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "image,image,edit from 2 images", "image[],image[],edit from 2 images",
			"image[0],image[1],edit from 2 images", "image,image[],edit from 1 image" })
	void editReadsOneSpellingOfImageOnly(String first, String second, String deed) {
		JsonNode answer = Fixtures.json(Forms.edit(extension.relay(), first, second));
		byte[] picture = Fixtures.download(answer.at("/data/0/url").asString());
		assertThat(new String(picture, StandardCharsets.ISO_8859_1)).contains(deed);
	}

	@Test
	void editWhenJsonTakesDataUris() {
		String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(Fixtures.picture("3:2"));
		JsonNode answer = Fixtures.json(Fixtures.post(extension.relay(), "/v1/images/edits",
				Fixtures.body("nano-banana-2", ",\"image\":[\"" + uri + "\",\"https://example.com/a.png\"]")));
		byte[] picture = Fixtures.download(answer.at("/data/0/url").asString());
		assertThat(new String(picture, StandardCharsets.ISO_8859_1)).contains("edit from 2 images");
	}

	@Test
	void editWhenNoImageSaysSo() {
		JsonNode answer = Fixtures
			.json(Fixtures.post(extension.relay(), "/v1/images/edits", Fixtures.body("nano-banana-2", "")));
		assertThat(answer.at("/error/message").asString()).startsWith("image is required");
	}

	@Test
	void editWhenFilenamesAreRequiredRefusesPartWithoutOne() {
		try (RelaySimulator relay = RelaySimulator.builder().filenamesRequired(true).start()) {
			JsonNode answer = Fixtures.json(Forms.withoutFilename(relay));
			assertThat(answer.at("/error/message").asString()).startsWith("image is required");
		}
		assertThat(Fixtures.json(Forms.withoutFilename(extension.relay())).at("/data/0/url").asString()).isNotEmpty();
	}

	@Test
	void pictureBytesMakesFilesAtLeastThatLong() {
		try (RelaySimulator relay = RelaySimulator.builder().pictureBytes(2_000_000).start()) {
			String url = Fixtures.generate(relay, "nano-banana-2", "").at("/data/0/url").asString();
			assertThat(Fixtures.download(url)).hasSizeGreaterThanOrEqualTo(2_000_000);
		}
	}

	@Test
	void pictureFormatWhenJpegServesJpeg() {
		try (RelaySimulator relay = RelaySimulator.builder().pictureFormat(PictureFormat.JPEG).start()) {
			String url = Fixtures.generate(relay, "nano-banana-2", "").at("/data/0/url").asString();
			assertThat(url).endsWith(".jpg");
			assertThat(Fixtures.download(url)).startsWith(0xFF, 0xD8);
		}
	}

	private static String status(String path) {
		return Fixtures.json(Fixtures.get(extension.relay(), path)).at("/data/status").asString();
	}

}
