package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import tools.jackson.databind.JsonNode;

/** Requests and pictures that many tests need. */
final class Fixtures {

	static final Duration LONG = Duration.ofSeconds(20);

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(LONG)
		.build();

	private Fixtures() {
	}

	static String body(String model, String more) {
		return "{\"model\":\"" + model + "\",\"prompt\":\"a cat\"" + more + "}";
	}

	static HttpRequest generation(RelaySimulator relay, String body) {
		return post(relay, "/v1/images/generations", body);
	}

	static HttpRequest post(RelaySimulator relay, String path, String body) {
		return request(relay, path).header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	static HttpRequest get(RelaySimulator relay, String path) {
		return request(relay, path).build();
	}

	static HttpRequest.Builder request(RelaySimulator relay, String path) {
		return HttpRequest.newBuilder(URI.create(relay.baseUrl() + path))
			.timeout(LONG)
			.header("authorization", "Bearer " + relay.key());
	}

	/** Send on a connection of its own, so that no misbehaviour meets an old one. */
	static HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static JsonNode json(HttpRequest request) {
		return Json.read(send(request).body());
	}

	static JsonNode generate(RelaySimulator relay, String model, String more) {
		return json(generation(relay, body(model, more)));
	}

	static byte[] download(String url) {
		return send(HttpRequest.newBuilder(URI.create(url)).timeout(LONG).build()).body();
	}

	static BufferedImage image(byte[] bytes) {
		try {
			return ImageIO.read(new ByteArrayInputStream(bytes));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Pixels pixels(byte[] bytes) {
		BufferedImage image = image(bytes);
		return new Pixels(image.getWidth(), image.getHeight());
	}

	static byte[] picture(String ratio) {
		return Poster.draw(spec(ratio, "1K", PictureFormat.PNG));
	}

	static PictureSpec spec(String ratio, String tier, PictureFormat format) {
		return new PictureSpec("a cat", "nano-banana-2", ratio, tier, Pixels.of(ModelFamily.NANO_BANANA_2, ratio, tier),
				7L, "generate", 0, false, 0, format, 0);
	}

}
