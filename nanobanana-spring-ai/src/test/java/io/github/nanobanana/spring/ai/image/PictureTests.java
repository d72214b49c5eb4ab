package io.github.nanobanana.spring.ai.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PictureTests {

	private static final byte[] BYTES = SamplePictures.large(700_001);

	private final Picture picture = chunked();

	@Test
	void openStreamWhenChunkedReadsEverything() throws IOException {
		try (InputStream stream = this.picture.openStream()) {
			assertThat(stream.available()).isEqualTo(BYTES.length);
			assertThat(stream.read()).isEqualTo(BYTES[0] & 0xff);
			assertThat(stream.skip(299_999)).isEqualTo(299_999);
			assertThat(stream.readNBytes(50_000)).isEqualTo(Arrays.copyOfRange(BYTES, 300_000, 350_000));
			assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 350_000, BYTES.length));
			assertThat(stream.read()).isEqualTo(-1);
			assertThat(stream.skip(1)).isZero();
		}
	}

	@Test
	void transferToWhenPartlyReadWritesTheRest() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (InputStream stream = this.picture.openStream()) {
			stream.skipNBytes(100_000);
			assertThat(stream.transferTo(out)).isEqualTo(BYTES.length - 100_000);
			assertThat(stream.read()).isEqualTo(-1);
		}
		assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(BYTES, 100_000, BYTES.length));
	}

	@Test
	void writeToWhenChunkedWritesEverything() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.picture.writeTo(out);
		assertThat(out.toByteArray()).isEqualTo(BYTES);
	}

	@Test
	void toBase64WhenChunkedIsStandardText() {
		assertThat(this.picture.toBase64()).isEqualTo(Base64.getEncoder().encodeToString(BYTES));
		assertThat(Picture.of(new byte[0]).toBase64()).isEmpty();
	}

	@Test
	void ofWhenArrayChangesLaterKeepsItsBytes() {
		byte[] bytes = SamplePictures.png(3, 2);
		Picture kept = Picture.of(bytes);
		bytes[0] = 0;
		kept.toByteArray()[1] = 0;
		assertThat(kept.toByteArray()).isEqualTo(SamplePictures.png(3, 2));
	}

	@Test
	void toStringWhenPictureShowsNoPayload() {
		assertThat(this.picture).hasToString("Picture[PNG, 3x2, 700001 bytes]");
		assertThat(Picture.of(new byte[] { 1, 2 })).hasToString("Picture[UNKNOWN, 2 bytes]");
	}

	@Test
	void pixelSizeWhenSideIsMissingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PixelSize(0, 5));
		assertThat(new PixelSize(60_000, 60_000).area()).isEqualTo(3_600_000_000L);
	}

	private static Picture chunked() {
		PictureBuffer buffer = new PictureBuffer(1_000_000);
		buffer.write(BYTES, 0, BYTES.length);
		return buffer.toPicture();
	}

}
