package io.github.nanobanana.samples.playground;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.endpoint.FailureClass;
import io.github.nanobanana.spring.ai.endpoint.StateChange;
import io.github.nanobanana.spring.ai.observation.EndpointCondition;
import io.github.nanobanana.spring.ai.relay.FailureKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page as a whole: its weight, its languages, its sizes, and who can use it.
 */
@BrowserTest
class PageTests {

	private static final int MOST_BYTES = 150_000;

	@Test
	void pageWhenFirstOpenedIsLightAndReadyToUse(Browser browser, @TempDir Path folder) {
		try (RunningPlayground app = RunningPlayground.start(folder)) {
			browser.openPage(app.url());
			browser.await("the empty gallery", () -> browser.has("#empty:not([hidden])"));
			assertThat(browser.received()).isBetween(10_000L, (long) MOST_BYTES);
			assertThat(browser.requests()).allMatch((address) -> address.startsWith(app.url()));
			assertThat(browser.text("#banner")).contains("simulated relays").contains("NANOBANANA_API_KEY");
			assertThat(browser.text("#panel-summary .long")).isEqualTo("3 of 3 endpoints ready");
			assertThat(browser.axe()).isEmpty();
			browser.screenshots("empty");
			browser.colors("dark");
			browser.settle();
			assertThat(browser.axe()).isEmpty();
			browser.colors("light");
			browser.click("#theme");
			browser.click("#theme");
			assertThat(browser.script("return getComputedStyle(document.documentElement).colorScheme"))
				.isEqualTo("dark");
			browser.click(".example");
			assertThat(browser.one("#prompt").getDomProperty("value")).contains("hovering transports");
		}
	}

	@Test
	void pageWhenChineseIsAcceptedIsChineseAndCanBeSwitched(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.acceptLanguage("zh-CN,zh;q=0.9");
		try {
			browser.openPage(app.url());
			assertThat(browser.one("html").getDomAttribute("lang")).isEqualTo("zh-CN");
			assertThat(browser.text("#generate-text")).isEqualTo("生成 4 张图片");
			assertThat(browser.text("#banner")).contains("模拟中转");
			browser.type("#prompt", "暴风雨中的灯塔");
			browser.script("document.getElementById('count-2').click()");
			browser.generate();
			browser.await("the pictures",
					() -> browser.all(".run:first-child .version[data-state=done] img").size() == 2);
			assertThat(browser.text(".run:first-child .progress")).isEqualTo("已完成 2 / 2");
			assertThat(browser.axe()).isEmpty();
			browser.click("#panel-open");
			browser.screenshots("chinese");
			browser.click("#panel-open");
			browser.click("#language");
			assertThat(browser.text("#generate-text")).isEqualTo("Generate 2 pictures");
			assertThat(browser.one("html").getDomAttribute("lang")).isEqualTo("en");
		}
		finally {
			browser.acceptLanguage("en");
		}
	}

	@Test
	void wordsWhenComparedAreTheSameInBothLanguagesAndCoverTheLibrary(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		Set<String> english = keys(browser, "en");
		assertThat(english).isEqualTo(keys(browser, "zh"));
		assertThat(english).containsAll(names("kinds", FailureKind.values(), false))
			.containsAll(names("classes", FailureClass.values(), true))
			.containsAll(names("events", StateChange.Type.values(), true))
			.containsAll(names("states", EndpointCondition.State.values(), true))
			.containsAll(names("state", VersionState.values(), true));
	}

	private static Set<String> keys(Browser browser, String language) {
		Object found = browser.asyncScript("""
				const done = arguments[arguments.length - 1];
				const keys = (node, path) => Object.entries(node).flatMap(([key, value]) =>
					value && typeof value === 'object' && !Array.isArray(value) ? keys(value, path + key + '.')
						: [path + key + (Array.isArray(value) ? '#' + value.length : '')]);
				import('/page/words-' + arguments[0] + '.js').then((words) => done(keys(words.default, '')));
				""", language);
		Set<String> keys = new TreeSet<>();
		((List<?>) found).forEach((key) -> keys.add(String.valueOf(key)));
		return keys.stream().map((key) -> key.replaceFirst("^(kinds\\..*)#2$", "$1")).collect(Collectors.toSet());
	}

	private static List<String> names(String group, Enum<?>[] values, boolean small) {
		return Stream.of(values)
			.map((value) -> group + "." + (small ? value.name().toLowerCase(Locale.ROOT) : value.name()))
			.toList();
	}

	@Test
	void pageWhenAsWideAsAPhoneFitsAndWorks(Browser browser, RunningPlayground app) {
		browser.size(390, 844, true);
		browser.openFresh(app.url());
		browser.settle();
		browser.screenshots("phone");
		assertThat(browser.axe()).isEmpty();
		browser.type("#prompt", "a heron at dawn");
		browser.script("document.getElementById('count-2').click()");
		browser.generate();
		browser.await("the pictures", () -> browser.all(".run:first-child .version[data-state=done] img").size() == 2);
		assertThat(browser.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
		browser.screenshots("phone-result");
		browser.click(".run:first-child .shot");
		browser.await("the picture", () -> browser.has("#picture[open]"));
		browser.screenshots("phone-picture");
		assertThat(browser.axe()).isEmpty();
		assertThat(browser.script("return document.querySelector('#picture').scrollWidth")).isEqualTo(390L);
		browser.script("document.querySelector('#picture').close()");
		browser.click("#panel-open");
		browser.settle();
		browser.screenshots("phone-endpoints");
		assertThat(browser.axe()).isEmpty();
		browser.click("#panel-open");
		browser.type("#prompt", RelaySimulator.BLOCKED + " something");
		browser.generate();
		browser.await("the refusal", () -> browser.has(".run:first-child .version[data-state=failed]"));
		browser.screenshots("phone-refused");
		assertThat(browser.axe()).isEmpty();
		browser.click(".run:first-child header button:last-child");
	}

	@Test
	void pageWhenUsedByKeyboardAloneMakesAPicture(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.one("body").sendKeys(Keys.TAB);
		assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Skip to the prompt");
		browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
		browser.await("the prompt", () -> "prompt".equals(focused(browser)));
		browser.driver().switchTo().activeElement().sendKeys("an owl in flight");
		browser.await("the ratios", () -> {
			browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
			return focused(browser).startsWith("ratio-");
		});
		browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
		assertThat(focused(browser)).isEqualTo("ratio-1-1");
		browser.driver().switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
		browser.await("the picture", () -> browser.text(".run:first-child h3").equals("an owl in flight")
				&& browser.has(".run:first-child .version[data-state=done] img"));
		browser.await("words for who listens", () -> browser.text("#live").contains("has arrived."));
		assertThat(browser.text("#live")).contains("pictures are on their way").contains("was sent to");
	}

	private static String focused(Browser browser) {
		return String.valueOf(browser.script("return document.activeElement.id"));
	}

	@Test
	void promptWhenItHoldsMarkupIsShownAsText(Browser browser, RunningPlayground app) {
		String prompt = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script> \"'&";
		browser.openFresh(app.url());
		browser.type("#prompt", prompt);
		browser.script("document.getElementById('count-1').click()");
		browser.generate();
		browser.await("the picture", () -> browser.has(".run:first-child .version[data-state=done] img"));
		assertThat(browser.text(".run:first-child h3")).isEqualTo(prompt);
		browser.click(".run:first-child .shot");
		browser.await("its prompt", () -> browser.text("#picture .words").equals(prompt));
		assertThat(browser.driver().getTitle()).isEqualTo("Nano Banana Playground");
		assertThat(browser.has("img[src=x]")).isFalse();
		Object blocked = browser.script("""
				try { document.body.innerHTML = '<b>x</b>'; return 'allowed'; } catch (error) { return error.name; }
				""");
		assertThat(blocked).isEqualTo("TypeError");
		assertThat(browser.console()).allMatch((line) -> line.contains("TrustedHTML"));
	}

	@Test
	void builderWhenFilledWritesThePrompt(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.click("#builder-toggle");
		browser.type("#part-subject", "two hovering transports");
		browser.type("#part-scene", "on a desert highway");
		browser.type("#part-lettering", "LAST FUEL");
		browser.await("the prompt", () -> {
			String prompt = browser.one("#prompt").getDomProperty("value");
			return prompt != null && prompt.contains("two hovering transports") && prompt.contains("desert highway")
					&& prompt.contains("LAST FUEL");
		});
		browser.screenshots("builder");
		assertThat(browser.axe()).isEmpty();
		browser.size(1680, 960, false);
		browser.screenshots("builder-wide");
	}

}
