package io.github.nanobanana.spring.ai.image;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PictureBufferTests {

	private static final byte[] BYTES = SamplePictures.large(3_000_000);

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1, 1_000, 2_999_999, 3_000_000, 3_000_100, 9_000_000 })
	void toPictureWhenSizeWasExpectedHoldsWhatWasWritten(long expected) {
		PictureBuffer buffer = new PictureBuffer(5_000_000, expected);
		for (int at = 0; at < BYTES.length; at += 7_000) {
			buffer.write(BYTES, at, Math.min(7_000, BYTES.length - at));
		}
		assertThat(buffer.size()).isEqualTo(BYTES.length);
		assertThat(buffer.toPicture().toByteArray()).isEqualTo(BYTES);
	}

	@Test
	void writeWhenBufferIsDirectTakesItAll() {
		ByteBuffer direct = ByteBuffer.allocateDirect(BYTES.length).put(BYTES).flip();
		PictureBuffer buffer = new PictureBuffer(5_000_000);
		buffer.write(direct);
		assertThat(direct.remaining()).isZero();
		assertThat(buffer.toPicture().toByteArray()).isEqualTo(BYTES);
	}

	@Test
	void writeWhenCapIsReachedExactlyIsAccepted() {
		PictureBuffer buffer = new PictureBuffer(BYTES.length);
		buffer.write(BYTES, 0, BYTES.length);
		assertThat(buffer.toPicture().size()).isEqualTo(BYTES.length);
	}

	@Test
	void writeWhenBeyondCapSaysWhichLimit() {
		PictureBuffer buffer = new PictureBuffer(100, 1_000);
		buffer.write(BYTES, 0, 100);
		assertThatExceptionOfType(PictureTooLargeException.class).isThrownBy(() -> buffer.write(BYTES, 0, 1))
			.withMessageContaining("100 bytes")
			.withMessageContaining("raise the limit");
		assertThat(buffer.size()).isEqualTo(100);
	}

	@Test
	void writeWhenPictureWasTakenIsRefused() {
		PictureBuffer buffer = new PictureBuffer(100);
		assertThat(buffer.toPicture().size()).isZero();
		assertThatIllegalStateException().isThrownBy(() -> buffer.write(BYTES, 0, 1));
		assertThatIllegalStateException().isThrownBy(buffer::toPicture);
	}

	@Test
	void newBufferWhenCapIsZeroIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PictureBuffer(0));
	}

}
