package io.github.nanobanana.samples.playground;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Pictures on their way: progress, cancellation, refusals, endpoints that die, and pages
 * that close.
 */
@BrowserTest
class GenerateTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	void generateWhenFourAreWantedShowsProgressAndAllFourInTheRightRatio(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.type("#prompt", "a lighthouse on a basalt cliff in a storm");
		choose(browser, "ratio-16-9", "size-1K", "count-4");
		browser.type("#seed", "42");
		watch(browser);
		browser.generate();
		browser.await("an endpoint's name", () -> seen(browser, "states").contains("sent"));
		browser.screenshots("progress");
		browser.await("four pictures", () -> browser.all(".run:first-child .version[data-state=done] img").size() == 4);
		assertThat(seen(browser, "states")).contains("sent", "done").containsAnyOf("queued", "keeping");
		assertThat(seen(browser, "clocks")).as("the clock runs").hasSizeGreaterThan(3);
		browser.await("loaded previews", () -> Boolean.TRUE.equals(browser.script(
				"return [...document.querySelectorAll('.run:first-child img')].every((img) => img.naturalWidth > 0)")));
		for (WebElement img : browser.all(".run:first-child .version img")) {
			double ratio = Double.parseDouble(img.getDomProperty("naturalWidth"))
					/ Double.parseDouble(img.getDomProperty("naturalHeight"));
			assertThat(ratio).isCloseTo(1376.0 / 768, within(0.01));
		}
		assertThat(browser.text(".run:first-child .progress")).isEqualTo("4 of 4 done");
		List<PictureView> kept = app.bean(Gallery.class).list(0, 4);
		assertThat(kept).allSatisfy((picture) -> {
			assertThat(picture.width()).isEqualTo(1376);
			assertThat(picture.height()).isEqualTo(768);
		}).extracting(PictureView::seed).containsExactlyInAnyOrder(42L, 43L, 44L, 45L);
		browser.screenshots("four-versions");
		assertThat(browser.axe()).isEmpty();
	}

	/** Notes every state and time that the newest run shows. */
	private static void watch(Browser browser) {
		browser.script("""
				window.seen = { states: new Set(), clocks: new Set() };
				new MutationObserver(() => document.querySelectorAll('.run:first-child .version').forEach((version) => {
					window.seen.states.add(version.dataset.state);
					const clock = version.querySelector('.clock');
					if (clock) window.seen.clocks.add(clock.textContent);
				})).observe(document.getElementById('runs'), { childList: true, subtree: true, characterData: true });
				""");
	}

	private static List<String> seen(Browser browser, String what) {
		Object seen = browser.script("return [...window.seen[arguments[0]]]", what);
		return ((List<?>) Objects.requireNonNull(seen)).stream().map(String::valueOf).toList();
	}

	@Test
	void cancelWhenUnderWayClosesTheConnections(Browser browser, @TempDir Path folder) {
		try (RelaySimulator relay = RelaySimulator.builder().workTime(LONG).start();
				RunningPlayground app = start(folder, RunningPlayground.endpoint("only", relay, 8))) {
			browser.openPage(app.url());
			browser.type("#prompt", "nobody will see this");
			choose(browser, "count-3");
			browser.generate();
			browser.await("all three on the wire",
					() -> browser.all(".version[data-state=sent]").size() == 3 && relay.openConnections() >= 3);
			browser.click(".version[data-index='1'] .caption button");
			browser.await("one cancelled", () -> browser.all(".version[data-state=cancelled]").size() == 1);
			browser.await("its connection closed", () -> relay.openConnections() == 2);
			browser.click(".run header button");
			browser.await("all cancelled", () -> browser.all(".version[data-state=cancelled]").size() == 3);
			browser.await("no connection left", () -> relay.openConnections() == 0);
			assertThat(relay.ledger().picturesDelivered()).isZero();
			browser.screenshots("cancelled");
			assertThat(browser.axe()).isEmpty();
		}
	}

	@Test
	void promptWhenRefusedIsExplainedWithWhatItCost(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.type("#prompt", RelaySimulator.BLOCKED + " something");
		choose(browser, "count-1");
		browser.generate();
		browser.await("the refusal", () -> browser.has(".run:first-child .version[data-state=failed]"));
		assertThat(browser.text(".run:first-child .why")).contains("refused the prompt")
			.contains("Reword the prompt.")
			.contains("Not charged");
		browser.type("#prompt", RelaySimulator.REFUSED + " a poem");
		browser.generate();
		browser.await("the other refusal", () -> browser.text(".run:first-child .why").contains("in words"));
		assertThat(browser.text(".run:first-child .why")).contains("The relay said:").contains("May have been charged");
		browser.screenshots("refused");
		assertThat(browser.axe()).isEmpty();
		browser.type("#prompt", "something else");
		GalleryTests.clickText(browser, ".run:first-child header button", "Again with these settings");
		browser.await("the prompt again",
				() -> (RelaySimulator.REFUSED + " a poem").equals(browser.one("#prompt").getDomProperty("value")));
		browser.click(".run:first-child header button:last-child");
		browser.await("it is gone", () -> !browser.text(".run:first-child .why").contains("in words"));
		browser.click(".run:first-child header button:last-child");
		browser.await("the other too", () -> !browser.text("#runs").contains("refused the prompt"));
	}

	/**
	 * Both endpoints take one call at a time. The one that dies has a call on the wire,
	 * which nobody repeats; what waits in line is sent to it in vain and then to the
	 * other, free of charge.
	 */
	@Test
	void endpointWhenKilledMidRunLosesOneAndTheOthersArrive(Browser browser, @TempDir Path folder) {
		try (RelaySimulator dying = RelaySimulator.builder().workTime(LONG).start();
				RelaySimulator well = RelaySimulator.builder().workTime(Duration.ofMillis(1500)).start()) {
			List<String> endpoints = new ArrayList<>(RunningPlayground.endpoint("dying", dying, 1));
			endpoints.addAll(RunningPlayground.endpoint("well", well, 1));
			try (RunningPlayground app = start(folder, endpoints)) {
				browser.openPage(app.url());
				assertThat(browser.one("#banner").isDisplayed()).isFalse();
				browser.type("#prompt", "a bridge in fog");
				choose(browser, "count-4");
				browser.generate();
				browser.await("one call at each", () -> browser.text("#runs").contains("Sent to dying")
						&& browser.text("#runs").contains("Sent to well") && dying.openConnections() == 1);
				dying.always(Misbehaviour.refuseConnections());
				browser.await("the end", () -> browser.all(".version[data-state=done] img").size() == 3
						&& browser.all(".version[data-state=failed]").size() == 1);
				assertThat(browser.text(".version[data-state=failed] .why")).contains("dying: gave no answer")
					.contains("May have been charged");
				assertThat(browser.text("#runs"))
					.contains("dying: could not be reached. Tried elsewhere, free of charge.");
				assertThat(well.ledger().charges()).isEqualTo(3);
				browser.screenshots("endpoint-killed");
				assertThat(browser.axe()).isEmpty();
			}
		}
	}

	@Test
	void pageWhenClosedOrReloadedLosesNothing(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.type("#prompt", "a kite over the dunes");
		choose(browser, "count-2");
		int before = app.bean(Gallery.class).list(0, 100).size();
		browser.generate();
		browser.openPage(app.url());
		browser.await("the run again", () -> browser.text(".run:first-child h3").equals("a kite over the dunes"));
		browser.open("about:blank");
		browser.await("both pictures kept", () -> app.bean(Gallery.class).list(0, 100).size() == before + 2);
		browser.openPage(app.url());
		browser.await("both pictures shown",
				() -> browser.all(".run:first-child .version[data-state=done] img").size() == 2);
	}

	private static RunningPlayground start(Path folder, List<String> properties) {
		return RunningPlayground.start(folder, properties.toArray(String[]::new));
	}

	static void choose(Browser browser, String... ids) {
		for (String id : ids) {
			browser.script("document.getElementById(arguments[0]).click()", id);
		}
	}

}
