package io.github.nanobanana.spring.ai.relay;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.github.nanobanana.spring.ai.image.Base64Sink;
import io.github.nanobanana.spring.ai.image.MalformedBase64Exception;
import io.github.nanobanana.spring.ai.image.Picture;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PictureTooLargeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AnswerReader}: pictures come out whole, whatever surrounds them and
 * however the bytes are cut.
 */
class AnswerReaderTests {

	private static final byte[] PAYLOAD = payload(5003);

	private static final String BASE64 = Base64.getEncoder().encodeToString(PAYLOAD);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 511, 512, 513, 4096, 100_000 })
	void readWhenBodyIsCutAnywhereTakesPictureOut(int chunk) {
		AnswerDocument document = read("{\"created\":1,\"data\":[{\"b64_json\":\"" + BASE64 + "\"}]}", chunk);
		assertThat(bytes(document, "/data/0/b64_json")).isEqualTo(PAYLOAD);
		assertThat(document.root().at("/created").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 8192 })
	void readWhenPictureIsDataUriInTextTakesItOut(int chunk) {
		AnswerDocument document = read("{\"content\":\"here: ![image](data:image/png;base64," + BASE64 + ") done\"}",
				chunk);
		assertThat(bytes(document, "/content")).isEqualTo(PAYLOAD);
		assertThat(document.words(document.root().path("content"))).isEqualTo("here: ![image]() done");
	}

	@ParameterizedTest
	@ValueSource(ints = { -2, -1, 0, 1, 2 })
	void readWhenPictureFillsBlocksOfTheDecoderTakesPictureOut(int more) {
		byte[] payload = payload(5 * Base64Sink.BLOCK / 4 * 3 + more);
		String base64 = Base64.getEncoder().encodeToString(payload);
		for (int chunk : new int[] { 1000, Base64Sink.BLOCK, 1 << 20 }) {
			for (String before : new String[] { "[1,\"", "[\"\",\"data:image/png;base64," }) {
				assertThat(bytes(read(before + base64 + "\",2]", chunk), "/1")).isEqualTo(payload);
				assertThat(bytes(read(before + base64.replace("=", "") + "\"]", chunk), "/1")).isEqualTo(payload);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 76, 30_000, 150_000 })
	void readWhenALongPictureHasAnEscapeNowAndThenDecodes(int distance) {
		byte[] payload = payload(300_000);
		String base64 = Base64.getEncoder().encodeToString(payload);
		StringBuilder text = new StringBuilder("{\"b\":\"");
		for (int at = 0; at < base64.length(); at += distance) {
			text.append(base64, at, Math.min(base64.length(), at + distance)).append("\\n");
		}
		assertThat(bytes(read(text + "\"}", 65_536), "/b")).isEqualTo(payload);
		assertThat(bytes(read("{\"b\":\"" + base64.replace("/", "\\/") + "\"}", 65_536), "/b")).isEqualTo(payload);
	}

	@Test
	void readWhenALongPictureIsUrlSafeDecodes() {
		byte[] payload = payload(300_001);
		String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
		assertThat(bytes(read("[\"" + base64 + "\"]", 65_536), "/0")).isEqualTo(payload);
	}

	@Test
	void readWhenALongPictureGoesOnAfterItsPaddingIsMalformed() {
		String base64 = Base64.getEncoder().encodeToString(payload(Base64Sink.BLOCK / 4 * 3 * 4 - 1));
		AnswerDocument document = read("[\"" + base64 + base64 + "\"]", 65_536);
		assertThatExceptionOfType(MalformedBase64Exception.class)
			.isThrownBy(() -> document.picture(document.root().path(0)));
	}

	@Test
	void readWhenALongPictureIsCutIsNoDocument() {
		String base64 = Base64.getEncoder().encodeToString(payload(300_000));
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read("[\"" + base64, 65_536));
	}

	@Test
	void readWhenSlashesAreEscapedAsPhpDoesDecodes() {
		String escaped = BASE64.replace("/", "\\/").replace("=", "\\u003d").replace("+", "\\u002B");
		assertThat(bytes(read("{\"b\":\"" + escaped + "\"}", 10), "/b")).isEqualTo(PAYLOAD);
		assertThat(bytes(read("[\"" + escaped + "\"]", 1), "/0")).isEqualTo(PAYLOAD);
	}

	@Test
	void readWhenBase64HasEscapedLineBreaksDecodes() {
		String lines = Base64.getMimeEncoder().encodeToString(PAYLOAD).replace("\r\n", "\\r\\n");
		assertThat(bytes(read("{\"b\":\"" + lines + "\"}", 13), "/b")).isEqualTo(PAYLOAD);
	}

	@Test
	void readWhenAlphabetIsUrlSafeAndUnpaddedDecodes() {
		String text = Base64.getUrlEncoder().withoutPadding().encodeToString(PAYLOAD);
		assertThat(bytes(read("{\"b\":\"" + text + "\"}", 100), "/b")).isEqualTo(PAYLOAD);
	}

	@Test
	void readWhenBlankLineAndWordsFollowDataUriKeepsWords() {
		AnswerDocument document = read("{\"c\":\"data:image/png;base64," + BASE64 + "\\n\\nHere is your picture.\"}",
				64);
		assertThat(bytes(document, "/c")).isEqualTo(PAYLOAD);
		assertThat(document.words(document.root().path("c"))).contains("Here is your picture.");
	}

	@Test
	void readWhenPictureIsShorterThanLongRunDecodesOnDemand() {
		byte[] small = payload(AnswerReader.LONG_RUN / 2);
		String text = Base64.getEncoder().encodeToString(small);
		AnswerDocument document = read("{\"raw\":\"" + text + "\",\"uri\":\"data:image/webp;base64," + text + "\"}", 9);
		assertThat(bytes(document, "/raw")).isEqualTo(small);
		assertThat(bytes(document, "/uri")).isEqualTo(small);
	}

	@Test
	void readWhenSeveralPicturesKeepsThemApart() {
		byte[] other = payload(9001);
		AnswerDocument document = read("{\"data\":[{\"b64_json\":\"" + BASE64 + "\"},{\"b64_json\":\""
				+ Base64.getEncoder().encodeToString(other) + "\"}]}", 777);
		assertThat(bytes(document, "/data/0/b64_json")).isEqualTo(PAYLOAD);
		assertThat(bytes(document, "/data/1/b64_json")).isEqualTo(other);
	}

	@Test
	void readWhenLongTextIsNoBase64KeepsItAsText() {
		String prompt = "a cat, wearing sunglasses; ".repeat(200).strip();
		AnswerDocument document = read("{\"revised_prompt\":\"" + prompt + "\"}", 100);
		assertThat(document.words(document.root().path("revised_prompt"))).isEqualTo(prompt);
	}

	@Test
	void readWhenLongTokenIsNoBase64SpoilsOnlyItself() {
		String signature = "A".repeat(1001);
		AnswerDocument document = read("{\"thoughtSignature\":\"" + signature + "\",\"b64_json\":\"" + BASE64 + "\"}",
				50);
		assertThat(bytes(document, "/b64_json")).isEqualTo(PAYLOAD);
		assertThatExceptionOfType(MalformedBase64Exception.class)
			.isThrownBy(() -> document.picture(document.root().path("thoughtSignature")));
	}

	@Test
	void readWhenTextHasEscapedQuotesAndUnicodeParsesThem() {
		AnswerDocument document = read("{\"a\":\"say \\\"hi\\\" \\\\\",\"b\":\"\\u4f60好\"}", 1);
		assertThat(document.root().path("a").asString()).isEqualTo("say \"hi\" \\");
		assertThat(document.root().path("b").asString()).isEqualTo("你好");
	}

	@Test
	void readWhenBodyIsTruncatedInsidePictureFails() {
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> read("{\"data\":[{\"b64_json\":\"" + BASE64.substring(0, 3000), 100));
	}

	@Test
	void readWhenPictureIsOverLimitFails() {
		AnswerReader reader = new AnswerReader(new JsonMapper(), PictureIntake.inMemory(), 2000, 100_000);
		assertThatExceptionOfType(PictureTooLargeException.class)
			.isThrownBy(() -> write(reader, "{\"b\":\"" + BASE64 + "\"}", 1000));
	}

	@Test
	void readWhenRestOfDocumentIsOverLimitFails() {
		AnswerReader reader = new AnswerReader(new JsonMapper(), PictureIntake.inMemory(), 2000, 2000);
		assertThatExceptionOfType(AnswerTooLargeException.class)
			.isThrownBy(() -> write(reader, "{\"b\":\"" + "word ".repeat(1000) + "\"}", 1000));
	}

	@Test
	void readWhenBytesAreRandomNeverFailsInAnotherWay() {
		Random random = new Random(7);
		byte[] valid = ("{\"data\":[{\"b64_json\":\"" + BASE64 + "\",\"url\":\"https:\\/\\/x\"}]}")
			.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 2000; i++) {
			byte[] bytes = valid.clone();
			for (int change = random.nextInt(5); change >= 0; change--) {
				bytes[random.nextInt(bytes.length)] = (byte) "\"\\{}u/ \n=-é".charAt(random.nextInt(11));
			}
			AnswerReader reader = new AnswerReader(new JsonMapper(), PictureIntake.inMemory(), 100_000, 100_000);
			try {
				reader.write(Unpooled.wrappedBuffer(bytes, 0, 1 + random.nextInt(bytes.length)));
				AnswerDocument document = reader.finish();
				document.picture(document.root().at("/data/0/b64_json"));
			}
			catch (JacksonException | MalformedBase64Exception ex) {
				assertThat(ex.getMessage()).isNotBlank();
			}
		}
	}

	private static byte[] bytes(AnswerDocument document, String pointer) {
		Picture picture = document.picture(document.root().at(pointer));
		assertThat(picture).isNotNull();
		return picture.toByteArray();
	}

	private static AnswerDocument read(String body, int chunk) {
		AnswerReader reader = new AnswerReader(new JsonMapper(), PictureIntake.inMemory(), 1_000_000, 100_000);
		write(reader, body, chunk);
		return reader.finish();
	}

	private static void write(AnswerReader reader, String body, int chunk) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		for (int from = 0; from < bytes.length; from += chunk) {
			ByteBuf buffer = Unpooled.wrappedBuffer(bytes, from, Math.min(chunk, bytes.length - from));
			reader.write(buffer);
			assertThat(buffer.refCnt()).isEqualTo(1);
		}
	}

	private static byte[] payload(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
