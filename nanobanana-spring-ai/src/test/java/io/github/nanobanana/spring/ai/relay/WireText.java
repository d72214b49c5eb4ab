package io.github.nanobanana.spring.ai.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import io.github.nanobanana.spring.ai.image.PictureContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of a request as text: a multipart boundary reads {@code BOUNDARY}, and the
 * sample pictures read {@code <png>} and {@code <jpeg>} where they are sent as they are.
 */
public final class WireText {

	private WireText() {
	}

	public static String of(WireRequest request) {
		StringBuilder text = new StringBuilder();
		long length = 0;
		for (RequestBody.Segment segment : request.body().segments()) {
			byte[] bytes = bytes(segment);
			length += bytes.length;
			text.append(readable(bytes));
		}
		assertThat(request.body().length()).isEqualTo(length);
		String boundary = request.contentType().replaceAll(".*boundary=", "");
		return text.toString().replace(boundary, "BOUNDARY");
	}

	/** The content type with its boundary masked. */
	public static String contentType(WireRequest request) {
		return request.contentType().replaceAll("boundary=\\S+", "boundary=BOUNDARY");
	}

	/** The bytes as they are sent. */
	public static byte[] bytes(WireRequest request) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		request.body().segments().forEach((segment) -> all.writeBytes(bytes(segment)));
		return all.toByteArray();
	}

	private static byte[] bytes(RequestBody.Segment segment) {
		if (segment instanceof RequestBody.Bytes atHand) {
			return atHand.bytes();
		}
		RequestBody.Content content = (RequestBody.Content) segment;
		byte[] bytes = read(content.content());
		return content.base64() ? Base64.getEncoder().encode(bytes) : bytes;
	}

	private static String readable(byte[] bytes) {
		if (Arrays.equals(bytes, read(SampleCall.png()))) {
			return "<png>";
		}
		return Arrays.equals(bytes, read(SampleCall.jpeg())) ? "<jpeg>" : new String(bytes, StandardCharsets.UTF_8);
	}

	private static byte[] read(PictureContent content) {
		try (InputStream stream = content.open()) {
			return stream.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
