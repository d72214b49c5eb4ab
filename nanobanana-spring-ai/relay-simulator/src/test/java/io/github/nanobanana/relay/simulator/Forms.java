package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Multipart bodies, written by hand. */
final class Forms {

	private static final String BOUNDARY = "----form";

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	static HttpRequest edit(RelaySimulator relay, String first, String second) {
		Forms form = new Forms();
		form.text("model", "nano-banana-2").text("prompt", "x").file(first, "a.png").file(second, "b.png");
		return form.request(relay);
	}

	static HttpRequest withoutFilename(RelaySimulator relay) {
		Forms form = new Forms().text("model", "nano-banana-2").text("prompt", "x");
		return form.part("name=\"image\"\r\nContent-Type: application/octet-stream", Fixtures.picture("1:1"))
			.request(relay);
	}

	Forms text(String name, String value) {
		return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
	}

	Forms file(String name, String filename) {
		return part("name=\"" + name + "\"; filename=\"" + filename + "\"\r\nContent-Type: image/png",
				Fixtures.picture("1:1"));
	}

	Forms part(String disposition, byte[] content) {
		write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
		this.body.writeBytes(content);
		write("\r\n");
		return this;
	}

	HttpRequest request(RelaySimulator relay) {
		write("--" + BOUNDARY + "--\r\n");
		return unfinished(relay);
	}

	HttpRequest unfinished(RelaySimulator relay) {
		return Fixtures.request(relay, "/v1/images/edits")
			.header("content-type", "multipart/form-data; boundary=" + BOUNDARY)
			.POST(HttpRequest.BodyPublishers.ofByteArray(this.body.toByteArray()))
			.build();
	}

	private void write(String text) {
		this.body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
	}

}
