package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Values of the configuration as they may stand in a text that others read: on one line,
 * short, and never a secret.
 */
final class Shown {

	static final String NOT_SET = "not set";

	static final String SECRET = "not shown, it is a secret";

	private static final Pattern PLAIN_KEY = Pattern.compile("[a-z0-9-]+");

	private static final int LONGEST = 100;

	private Shown() {
	}

	static boolean isSet(@Nullable String text) {
		return text != null && !text.isBlank();
	}

	/**
	 * Returns the text, or {@code null} if it is empty: an environment variable without a
	 * value sets nothing.
	 */
	static @Nullable String text(@Nullable String text) {
		return isSet(text) ? text : null;
	}

	static String secret(@Nullable String secret) {
		return isSet(secret) ? SECRET : NOT_SET;
	}

	static String value(@Nullable Object value) {
		return (value != null) ? "\"" + shortened(String.valueOf(value)) + "\"" : NOT_SET;
	}

	/**
	 * Returns a value as the configuration writes it: {@code half-k} for a constant.
	 */
	static Object word(Object value) {
		return (value instanceof Enum<?> choice) ? word(choice) : value;
	}

	static String word(Enum<?> choice) {
		return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns the name of one entry of a property with many.
	 */
	static String entry(String property, String key) {
		return property + (PLAIN_KEY.matcher(key).matches() ? "." + key : "[" + key + "]");
	}

	/**
	 * Shows a base URL without what may be a secret in it. Text that is no web address at
	 * all may be a key in the wrong place.
	 */
	static String address(@Nullable String address) {
		if (address == null || address.isBlank()) {
			return NOT_SET;
		}
		String start = address.strip().toLowerCase(Locale.ROOT);
		if (!start.startsWith("http://") && !start.startsWith("https://")) {
			return "not shown, it is no web address and may be a key";
		}
		return value(address.strip().replaceAll("(?s)[?#].*", "").replaceAll("(?s)//.*@", "//***@"));
	}

	private static String shortened(String text) {
		String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
		return (line.length() <= LONGEST) ? line : line.substring(0, LONGEST) + "...";
	}

}
