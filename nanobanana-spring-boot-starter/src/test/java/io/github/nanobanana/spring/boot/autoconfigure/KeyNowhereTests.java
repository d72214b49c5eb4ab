package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A web application whose relays deliver, and fail in every way in which an answer or an
 * error could carry the key on. The key is in no log line down to the most talkative
 * levels, no exception, answer of the actuator, meter or observation.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyNowhereTests {

	private static final String KEY = "sk-nowhere-to-be-seen-0123456789";

	/** What relays say back to those whom they refuse. */
	private static final String ECHO = "Incorrect API key provided: " + KEY + ". You sent Authorization: Bearer " + KEY;

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final Map<FailureKind, RelaySimulator> relays = new EnumMap<>(FailureKind.class);

	private final HttpClient http = HttpClient.newHttpClient();

	/** Results and exceptions. */
	private final List<String> told = new ArrayList<>();

	@AfterEach
	void stop() {
		this.relays.values().forEach(RelaySimulator::close);
	}

	@Test
	void keyIsNowhereWhateverHappens(CapturedOutput output) throws Exception {
		relay(FailureKind.KEY_REJECTED, Misbehaviour.status(401, "invalid_api_key", ECHO));
		relay(FailureKind.ACCESS_DENIED, Misbehaviour.status(403, "denied", ECHO));
		relay(FailureKind.INVALID_REQUEST, Misbehaviour.status(400, "invalid_request", ECHO));
		relay(FailureKind.FAILED_EARLY, Misbehaviour.status(500, "server_error", ECHO));
		relay(FailureKind.GATEWAY_TIMEOUT, Misbehaviour.gatewayPage(524));
		relay(FailureKind.ANSWER_UNREADABLE, Misbehaviour.answer(200, "application/json", "{" + ECHO));
		relay(FailureKind.NO_ANSWER, Misbehaviour.hang());
		relay(FailureKind.UNREACHABLE, Misbehaviour.refuseConnections());
		try (RelaySimulator well = RelaySimulator.builder().key(KEY).start();
				ConfigurableApplicationContext context = start(well)) {
			drawAndFail(context.getBean(NanoBananaImageModel.class));
			assertHidden(answers(context), 30, "gen_ai.client.operation", "nanobanana.attempt",
					"spring.ai.nanobanana.api-key");
			assertHidden(meters(context), 30, "nanobanana.attempts");
			assertHidden(context.getBean(Recorder.class).seen, 2 * (1 + this.relays.size()), "nanobanana.attempt");
		}
		assertHidden(this.told, 1 + this.relays.size(), "NanoBananaImage", "Incorrect API key provided: ");
		assertHidden(List.of(output.getAll()), 1, "TRACE", "DEBUG", "reactor.netty");
	}

	private void relay(FailureKind kind, Misbehaviour misbehaviour) {
		RelaySimulator relay = RelaySimulator.builder().key(KEY).start();
		relay.always(misbehaviour);
		this.relays.put(kind, relay);
	}

	private ConfigurableApplicationContext start(RelaySimulator well) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--spring.config.location=classpath:yaml/outside.yml",
						"--logging.level.root=debug", "--logging.level.io.github.nanobanana=trace",
						"--logging.level.reactor=trace", "--spring.ai.nanobanana.probe-interval=0",
						"--spring.ai.nanobanana.api-key=" + KEY, "--spring.ai.nanobanana.base-url=" + well.baseUrl()));
		this.relays.forEach((kind, relay) -> arguments
			.add("--spring.ai.nanobanana.endpoints." + name(kind) + ".base-url=" + relay.baseUrl()));
		return new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
	}

	/** One endpoint at a time is in service. */
	private void drawAndFail(NanoBananaImageModel images) {
		NanoBananaImageOptions options = NanoBananaImageOptions.builder().timeout(PATIENCE).build();
		this.relays.keySet().forEach((kind) -> images.endpoints().disable(name(kind)));
		ImageResponse response = images.call(new ImagePrompt("a cat"));
		this.told.add(response + " " + response.getResults() + response.getMetadata());
		images.endpoints().disable("default");
		this.relays.keySet().forEach((kind) -> {
			images.endpoints().enable(name(kind));
			RelayException failure = catchThrowableOfType(RelayException.class,
					() -> images.call(new ImagePrompt("a cat", options)));
			assertThat(failure.failure().kind()).as(name(kind)).isEqualTo(kind);
			this.told.add(failure.failure() + Throwables.getStackTrace(failure));
			images.endpoints().disable(name(kind));
		});
	}

	private List<String> answers(ConfigurableApplicationContext context) throws Exception {
		String root = "http://127.0.0.1:%s/actuator"
			.formatted(context.getEnvironment().getProperty("local.server.port"));
		List<String> answers = new ArrayList<>(List.of(get(root)));
		JsonNode links = JsonMapper.shared().readTree(answers.get(0)).path("_links");
		for (String name : links.propertyNames()) {
			JsonNode link = links.path(name);
			// A dump of the heap holds what the application holds
			if (!link.path("templated").asBoolean() && !name.equals("heapdump")) {
				answers.add(get(link.path("href").asString()));
			}
		}
		for (JsonNode name : JsonMapper.shared().readTree(get(root + "/metrics")).path("names")) {
			answers.add(get(root + "/metrics/" + name.asString()));
		}
		return answers;
	}

	private String get(String url) throws IOException, InterruptedException {
		return this.http
			.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build(),
					BodyHandlers.ofString())
			.body();
	}

	private static List<String> meters(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map((meter) -> meter.getId() + " " + meter.getId().getDescription())
			.toList();
	}

	private static String name(FailureKind kind) {
		return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Enough was seen, and what was to be seen; a failure does not repeat the key. */
	private static void assertHidden(Iterable<String> texts, int atLeast, String... seen) {
		assertThat(texts).hasSizeGreaterThanOrEqualTo(atLeast);
		String all = String.join("\n", texts);
		assertThat(Stream.of(seen).filter((text) -> !all.contains(text))).as("not seen").isEmpty();
		int at = all.indexOf(KEY);
		assertThat(at).as(() -> "position of the key, behind " + all.substring(Math.max(0, at - 200), Math.max(0, at)))
			.isNegative();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	/**
	 * All that observations hold when they end.
	 */
	static final class Recorder implements ObservationHandler<Observation.Context> {

		private final Queue<String> seen = new ConcurrentLinkedQueue<>();

		@Override
		public void onStop(Observation.Context context) {
			Throwable error = context.getError();
			this.seen.add(context + context.getAllKeyValues().toString()
					+ ((error != null) ? Throwables.getStackTrace(error) : ""));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
