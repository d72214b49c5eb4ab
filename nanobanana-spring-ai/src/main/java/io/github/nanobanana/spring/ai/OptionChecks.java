package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.PixelSize;

/**
 * The bounds of single options. Each check returns the value as it is to be used, or
 * refuses it with one sentence that says what to change.
 */
final class OptionChecks {

	private static final int LONGEST_SIZE = 32;

	private static final int LONGEST_MODEL = 200;

	/** The largest whole number that every JSON reader keeps exactly. */
	private static final long LARGEST_SEED = (1L << 53) - 1;

	private static final long RANDOM_SEED = -1;

	private static final Pattern PIXELS = Pattern.compile("(\\d+)\\s*[x\u00d7X]\\s*(\\d+)");

	private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

	private OptionChecks() {
	}

	static String model(String model) {
		if (model.isBlank() || model.length() > LONGEST_MODEL || hasControl(model)) {
			throw refused("model", Quoted.of(model), "write a model's name of 1 to " + LONGEST_MODEL
					+ " printable characters, such as " + NanoBananaImageOptions.DEFAULT_MODEL);
		}
		return model;
	}

	static int n(int n) {
		if (n < 1 || n > NanoBananaImageOptions.MAX_N) {
			throw refused("n", String.valueOf(n), "ask for 1 to " + NanoBananaImageOptions.MAX_N + " pictures at once");
		}
		return n;
	}

	static void side(String name, @Nullable Integer pixels) {
		if (pixels != null && (pixels < 1 || pixels > NanoBananaImageOptions.MAX_SIDE)) {
			throw refused(name, pixels.toString(), "ask for 1 to " + NanoBananaImageOptions.MAX_SIDE + " pixels");
		}
	}

	static String size(String size) {
		String text = size.strip();
		if (text.isEmpty() || text.length() > LONGEST_SIZE || hasControl(text)) {
			throw refused("size", Quoted.of(size), "write pixels such as 1024x1024, a ratio such as 16:9, or auto");
		}
		AspectRatio yaml = NUMBER.matcher(text).matches() ? AspectRatio.ofBase60(Integer.parseInt(text)) : null;
		if (yaml != null) {
			throw refused("size", Quoted.of(size),
					"it is what YAML makes of " + yaml + " without quotes, so write \"" + yaml + "\" within quotes");
		}
		Matcher pixels = PIXELS.matcher(text);
		return pixels.matches() ? side(size, pixels.group(1)) + "x" + side(size, pixels.group(2)) : text;
	}

	private static String side(String size, String digits) {
		if (digits.length() > 5 || Integer.parseInt(digits) < 1
				|| Integer.parseInt(digits) > NanoBananaImageOptions.MAX_SIDE) {
			throw refused("size", Quoted.of(size),
					"ask for 1 to " + NanoBananaImageOptions.MAX_SIDE + " pixels on each side");
		}
		return digits;
	}

	/** The pixels that a size text names, or {@code null}. */
	static @Nullable PixelSize pixels(@Nullable String size) {
		if (size == null) {
			return null;
		}
		Matcher pixels = PIXELS.matcher(size);
		return pixels.matches() ? new PixelSize(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)))
				: null;
	}

	static String responseFormat(String responseFormat) {
		String format = responseFormat.strip().toLowerCase(Locale.ROOT);
		if (!format.equals("url") && !format.equals("b64_json")) {
			throw refused("responseFormat", Quoted.of(responseFormat), "write url or b64_json, or leave it out");
		}
		return format;
	}

	static long seed(long seed) {
		if (seed < RANDOM_SEED || seed > LARGEST_SEED) {
			throw refused("seed", String.valueOf(seed), "write 1 to " + LARGEST_SEED + ", or leave it out");
		}
		return seed;
	}

	static Duration timeout(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(NanoBananaImageOptions.MAX_TIMEOUT) > 0) {
			throw refused("timeout", timeout.toString(),
					"allow more than nothing and at most one hour, such as 300 seconds");
		}
		return timeout;
	}

	private static boolean hasControl(String text) {
		return text.codePoints().anyMatch(Quoted::isControl);
	}

	private static InvalidImageRequestException refused(String option, String value, String change) {
		return new InvalidImageRequestException("The option " + option + " is " + value + ": " + change + ".");
	}

}
