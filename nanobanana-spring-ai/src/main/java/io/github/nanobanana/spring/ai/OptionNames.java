package io.github.nanobanana.spring.ai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.ImageCall;

/**
 * Options as plain names and values, as a record of a picture holds them, and back.
 * Pictures are left out, and so are further fields that look like base64 or like a
 * secret.
 */
final class OptionNames {

	private static final String LEFT_OUT = "(left out)";

	/** Base64 shorter than this is no picture. */
	private static final int LONGEST_TEXT = 512;

	private static final Pattern DATA_URI = Pattern.compile("data:[\\w.+/;=-]{0,100};base64,[A-Za-z0-9+/_=-]*+");

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_=\\s-]*+");

	private static final Pattern SECRET = Pattern
		.compile("(?i)key|token|.*(api[-_]?key|(access|auth)[-_]?token|secret|passw|authorization|cookie).*");

	private OptionNames() {
	}

	/** A text without the pictures in it. */
	static String text(String text) {
		return DATA_URI.matcher(text).replaceAll(LEFT_OUT);
	}

	static Map<String, Object> of(NanoBananaImageOptions options) {
		Map<String, Object> values = new LinkedHashMap<>();
		put(values, "model", options.getModel());
		put(values, "n", options.getN());
		put(values, "width", options.getWidth());
		put(values, "height", options.getHeight());
		put(values, "aspectRatio", text(options.getAspectRatio()));
		put(values, "imageSize", text(options.getImageSize()));
		put(values, "size", options.getSize());
		put(values, "responseFormat", options.getResponseFormat());
		put(values, "style", options.getStyle());
		put(values, "seed", options.getSeed());
		put(values, "timeout", text(options.getTimeout()));
		put(values, "exactSize", (options.getExactSize() != null) ? options.getExactSize().name() : null);
		put(values, "extraBody", safe(options.getExtraBody()));
		return values;
	}

	static Map<String, Object> of(ImageCall call) {
		Map<String, Object> values = new LinkedHashMap<>();
		put(values, "model", call.model());
		put(values, "aspectRatio", call.aspectRatio());
		put(values, "imageSize", call.imageSize());
		put(values, "pixels", text(call.pixels()));
		put(values, "size", call.size());
		put(values, "responseFormat", call.responseFormat());
		put(values, "seed", call.seed());
		put(values, "extraBody", call.extraBody().isEmpty() ? null : safe(call.extraBody()));
		return values;
	}

	/**
	 * Reads options back.
	 * @throws IllegalArgumentException if a value is not one that was written here
	 */
	static NanoBananaImageOptions.Builder read(Map<String, Object> values) {
		String exactSize = string(values, "exactSize");
		String timeout = string(values, "timeout");
		Number seed = number(values, "seed");
		try {
			return NanoBananaImageOptions.builder()
				.model(string(values, "model"))
				.n(integer(values, "n"))
				.width(integer(values, "width"))
				.height(integer(values, "height"))
				.aspectRatio(string(values, "aspectRatio"))
				.imageSize(string(values, "imageSize"))
				.size(string(values, "size"))
				.responseFormat(string(values, "responseFormat"))
				.style(string(values, "style"))
				.seed((seed != null) ? seed.longValue() : null)
				.timeout((timeout != null) ? Duration.parse(timeout) : null)
				.exactSize((exactSize != null) ? ExactSize.valueOf(exactSize) : null)
				.extraBody(fields(values.get("extraBody")));
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("The options of the stored picture cannot be read: " + ex.getMessage(),
					ex);
		}
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	private static void put(Map<String, Object> values, String name, @Nullable Object value) {
		if (value != null) {
			values.put(name, value);
		}
	}

	private static @Nullable Map<String, Object> safe(@Nullable Map<?, ?> fields) {
		if (fields == null) {
			return null;
		}
		Map<String, Object> copy = new LinkedHashMap<>();
		fields.forEach((name, value) -> {
			if (!SECRET.matcher(String.valueOf(name)).matches() && !isBase64(value)) {
				copy.put(String.valueOf(name), safe(value));
			}
		});
		return copy;
	}

	private static Object safe(Object value) {
		if (value instanceof Map<?, ?> map) {
			return Objects.requireNonNull(safe(map));
		}
		if (value instanceof List<?> list) {
			return list.stream().filter((element) -> !isBase64(element)).map(OptionNames::safe).toList();
		}
		return (value instanceof Number || value instanceof Boolean) ? value : value.toString();
	}

	private static boolean isBase64(Object value) {
		return value instanceof String text
				&& (DATA_URI.matcher(text).find() || (text.length() >= LONGEST_TEXT && BASE64.matcher(text).matches()));
	}

	private static @Nullable String string(Map<String, Object> values, String name) {
		return (String) values.get(name);
	}

	private static @Nullable Number number(Map<String, Object> values, String name) {
		return (Number) values.get(name);
	}

	private static @Nullable Integer integer(Map<String, Object> values, String name) {
		Number number = number(values, name);
		return (number != null) ? Math.toIntExact(number.longValue()) : null;
	}

	private static @Nullable Map<String, Object> fields(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		Map<String, Object> fields = new LinkedHashMap<>();
		((Map<?, ?>) value).forEach((name, field) -> fields.put(String.valueOf(name), field));
		return fields;
	}

}
