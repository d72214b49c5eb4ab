package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.relay.NoEndpointException;
import io.github.nanobanana.spring.ai.relay.RelayException;
import io.github.nanobanana.spring.ai.relay.UnknownOutcomeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A web application over two stand-in relays that fail, as health, meters, actuator, logs
 * and events show it.
 */
@ExtendWith(OutputCaptureExtension.class)
class SeenFromOutsideTests {

	private static final String KEY = "sk-never-to-be-seen";

	private static final String PROMPT = "a cat that nobody may hear of";

	private final RelaySimulator first = RelaySimulator.builder().key(KEY).start();

	private final RelaySimulator second = RelaySimulator.builder().key(KEY).start();

	private final HttpClient http = HttpClient.newHttpClient();

	private final StringBuilder seen = new StringBuilder();

	private ConfigurableApplicationContext context;

	private String actuator;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.config.location=classpath:yaml/outside.yml",
					"spring.ai.nanobanana.api-key=" + KEY, "spring.ai.nanobanana.probe-interval=0",
					"spring.ai.nanobanana.endpoints.first.base-url=" + this.first.baseUrl(),
					"spring.ai.nanobanana.endpoints.second.base-url=" + this.second.baseUrl(),
					"spring.ai.nanobanana.endpoints.second.tier=1")
			.run();
		this.actuator = "http://127.0.0.1:%s/actuator"
			.formatted(this.context.getEnvironment().getProperty("local.server.port"));
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.first.close();
		this.second.close();
	}

	@Test
	void outsideWhenEndpointsFailOneAfterTheOtherFollows(CapturedOutput output) throws Exception {
		assertThat(health(200).path("degraded").asBoolean()).isFalse();
		assertThat(endpoint("first").path("state").asString()).isEqualTo("ok");

		this.first.always(Misbehaviour.status(401, "", "bad key"));
		draw();
		assertThat(health(200).path("degraded").asBoolean()).isTrue();
		assertThat(health(200).path("endpoints").path("first").path("state").asString()).isEqualTo("suspended");
		assertThat(endpoint("first").path("nextTryInSeconds").asInt()).isBetween(290, 300);
		assertThat(endpoint("first").path("attempts").path("rejected").asInt()).isEqualTo(1);
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(meter("nanobanana.attempts", "endpoint:first", "outcome:rejected")).isEqualTo(1));
		assertThat(meter("nanobanana.attempts", "endpoint:second", "outcome:delivered")).isEqualTo(1);
		assertThat(meter("nanobanana.failovers")).isEqualTo(1);
		assertThat(meter("nanobanana.state", "endpoint:first", "state:suspended")).isEqualTo(1);

		this.second.enqueue(Misbehaviour.gatewayPage(524));
		assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(this::draw);
		Awaitility.await()
			.untilAsserted(() -> assertThat(meter("nanobanana.attempts", "outcome:unknown")).isEqualTo(1));
		this.second.always(Misbehaviour.status(403, "insufficient_user_quota", "empty"));
		assertThatExceptionOfType(RelayException.class).isThrownBy(this::draw);
		assertThatExceptionOfType(NoEndpointException.class).isThrownBy(this::draw);
		assertThat(health(503).path("reasons").toString()).contains("the key was rejected", "the quota is used up");
		assertThat(get("/health/readiness", 200).path("status").asString()).isEqualTo("UP");
		assertThat(get("/health/liveness", 200).path("status").asString()).isEqualTo("UP");
		Awaitility.await().untilAsserted(() -> assertThat(meter("nanobanana.turned.away")).isGreaterThanOrEqualTo(1));
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.context.getBean(Application.class).events)
				.filteredOn((event) -> event.type().isAlarming())
				.extracting(NanoBananaEndpointEvent::endpoint)
				.containsExactly("first", "second"));
		assertThat(output).contains("Endpoint 'first': the key was rejected", "replace the key");
		assertNothingLeaked(output);
	}

	@Test
	void ordersAreCarriedOut() throws Exception {
		assertThat(order("first", "{\"action\":\"disable\"}", 200).path("models")
			.path("nanoBananaImageModel")
			.path("state")
			.asString()).isEqualTo("disabled");
		draw();
		assertThat(this.first.requests()).isEmpty();
		order("first", "{\"action\":\"ENABLE\"}", 200);
		draw();
		assertThat(this.first.requests()).hasSize(1);
		assertThat(order("first", "{\"action\":\"drain\"}", 200).toString()).contains("\"draining\"");
		assertThat(health(200).path("reasons").toString()).contains("first takes no new calls by order");
	}

	@Test
	void ordersWhenTheyCannotBeUnderstoodAreRefused() throws Exception {
		order("third", "{\"action\":\"disable\"}", 404);
		order("first", "{\"action\":\"explode\"}", 400);
		order("first", "{}", 400);
		get("/nanobanana/third", 404);
		assertThat(endpoint("first").path("state").asString()).isEqualTo("ok");
	}

	@Test
	void answerHasTheDocumentedShape() throws Exception {
		JsonNode model = get("/nanobanana", 200).path("models").path("nanoBananaImageModel");
		assertThat(model.propertyNames()).containsExactly("usable", "waiting", "failoverBudget", "failovers",
				"turnedAway", "endpoints");
		assertThat(model.path("endpoints").propertyNames()).containsExactlyInAnyOrder("first", "second");
		assertThat(endpoint("first").propertyNames()).containsExactly("state", "nextTryInSeconds", "account", "tier",
				"inFlight", "overdue", "limit", "successEstimate", "slowness", "modelsNotServed", "modelsListed",
				"attempts", "ejections");
	}

	private void assertNothingLeaked(CapturedOutput output) throws Exception {
		for (String path : List.of("/nanobanana", "/nanobanana/first", "/health", "/metrics",
				"/metrics/nanobanana.attempts", "/metrics/nanobanana.attempt", "/metrics/nanobanana.state")) {
			this.seen.append(request(HttpRequest.newBuilder(URI.create(this.actuator + path)).GET()).body());
		}
		this.seen.append(this.context.getBean(Application.class).events);
		String everything = this.seen.toString();
		assertThat(everything).contains("first", "suspended")
			.doesNotContain(KEY, PROMPT, ":" + this.first.port(), ":" + this.second.port());
		assertThat(output.getAll()).doesNotContain(KEY, PROMPT, ":" + this.first.port(), ":" + this.second.port());
	}

	private void draw() {
		this.context.getBean(ImageModel.class).call(new ImagePrompt(PROMPT));
	}

	private JsonNode health(int status) throws Exception {
		return get("/health", status).path("components").path("nanobanana").path("details");
	}

	private JsonNode endpoint(String name) throws Exception {
		return get("/nanobanana/" + name, 200).path("models").path("nanoBananaImageModel");
	}

	private double meter(String name, String... tags) throws Exception {
		StringBuilder path = new StringBuilder("/metrics/" + name + "?tag=name:nanoBananaImageModel");
		for (String tag : tags) {
			path.append("&tag=").append(tag);
		}
		return get(path.toString(), 200).path("measurements").path(0).path("value").asDouble();
	}

	private JsonNode get(String path, int status) throws Exception {
		return read(HttpRequest.newBuilder(URI.create(this.actuator + path)).GET(), status);
	}

	private JsonNode order(String name, String body, int status) throws Exception {
		return read(HttpRequest.newBuilder(URI.create(this.actuator + "/nanobanana/" + name))
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)), status);
	}

	private JsonNode read(HttpRequest.Builder request, int status) throws Exception {
		HttpResponse<String> response = request(request);
		this.seen.append(response.body());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		return JsonMapper.shared().readTree(response.body().isEmpty() ? "{}" : response.body());
	}

	private HttpResponse<String> request(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<NanoBananaEndpointEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(NanoBananaEndpointEvent event) {
			this.events.add(event);
		}

	}

}
