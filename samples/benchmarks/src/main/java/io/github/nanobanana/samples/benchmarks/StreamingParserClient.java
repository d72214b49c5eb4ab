package io.github.nanobanana.samples.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;

import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The floor with common parts: the JDK's HTTP client and a streaming JSON parser that
 * decodes base64 as it reads. It knows one form of answer and no failure.
 */
final class StreamingParserClient implements PictureClient {

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonFactory json = JsonFactory.builder().build();

	private final HttpRequest request;

	StreamingParserClient(URI base) {
		this.request = HttpRequest.newBuilder(URI.create(base + "/v1/images/generations"))
			.header("Authorization", "Bearer " + KEY)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers
				.ofString("{\"model\":\"" + MODEL + "\",\"prompt\":\"" + PROMPT + "\",\"n\":1}"))
			.build();
	}

	private <T> T read(String field, Reading<T> reading) throws IOException, InterruptedException {
		HttpResponse<InputStream> response = this.http.send(this.request, HttpResponse.BodyHandlers.ofInputStream());
		try (InputStream body = response.body();
				JsonParser parser = this.json.createParser(ObjectReadContext.empty(), body)) {
			T found = null;
			while (parser.nextToken() != null) {
				if (found == null && parser.currentToken() == JsonToken.PROPERTY_NAME
						&& field.equals(parser.currentName())) {
					parser.nextToken();
					found = reading.read(parser, response.headers().firstValueAsLong("content-length").orElse(0));
				}
			}
			// Read to its end, or the connection could not be used again
			body.skipNBytes(body.available());
			return Objects.requireNonNull(found, field);
		}
	}

	@Override
	public Received picture() throws IOException, InterruptedException {
		return read("b64_json", (parser, length) -> {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length / 4 * 3);
			parser.readBinaryValue(Base64Variants.MIME_NO_LINEFEEDS, bytes);
			return new Grown(bytes);
		});
	}

	@Override
	public String link() throws IOException, InterruptedException {
		return read("url", (parser, length) -> parser.getString());
	}

	private interface Reading<T> {

		T read(JsonParser parser, long answerLength);

	}

	/** Bytes in the array that they were collected in, without a last copy. */
	private record Grown(ByteArrayOutputStream bytes) implements Received {

		@Override
		public long size() {
			return this.bytes.size();
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			this.bytes.writeTo(out);
		}

	}

}
