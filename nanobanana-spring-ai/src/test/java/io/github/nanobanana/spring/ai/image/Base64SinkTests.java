package io.github.nanobanana.spring.ai.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class Base64SinkTests {

	private static final byte[] BYTES = SamplePictures.large(100_000);

	private final Random random = new Random(11);

	@Test
	void writeWhenSplitAnywhereDecodesTheSame() {
		for (int length = 0; length < 40; length++) {
			byte[] bytes = Arrays.copyOf(BYTES, length);
			assertThat(decode(Base64.getEncoder().encodeToString(bytes), 3)).isEqualTo(bytes);
			assertThat(decode(Base64.getEncoder().withoutPadding().encodeToString(bytes), 3)).isEqualTo(bytes);
			assertThat(decode(Base64.getUrlEncoder().encodeToString(bytes), 3)).isEqualTo(bytes);
			assertThat(decode(Base64.getMimeEncoder(4, new byte[] { '\n' }).encodeToString(bytes), 3)).isEqualTo(bytes);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 12_286, 12_287, 12_288, 12_289, 24_575, 24_576, 24_577, 99_998, 99_999, 100_000 })
	void writeWhenLengthIsAroundABlockDecodesEveryForm(int length) {
		byte[] bytes = Arrays.copyOf(BYTES, length);
		String standard = Base64.getEncoder().encodeToString(bytes);
		assertThat(decode(standard, 9_000)).isEqualTo(bytes);
		assertThat(decode(standard + "\r\n", 9_000)).isEqualTo(bytes);
		assertThat(decode("data:image/png;base64," + standard, 9_000)).isEqualTo(bytes);
		assertThat(decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), 9_000)).isEqualTo(bytes);
		assertThat(decode(Base64.getMimeEncoder().encodeToString(bytes), 9_000)).isEqualTo(bytes);
		assertThat(decode(" data:;base64,\n" + Base64.getMimeEncoder().encodeToString(bytes), 5)).isEqualTo(bytes);
	}

	@Test
	void writeWhenPaddingEndsABlockAcceptsOnlySpace() {
		byte[] bytes = Arrays.copyOf(BYTES, 12_287);
		String text = Base64.getEncoder().encodeToString(bytes);
		assertThat(text).hasSize(16_384).endsWith("=");
		assertThat(decode(text + " \n", 20_000)).isEqualTo(bytes);
		assertMalformed(text + "=", "padding in the wrong place");
		assertMalformed(text + "QUJD", "goes on after its padding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "QUI=QUI=", "QU==QUJD", "QUJDQU= =QUJD" })
	void writeWhenTextFollowsPaddingIsMalformed(String text) {
		assertMalformed(text, "goes on after its padding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "=", "Q=", "QUJD=", "QUI==", "QU===" })
	void writeWhenPaddingIsMisplacedIsMalformed(String text) {
		assertMalformed(text, "padding in the wrong place");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Q", "QUJDQ", "data:image/png;base64" })
	void finishWhenTextEndsTooEarlyIsMalformed(String text) {
		assertMalformed(text, "ends too early");
	}

	@ParameterizedTest
	@ValueSource(strings = { "QU*D", "{\"error\":1}", "QUJ\u00e9", "QUJDdata:", "QU\0I" })
	void writeWhenCharacterIsForeignIsMalformedAndQuotesNothing(String text) {
		assertMalformed(text, "a character that base64 does not have");
	}

	@Test
	void finishWhenPaddingIsIncompleteIsTolerated() {
		assertThat(decode("QQ=", 1)).isEqualTo(new byte[] { 'A' });
	}

	@Test
	void writeWhenMutatedEitherDecodesOrIsMalformed() {
		byte[] text = Base64.getEncoder().encode(Arrays.copyOf(BYTES, 30_000));
		for (int round = 0; round < 500; round++) {
			byte[] hostile = Arrays.copyOf(text, 1 + this.random.nextInt(text.length));
			hostile[this.random.nextInt(hostile.length)] = (byte) this.random.nextInt(256);
			try {
				assertThat(decode(hostile, 20_000)).hasSizeLessThanOrEqualTo(30_000);
			}
			catch (MalformedBase64Exception ex) {
				assertThat(ex).hasMessageContaining("malformed after");
			}
		}
	}

	@Test
	void writeWhenTargetIsFullSaysSo() {
		Base64Sink sink = new Base64Sink(new PictureBuffer(12_288));
		byte[] text = Base64.getEncoder().encode(BYTES);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(() -> sink.write(text, 0, text.length));
	}

	@Test
	void writeWhenFinishedIsRefused() {
		Base64Sink sink = new Base64Sink(new PictureBuffer(10));
		sink.finish();
		sink.finish();
		assertThatIllegalStateException().isThrownBy(() -> sink.write(new byte[1], 0, 1));
	}

	private void assertMalformed(String text, String problem) {
		assertThatExceptionOfType(MalformedBase64Exception.class).isThrownBy(() -> decode(text, 20_000))
			.withMessageContaining(problem);
		assertThatExceptionOfType(MalformedBase64Exception.class).isThrownBy(() -> decode(text, 1))
			.withMessageContaining(problem);
	}

	private byte[] decode(String text, int largestPiece) {
		return decode(text.getBytes(StandardCharsets.ISO_8859_1), largestPiece);
	}

	private byte[] decode(byte[] text, int largestPiece) {
		PictureBuffer buffer = new PictureBuffer(1_000_000);
		Base64Sink sink = new Base64Sink(buffer);
		int at = 0;
		while (at < text.length) {
			int count = Math.min(text.length - at, 1 + this.random.nextInt(largestPiece));
			sink.write(text, at, count);
			at += count;
		}
		sink.finish();
		return buffer.toPicture().toByteArray();
	}

}
