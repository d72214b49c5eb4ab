package io.github.nanobanana.samples.playground;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaPictureArchive;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fifty users at once, each with an open page and two versions, on relays that have room
 * for half of them and fail now and then.
 */
class ManyUsersTests {

	private static final int USERS = 50;

	private static final int VERSIONS = 2;

	@Test
	@Timeout(60)
	void usersWhenFiftyAskAtOnceSeeEveryPictureOrAnExplanation(@TempDir Path folder) throws Exception {
		try (RelaySimulator first = relay(); RelaySimulator second = relay(); RelaySimulator third = relay()) {
			third.always(Misbehaviour.status(500, "upstream_error", "busy").probability(0.2, 5));
			List<String> properties = new ArrayList<>(RunningPlayground.endpoint("first", first, 8));
			properties.addAll(RunningPlayground.endpoint("second", second, 8));
			properties.addAll(RunningPlayground.endpoint("third", third, 8));
			try (RunningPlayground app = RunningPlayground.start(folder, properties.toArray(String[]::new))) {
				List<JsonNode> versions = all(app);
				long shown = versions.stream().filter((version) -> state(version).equals("done")).count();
				long explained = versions.stream().filter(ManyUsersTests::isExplained).count();
				assertThat(shown + explained).isEqualTo(USERS * VERSIONS);
				assertThat(shown).isGreaterThan(USERS);
				assertThat(app.bean(NanoBananaPictureArchive.class).list(0, 1000)).hasSize((int) shown);
				int charged = first.ledger().charges() + second.ledger().charges() + third.ledger().charges();
				long mayBe = versions.stream()
					.filter((version) -> version.path("failure").path("charged").asBoolean())
					.count();
				assertThat((long) charged).isBetween(shown, shown + mayBe);
			}
		}
	}

	private static RelaySimulator relay() {
		return RelaySimulator.builder().sketches(true).workTime(Duration.ofMillis(150)).start();
	}

	private static String state(JsonNode version) {
		return version.path("state").asString();
	}

	private static boolean isExplained(JsonNode version) {
		return state(version).equals("failed") && !version.path("failure").path("sentence").asString().isBlank();
	}

	private static List<JsonNode> all(RunningPlayground app) throws Exception {
		ExecutorService users = Executors.newFixedThreadPool(USERS);
		HttpClient http = HttpClient.newHttpClient();
		try {
			List<Future<List<JsonNode>>> each = new ArrayList<>();
			for (int user = 0; user < USERS; user++) {
				String prompt = "wish number " + user;
				each.add(users.submit(() -> one(new PageClient(http, app.url()), prompt)));
			}
			List<JsonNode> versions = new ArrayList<>();
			for (Future<List<JsonNode>> user : each) {
				versions.addAll(user.get(50, TimeUnit.SECONDS));
			}
			return versions;
		}
		finally {
			users.shutdownNow();
		}
	}

	/** One user: opens the page, asks, follows the own run to its end and looks. */
	private static List<JsonNode> one(PageClient page, String prompt) {
		Map<String, JsonNode> runs = new ConcurrentHashMap<>();
		page.follow((name, data) -> {
			if (name.equals("run")) {
				runs.merge(data.path("id").asString(), data,
						(old, next) -> (next.path("revision").asLong() > old.path("revision").asLong()) ? next : old);
			}
		});
		page.token();
		String id = page.start(Map.of("prompt", prompt, "count", VERSIONS)).path("id").asString();
		Waiting.until(prompt, () -> runs.containsKey(id) && versions(runs.get(id)).stream()
			.allMatch((version) -> List.of("done", "failed").contains(state(version))));
		List<JsonNode> versions = versions(runs.get(id));
		for (JsonNode version : versions) {
			if (state(version).equals("done")) {
				String picture = version.path("picture").path("id").asString();
				assertThat(version.path("picture").path("prompt").asString()).isEqualTo(prompt);
				HttpResponse<byte[]> content = page.get("api/pictures/" + picture + "/preview",
						BodyHandlers.ofByteArray());
				assertThat(content.statusCode()).isEqualTo(200);
				assertThat(content.body()).startsWith(0xFF, 0xD8);
			}
		}
		return versions;
	}

	private static List<JsonNode> versions(JsonNode run) {
		List<JsonNode> versions = new ArrayList<>();
		run.path("versions").forEach(versions::add);
		return versions;
	}

}
