package io.github.nanobanana.samples.benchmarks;

import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * What an application writes for itself: Spring's RestClient and a JSON tree.
 */
final class RestClientByHand implements PictureClient {

	private final RestClient client;

	RestClientByHand(URI base) {
		this.client = RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.baseUrl(base + "/v1/images/generations")
			.defaultHeader("Authorization", "Bearer " + KEY)
			.build();
	}

	private JsonNode answer() {
		JsonNode root = this.client.post()
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("model", MODEL, "prompt", PROMPT, "n", 1))
			.retrieve()
			.body(JsonNode.class);
		return Objects.requireNonNull(root).path("data").path(0);
	}

	@Override
	public Received picture() {
		return Received.of(Base64.getDecoder().decode(answer().path("b64_json").asString()));
	}

	@Override
	public String link() {
		return answer().path("url").asString();
	}

}
