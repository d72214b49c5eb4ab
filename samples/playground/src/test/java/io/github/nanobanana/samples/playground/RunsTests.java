package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.samples.playground.RunView.VersionView;
import io.github.nanobanana.spring.ai.relay.FailureKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs without a page: what happens to pictures that are paid for, and what is told of
 * the way there.
 */
class RunsTests {

	@Test
	void applicationWhenClosedMidRunKeepsThePictures(@TempDir Path folder) throws IOException {
		try (RelaySimulator relay = RelaySimulator.builder().sketches(true).workTime(Duration.ofSeconds(1)).start()) {
			try (RunningPlayground app = start(folder, RunningPlayground.endpoint("only", relay, 4))) {
				app.bean(Runs.class).start(order("a gull", 2));
				Waiting.until("both calls", () -> relay.ledger().charges() == 2);
			}
			assertThat(relay.ledger().picturesDelivered()).isEqualTo(2);
			try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
				assertThat(files.filter((file) -> file.toString().endsWith(".png"))).hasSize(2);
			}
		}
	}

	@Test
	void pictureWhenTheStoreFailsIsShownFromMemory(@TempDir Path folder) throws IOException {
		try (RelaySimulator relay = RelaySimulator.builder().sketches(true).start();
				RunningPlayground app = start(folder, RunningPlayground.endpoint("only", relay, 4))) {
			Files.deleteIfExists(folder.resolve("pictures"));
			Files.writeString(folder.resolve("pictures"), "in the way");
			VersionView version = end(app, app.bean(Runs.class).start(order("a gull", 1))).get(0);
			assertThat(version.state()).isEqualTo(VersionState.DONE);
			assertThat(version.notes()).isNotEmpty();
			assertThat(version.picture()).isNotNull();
			Gallery.Content content = app.bean(Gallery.class).content(version.picture().id());
			assertThat(content).isNotNull();
			assertThat(content.bytes().getContentAsByteArray()).startsWith(0x89, 'P', 'N', 'G')
				.hasSize((int) version.picture().bytes());
		}
	}

	@Test
	void versionWhenAnEndpointFailsForFreeTellsOfTheDetour(@TempDir Path folder) {
		try (RelaySimulator ill = RelaySimulator.start();
				RelaySimulator well = RelaySimulator.builder().sketches(true).start()) {
			ill.always(Misbehaviour.status(503, "upstream_error", "no mood").onPath("/v1/images/*"));
			List<String> endpoints = new ArrayList<>(RunningPlayground.endpoint("ill", ill, 4));
			endpoints.addAll(RunningPlayground.endpoint("well", well, 4));
			endpoints.add("--spring.ai.nanobanana.endpoints.well.tier=1");
			try (RunningPlayground app = start(folder, endpoints)) {
				VersionView version = end(app, app.bean(Runs.class).start(order("a gull", 1))).get(0);
				assertThat(version.state()).isEqualTo(VersionState.DONE);
				assertThat(version.attempts()).extracting(RunView.AttemptView::endpoint).containsExactly("ill", "well");
				FailureView why = version.attempts().get(0).failure();
				assertThat(why).isNotNull();
				assertThat(why.kind()).isEqualTo(FailureKind.FAILED_EARLY.name());
				assertThat(why.words()).contains("no mood");
				assertThat(why.charged()).isFalse();
				assertThat(why.sentence()).doesNotContain(ill.baseUrl());
			}
		}
	}

	private static List<VersionView> end(RunningPlayground app, RunView run) {
		Waiting.until("the end", () -> find(app, run).stream().allMatch((version) -> version.state().isEnd()));
		return find(app, run);
	}

	private static List<VersionView> find(RunningPlayground app, RunView run) {
		return app.bean(Runs.class)
			.views()
			.stream()
			.filter((known) -> known.id().equals(run.id()))
			.findFirst()
			.orElseThrow()
			.versions();
	}

	private static RunOrder order(String prompt, int count) {
		return new RunOrder(prompt, null, null, null, count, null, List.of(), null);
	}

	private static RunningPlayground start(Path folder, List<String> properties) {
		return RunningPlayground.start(folder, properties.toArray(String[]::new));
	}

}
