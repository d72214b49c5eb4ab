package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium without a window, with what tests ask of it. Screenshots go into
 * {@code target/screenshots}.
 */
final class Browser implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	/** It warns that it does not know the newest protocol, which is not used here. */
	private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final ChromeDriver driver;

	private final JsonMapper json = new JsonMapper();

	private final List<String> requested = new ArrayList<>();

	private long received;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static Browser start() {
		SELENIUM.setLevel(Level.SEVERE);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(Objects.requireNonNull(WhereChromiumIs.BROWSER).toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--disable-background-networking", "--disable-component-update", "--no-first-run", "--lang=en",
				"--accept-lang=en", "--hide-scrollbars", "--window-size=1440,960");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(Objects.requireNonNull(WhereChromiumIs.DRIVER).toFile())
			.usingAnyFreePort()
			.build();
		Browser browser = new Browser(new ChromeDriver(service, options));
		browser.size(1440, 960, false);
		return browser;
	}

	void open(String url) {
		this.driver.get(url);
	}

	/** Opens the page as somebody who was never here, and waits for its live feed. */
	void openFresh(String url) {
		open(url);
		script("sessionStorage.clear(); localStorage.clear();");
		openPage(url);
	}

	/** Opens the page and waits for its live feed. */
	void openPage(String url) {
		open(url);
		await("the live feed", () -> text("#panel-summary .short").contains("/"));
	}

	void size(int width, int height, boolean mobile) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", mobile ? 2 : 1, "mobile", mobile));
		this.driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", mobile));
	}

	void colors(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	void acceptLanguage(String languages) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.setExtraHTTPHeaders",
				Map.of("headers", Map.of("Accept-Language", languages)));
	}

	void allowClipboard() {
		this.driver.executeCdpCommand("Browser.grantPermissions",
				Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
	}

	WebElement one(String css) {
		return this.driver.findElement(By.cssSelector(css));
	}

	List<WebElement> all(String css) {
		return this.driver.findElements(By.cssSelector(css));
	}

	boolean has(String css) {
		return !all(css).isEmpty();
	}

	/** The text of an element, or an empty one while it is not there. */
	String text(String css) {
		Object text = script("const e = document.querySelector(arguments[0]); return e ? e.textContent : ''", css);
		return String.valueOf(text);
	}

	/** Clicks as soon as the element can be clicked: the page may be drawing it anew. */
	void click(String css) {
		await("a click on " + css, () -> {
			one(css).click();
			return true;
		});
	}

	/** Starts a run and waits until it is the first on the page. */
	void generate() {
		Object before = newestRun();
		click("#generate");
		await("the new run", () -> !String.valueOf(newestRun()).equals(String.valueOf(before)));
	}

	private @Nullable Object newestRun() {
		return script("return document.querySelector('.run')?.dataset.run");
	}

	void type(String css, String text) {
		WebElement field = one(css);
		field.clear();
		field.sendKeys(text);
	}

	@Nullable Object script(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	@Nullable Object asyncScript(String script, Object... arguments) {
		return this.driver.executeAsyncScript(script, arguments);
	}

	ChromeDriver driver() {
		return this.driver;
	}

	void await(String what, BooleanSupplier condition) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		RuntimeException last = null;
		while (System.nanoTime() < end) {
			try {
				if (condition.getAsBoolean()) {
					return;
				}
				last = null;
			}
			catch (StaleElementReferenceException | NoSuchElementException | ElementNotInteractableException ex) {
				last = ex;
			}
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}
		screenshot("failed");
		throw new AssertionError("Waited in vain for " + what + ". The console says " + console(), last);
	}

	/** A picture of what is to be seen now. */
	void screenshot(String name) {
		Object data = this.driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")).get("data");
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"),
					Base64.getDecoder().decode(String.valueOf(data).getBytes(StandardCharsets.US_ASCII)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Pictures in light and in dark. */
	void screenshots(String name) {
		for (String scheme : List.of("light", "dark")) {
			colors(scheme);
			settle();
			screenshot(name + "-" + scheme);
		}
		colors("light");
	}

	/** Waits for pictures, and for the end of what moves by itself for a moment. */
	void settle() {
		asyncScript(
				"""
						const done = arguments[arguments.length - 1];
						const passing = () => document.getAnimations()
							.filter((one) => one.effect.getComputedTiming().endTime !== Infinity && one.playState === 'running');
						const pictures = () => [...document.images].filter((one) => one.loading !== 'lazy' && !one.complete)
							.map((one) => new Promise((loaded) => { one.onload = loaded; one.onerror = loaded; }));
						requestAnimationFrame(() => requestAnimationFrame(() => Promise.all(pictures())
							.then(() => Promise.allSettled(passing().map((one) => one.finished))).then(() => done(true))));
						""");
	}

	/** What the console says since the last time, warnings and errors. */
	List<String> console() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/** The addresses that were asked since the last {@link #forget()}. */
	List<String> requests() {
		drain();
		return List.copyOf(this.requested);
	}

	/** The bytes that came over the wire since the last {@link #forget()}. */
	long received() {
		drain();
		return this.received;
	}

	void forget() {
		drain();
		this.requested.clear();
		this.received = 0;
	}

	private void drain() {
		for (LogEntry entry : this.driver.manage().logs().get(LogType.PERFORMANCE)) {
			JsonNode message = this.json.readTree(entry.getMessage()).path("message");
			JsonNode parameters = message.path("params");
			switch (message.path("method").asString()) {
				case "Network.requestWillBeSent" ->
					this.requested.add(parameters.path("request").path("url").asString());
				case "Network.dataReceived" -> this.received += parameters.path("encodedDataLength").asLong();
				case "Network.responseReceived" ->
					this.received += parameters.path("response").path("encodedDataLength").asLong();
				default -> {
				}
			}
		}
	}

	/** The serious findings of axe, as texts. */
	List<String> axe() {
		settle();
		if (!Boolean.TRUE.equals(script("return 'axe' in window"))) {
			script(axeSource());
		}
		Object found = asyncScript(
				"""
						const done = arguments[arguments.length - 1];
						axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations
							.filter((one) => ['serious', 'critical'].includes(one.impact))
							.map((one) => one.id + ': ' + one.help + ' at '
								+ one.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join('; '))),
							(error) => done(['axe failed: ' + error]));
						""");
		List<String> findings = new ArrayList<>();
		((List<?>) Objects.requireNonNull(found)).forEach((one) -> findings.add(String.valueOf(one)));
		return findings;
	}

	private static String axeSource() {
		try (InputStream source = Objects
			.requireNonNull(Browser.class.getClassLoader().getResourceAsStream("axe.min.js"))) {
			return new String(source.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
