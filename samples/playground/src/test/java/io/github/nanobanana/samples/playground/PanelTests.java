package io.github.nanobanana.samples.playground;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators see and order.
 */
@BrowserTest
class PanelTests {

	@Test
	void panelWhenOpenFollowsTheEndpointsAndTakesOrders(Browser browser, @TempDir Path folder) {
		try (RunningPlayground app = RunningPlayground.start(folder, "--playground.simulated-work-time=600ms")) {
			browser.openPage(app.url());
			browser.click("#panel-open");
			browser.await("three endpoints", () -> browser.all(".endpoint").size() == 3);
			order(browser, "swift", "disable");
			awaitState(browser, "swift", "disabled");
			order(browser, "steady", "drain");
			awaitState(browser, "steady", "draining");
			assertThat(browser.text("#panel-summary .long")).isEqualTo("1 of 3 endpoints ready");
			order(browser, "steady", "enable");
			awaitState(browser, "steady", "ok");
			order(browser, "steady", "switch-off");
			order(browser, "moody", "switch-off");
			run(browser);
			browser.await("refusal in words",
					() -> browser.text(".run:first-child .why").contains("could not be reached"));
			assertThat(browser.text(".run:first-child .why")).contains("Not charged");
			browser.await("the failures", () -> browser.text("[data-endpoint=steady]").contains("not reached"));
			for (int runs = 0; runs < 6 && !browser.has(".endpoint[data-state=ejected]"); runs++) {
				run(browser);
			}
			browser.await("an ejection", () -> browser.has(".endpoint[data-state=ejected] .reason"));
			browser.await("its event", () -> browser.text(".events").contains("rests after failures"));
			browser.screenshots("endpoints");
			assertThat(browser.axe()).isEmpty();
			order(browser, "swift", "enable");
			awaitState(browser, "swift", "ok");
			run(browser);
			browser.await("a picture", () -> browser.has(".run:first-child .version[data-state=done] img"));
			browser.await("its latency",
					() -> browser.text("[data-endpoint=swift]").matches("(?s).*Latency\\d.*Delivered[12].*"));
			assertThat(browser.all("#panel .links a")).extracting((link) -> link.getDomAttribute("href"))
				.containsExactly("/actuator/health", "/actuator/metrics", "/actuator/nanobanana");
			browser.open("about:blank");
		}
	}

	private static void run(Browser browser) {
		browser.type("#prompt", "a harbour at night");
		GenerateTests.choose(browser, "count-2");
		browser.generate();
		browser.await("the end of the run", () -> "true".equals(browser.one(".run").getDomAttribute("data-ended")));
	}

	private static void order(Browser browser, String endpoint, String order) {
		browser.click("[data-endpoint='" + endpoint + "'] [data-order='" + order + "']");
	}

	private static void awaitState(Browser browser, String endpoint, String state) {
		browser.await(endpoint + " " + state,
				() -> browser.has("[data-endpoint='" + endpoint + "'][data-state='" + state + "']"));
	}

}
