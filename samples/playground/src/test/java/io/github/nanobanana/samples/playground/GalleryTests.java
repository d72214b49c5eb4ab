package io.github.nanobanana.samples.playground;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

import io.github.nanobanana.relay.simulator.RecordedRequest;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaPictureArchive;
import io.github.nanobanana.spring.ai.archive.PictureRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pictures that are there: kept over a restart, used again, edited, compared and deleted.
 */
@BrowserTest
class GalleryTests {

	@Test
	void referenceWithMaskWhenPaintedGoesAlong(Browser browser, @TempDir Path folder) throws IOException {
		Path file = folder.resolve("given.png");
		ImageIO.write(drawn(480, 320), "png", file.toFile());
		try (RelaySimulator relay = RelaySimulator.start();
				RunningPlayground app = start(folder, RunningPlayground.endpoint("only", relay, 4))) {
			browser.openPage(app.url());
			browser.one("#reference-files").sendKeys(file.toString());
			browser.await("the reference", () -> browser.has("#reference-list img"));
			browser.click("#reference-paint");
			browser.await("the painter", () -> browser.has("#mask canvas"));
			paint(browser);
			browser.screenshots("mask");
			assertThat(browser.axe()).isEmpty();
			browser.click("#mask-use");
			browser.await("the mask", () -> browser.text("#reference-list").contains("Masked"));
			browser.type("#prompt", "put a red boat there");
			GenerateTests.choose(browser, "count-1");
			browser.generate();
			browser.await("the edit", () -> browser.has(".version[data-state=done] img"));
			PictureRecord record = app.bean(NanoBananaPictureArchive.class).list(0, 1).get(0).details();
			assertThat(record.references()).hasSize(1);
			assertThat(record.mask()).isNotNull();
			assertMaskIsTransparentInTheMiddle(sentMask(relay));
			browser.screenshots("edited");
			again(browser, app);
		}
	}

	/** "Again with these settings" finds reference and mask, also after a restart. */
	private static void again(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		browser.await("the run", () -> browser.has(".run .shot"));
		browser.click(".run .shot");
		clickText(browser, "#picture button", "Again with these settings");
		browser.await("reference and mask", () -> browser.text("#reference-list").contains("Masked"));
		assertThat(browser.one("#prompt").getDomProperty("value")).isEqualTo("put a red boat there");
	}

	@Test
	void referencesWhenDroppedAndPastedAreTakenUpToTheLimit(Browser browser, RunningPlayground app) {
		browser.openFresh(app.url());
		hand(browser, "drop", 0, 2);
		browser.await("two dropped", () -> browser.all("#reference-list img").size() == 2);
		hand(browser, "paste", 2, 1);
		browser.await("one pasted", () -> browser.all("#reference-list img").size() == 3);
		hand(browser, "drop", 3, 12);
		browser.await("the limit", () -> browser.all("#reference-list img").size() == 14);
		browser.await("words", () -> browser.text("#toast").contains("At most 14"));
		assertThat(browser.one("#reference-choose").isDisplayed()).isFalse();
		browser.screenshots("references");
		assertThat(browser.axe()).isEmpty();
		browser.click("#reference-list li:nth-child(14) .icon");
		browser.await("one removed", () -> browser.all("#reference-list img").size() == 13);
	}

	/** Drops or pastes pictures of one colour each, as a browser hands them over. */
	private static void hand(Browser browser, String how, int first, int count) {
		browser.asyncScript("""
				const [how, first, count, done] = arguments;
				const draw = (number) => new Promise((drawn) => {
					const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
					const context = canvas.getContext('2d');
					context.fillStyle = `hsl(${number * 24} 55% 55%)`;
					context.fillRect(0, 0, 64, 48);
					canvas.toBlob((blob) => drawn(new File([blob], number + '.png', { type: 'image/png' })));
				});
				Promise.all(Array.from({ length: count }, (_, index) => draw(first + index))).then((files) => {
					const data = new DataTransfer();
					files.forEach((file) => data.items.add(file));
					document.body.dispatchEvent(how === 'paste'
						? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
						: new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
					done(true);
				});
				""", how, first, count);
	}

	private static void paint(Browser browser) {
		WebElement canvas = browser.one("#mask canvas");
		new Actions(browser.driver()).moveToElement(canvas, -40, 0)
			.clickAndHold()
			.moveToElement(canvas, 40, 0)
			.release()
			.perform();
	}

	private static byte[] sentMask(RelaySimulator relay) {
		RecordedRequest edit = relay.requests()
			.stream()
			.filter((request) -> request.path().equals("/v1/images/edits"))
			.findFirst()
			.orElseThrow();
		String body = new String(edit.body(), StandardCharsets.ISO_8859_1);
		int start = body.indexOf("\r\n\r\n", body.indexOf("name=\"mask\"")) + 4;
		return Arrays.copyOfRange(edit.body(), start, edit.body().length);
	}

	private static void assertMaskIsTransparentInTheMiddle(byte[] png) throws IOException {
		BufferedImage mask = ImageIO.read(new ByteArrayInputStream(png));
		assertThat(mask.getWidth()).isEqualTo(480);
		assertThat(mask.getHeight()).isEqualTo(320);
		assertThat(mask.getRGB(240, 160) >>> 24).as("alpha where it was painted").isZero();
		assertThat(mask.getRGB(5, 5) >>> 24).as("alpha where it was not").isEqualTo(255);
	}

	@Test
	void galleryWhenRestartedIsStillThereUntilPicturesAreDeleted(Browser browser, @TempDir Path folder)
			throws IOException {
		try (RunningPlayground app = RunningPlayground.start(folder)) {
			browser.openPage(app.url());
			for (String prompt : List.of("a red fox in snow", "a green heron", "a blue whale")) {
				browser.type("#prompt", prompt);
				GenerateTests.choose(browser, "count-1", "ratio-3-2");
				browser.generate();
				browser.await(prompt, () -> browser.text(".run:first-child h3").equals(prompt)
						&& browser.has(".run:first-child .version[data-state=done] img"));
			}
			browser.open("about:blank");
		}
		try (RunningPlayground app = RunningPlayground.start(folder)) {
			browser.openPage(app.url());
			browser.await("three pictures", () -> browser.all("#gallery .shot").size() == 3);
			assertThat(browser.has(".run")).isFalse();
			browser.screenshots("restarted");
			assertThat(browser.axe()).isEmpty();
			compare(browser);
			look(browser, folder);
			browser.open("about:blank");
		}
	}

	private static void compare(Browser browser) {
		browser.script("document.querySelectorAll('#gallery .pick')[0].click()");
		browser.script("document.querySelectorAll('#gallery .pick')[2].click()");
		browser.click("#compare-open");
		browser.await("both", () -> browser.all("#compare figure img").size() == 2);
		assertThat(browser.text("#compare")).contains("a blue whale").contains("a red fox in snow");
		browser.screenshots("compare");
		assertThat(browser.axe()).isEmpty();
		browser.script("document.querySelector('#compare').close()");
		browser.click("#choice .icon");
	}

	private static void look(Browser browser, Path folder) throws IOException {
		browser.click("#gallery li:nth-child(2) .shot");
		browser.await("the picture", () -> browser.text("#picture .words").equals("a green heron"));
		assertThat(browser.text("#picture .facts")).contains("nano-banana-2", "3:2", "0.134 (example)", "1264 × 848");
		browser.screenshots("picture");
		assertThat(browser.axe()).isEmpty();
		clickText(browser, "#picture button", "Use as reference");
		browser.await("the reference", () -> browser.has("#reference-list img"));
		browser.click("#gallery li:nth-child(1) .shot");
		clickText(browser, "#picture button", "Edit this");
		browser.await("the painter", () -> browser.has("#mask[open] canvas"));
		browser.one("#mask canvas").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.SPACE);
		browser.click("#mask-use");
		browser.await("both references and the mask", () -> browser.all("#reference-list img").size() == 2
				&& browser.text("#reference-list li:first-child").contains("Masked"));
		browser.click("#gallery li:nth-child(2) .shot");
		copy(browser);
		clickText(browser, "#picture button", "Delete");
		browser.click("#delete-confirm");
		browser.await("two left", () -> browser.all("#gallery .shot").size() == 2);
		try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
			assertThat(files).as("pictures and records").hasSize(4);
		}
	}

	private static void copy(Browser browser) {
		browser.allowClipboard();
		clickText(browser, "#picture button", "Copy prompt");
		browser.await("the toast", () -> browser.text("#toast").equals("Prompt copied"));
		assertThat(browser.asyncScript("navigator.clipboard.readText().then(arguments[0], arguments[0])"))
			.isEqualTo("a green heron");
	}

	static void clickText(Browser browser, String css, String text) {
		browser.await(text, () -> {
			browser.all(css)
				.stream()
				.filter((button) -> button.getText().equals(text))
				.findFirst()
				.orElseThrow(() -> new NoSuchElementException(text))
				.click();
			return true;
		});
	}

	private static RunningPlayground start(Path folder, List<String> properties) {
		return RunningPlayground.start(folder, properties.toArray(String[]::new));
	}

	private static BufferedImage drawn(int width, int height) {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setColor(new Color(0x5B8FA8));
		graphics.fillRect(0, 0, width, height);
		graphics.setColor(new Color(0xE8D8B0));
		graphics.fillRect(0, height * 2 / 3, width, height / 3);
		graphics.dispose();
		return image;
	}

}
