package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page does, without a browser: follows the live feed and sends requests with the
 * token that it was told there.
 */
final class PageClient {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final HttpClient http;

	private final String address;

	private final JsonMapper json = new JsonMapper();

	private final CompletableFuture<String> token = new CompletableFuture<>();

	PageClient(HttpClient http, String address) {
		this.http = http;
		this.address = address;
	}

	/** Follows the feed until the application closes it. */
	CompletableFuture<Void> follow(BiConsumer<String, JsonNode> events) {
		HttpRequest live = HttpRequest.newBuilder(uri("api/live")).build();
		return this.http.sendAsync(live, BodyHandlers.ofLines()).thenAcceptAsync((response) -> {
			try (Stream<String> lines = response.body()) {
				String[] name = { "" };
				lines.forEach((line) -> {
					if (line.startsWith("event:")) {
						name[0] = line.substring(6);
					}
					else if (line.startsWith("data:")) {
						JsonNode data = this.json.readTree(line.substring(5));
						if (name[0].equals("hello")) {
							this.token.complete(data.path("token").asString());
						}
						events.accept(name[0], data);
					}
				});
			}
		}, (task) -> new Thread(task, "page").start());
	}

	String token() {
		return this.token.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	JsonNode start(Object order) {
		HttpResponse<String> answer = post("api/runs", this.json.writeValueAsString(order), Map.of());
		if (answer.statusCode() != 202) {
			throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
		}
		return this.json.readTree(answer.body());
	}

	HttpResponse<String> post(String path, String body, Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
			.timeout(PATIENCE)
			.header("Content-Type", "application/json")
			.header("Origin", origin())
			.header(PageToken.HEADER, token())
			.POST(BodyPublishers.ofString(body));
		headers.forEach(request::setHeader);
		return send(request.build(), BodyHandlers.ofString());
	}

	<T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build(), handler);
	}

	<T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		try {
			return this.http.send(request, handler);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	String origin() {
		return this.address.substring(0, this.address.length() - 1);
	}

	URI uri(String path) {
		return URI.create(this.address + path);
	}

}
