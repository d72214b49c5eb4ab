package io.github.nanobanana.spring.ai.relay.dialect;

import java.util.UUID;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.relay.RequestBody;
import io.github.nanobanana.spring.ai.relay.WireRequest;

/**
 * A {@code multipart/form-data} body (RFC 7578). File names carry the extension of the
 * picture's real format, since new-api labels parts by it.
 */
final class MultipartBody {

	private final String boundary = "nanobanana-" + UUID.randomUUID();

	private final RequestBody.Builder body = RequestBody.builder();

	MultipartBody field(String name, String value) {
		this.body.text("--" + this.boundary + "\r\nContent-Disposition: form-data; name=\"" + escape(name)
				+ "\"\r\n\r\n" + value + "\r\n");
		return this;
	}

	MultipartBody file(String name, String fileName, PictureContent content) {
		this.body
			.text("--" + this.boundary + "\r\nContent-Disposition: form-data; name=\"" + escape(name)
					+ "\"; filename=\"" + fileName + "." + content.format().extension() + "\"\r\nContent-Type: "
					+ content.format().mimeType() + "\r\n\r\n")
			.raw(content)
			.text("\r\n");
		return this;
	}

	/** As browsers do it: a name can end neither its quotes nor its line. */
	private static String escape(String name) {
		return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
	}

	WireRequest request(String path) {
		return new WireRequest(path, "multipart/form-data; boundary=" + this.boundary,
				this.body.text("--" + this.boundary + "--\r\n").build());
	}

}
