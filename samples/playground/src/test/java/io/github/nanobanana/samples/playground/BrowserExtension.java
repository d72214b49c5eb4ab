package io.github.nanobanana.samples.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gives tests one browser and one playground with simulated relays, both shared by all.
 * After each test the console must be without errors and warnings, and nobody but this
 * machine may have been asked.
 */
final class BrowserExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return type == Browser.class || type == RunningPlayground.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return (parameter.getParameter().getType() == Browser.class) ? browser(context) : playground(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		Browser browser = browser(context);
		browser.size(1440, 960, false);
		browser.colors("light");
		browser.console();
		browser.forget();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		List<String> console = browser(context).console();
		List<String> requests = browser(context).requests();
		browser(context).open("about:blank");
		assertThat(console).as("the console").isEmpty();
		assertThat(requests).as("who was asked")
			.isNotEmpty()
			.allSatisfy((address) -> assertThat(address)
				.matches("(http://127\\.0\\.0\\.1:\\d+/.*|about:blank|blob:http://127\\.0\\.0\\.1:\\d+/.*|data:,)"));
	}

	private static Browser browser(ExtensionContext context) {
		return store(context).computeIfAbsent("browser", (key) -> Browser.start(), Browser.class);
	}

	private static RunningPlayground playground(ExtensionContext context) {
		return store(context).computeIfAbsent("playground", (key) -> RunningPlayground.start(folder()),
				RunningPlayground.class);
	}

	private static Path folder() {
		try {
			Files.createDirectories(Path.of("target"));
			return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "playground-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Store store(ExtensionContext context) {
		return context.getRoot().getStore(Namespace.create(BrowserExtension.class));
	}

}
