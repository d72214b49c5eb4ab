package io.github.nanobanana.samples.playground;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests run where Chromium and its driver are, and says loudly where they are not:
 * such tests are reported as skipped.
 */
final class WhereChromiumIs implements ExecutionCondition {

	private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

	static final @Nullable Path BROWSER = find("chromium.binary", BROWSERS);

	static final @Nullable Path DRIVER = find("chromedriver.binary", List.of("chromedriver"));

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (BROWSER != null && DRIVER != null) {
			return ConditionEvaluationResult.enabled("Chromium is at " + BROWSER);
		}
		String missing = "NO BROWSER: " + context.getDisplayName() + " DID NOT RUN. Install Debian's chromium and "
				+ "chromium-driver, or name them with -Dchromium.binary and -Dchromedriver.binary.";
		System.err.println("\n*** " + missing + "\n");
		return ConditionEvaluationResult.disabled(missing);
	}

	private static @Nullable Path find(String property, List<String> names) {
		String set = System.getProperty(property);
		if (set != null) {
			return Path.of(set);
		}
		for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
			for (String name : names) {
				Path file = Path.of(folder, name);
				if (Files.isExecutable(file)) {
					return file;
				}
			}
		}
		return null;
	}

}
