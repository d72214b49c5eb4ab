package io.github.nanobanana.spring.ai;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The options that one level sets, whether that is the configuration or a request, and
 * the rules by which one level lies over another. An option that is not set is absent.
 * Immutable.
 */
final class OptionValues {

	/** The options, in the order in which they are shown. */
	enum Key {

		MODEL("model"), N("n"), WIDTH("width"), HEIGHT("height"), ASPECT_RATIO("aspectRatio"), IMAGE_SIZE("imageSize"),
		SIZE("size"), RESPONSE_FORMAT("responseFormat"), STYLE("style"), SEED("seed"), TIMEOUT("timeout"),
		REFERENCES("references"), MASK("mask"), EXACT_SIZE("exactSize"), EXTRA_BODY("extraBody");

		private final String label;

		Key(String label) {
			this.label = label;
		}

		@Override
		public String toString() {
			return this.label;
		}

	}

	private final Map<Key, Object> values;

	OptionValues(Map<Key, Object> values) {
		this.values = new EnumMap<>(Key.class);
		this.values.putAll(values);
	}

	<T> @Nullable T get(Key key, Class<T> type) {
		Object value = this.values.get(key);
		return (value != null) ? type.cast(value) : null;
	}

	boolean has(Key key) {
		return this.values.containsKey(key);
	}

	Map<Key, Object> toMap() {
		Map<Key, Object> copy = new EnumMap<>(Key.class);
		copy.putAll(this.values);
		return copy;
	}

	/**
	 * Refuses a size next to the other ways to say the shape, since relays do.
	 */
	OptionValues checkedShape() {
		for (Key other : new Key[] { Key.ASPECT_RATIO, Key.IMAGE_SIZE, Key.WIDTH, Key.HEIGHT }) {
			if (has(Key.SIZE) && has(other)) {
				throw new InvalidImageRequestException("size and " + other + " are both set, and relays refuse that: "
						+ "set size alone, or leave it out and set aspectRatio and imageSize, or width and height.");
			}
		}
		return this;
	}

	/**
	 * Lays these values over those of another level. What is set here wins, option by
	 * option; the fields of an extra body are laid over one another by name. How the
	 * shape of the picture is said here replaces how it is said there.
	 */
	OptionValues over(OptionValues base) {
		Map<Key, Object> merged = base.toMap();
		if (has(Key.SIZE)) {
			removeAll(merged, Key.ASPECT_RATIO, Key.IMAGE_SIZE, Key.WIDTH, Key.HEIGHT);
		}
		if (has(Key.WIDTH) && has(Key.HEIGHT)) {
			removeAll(merged, Key.ASPECT_RATIO, Key.IMAGE_SIZE, Key.SIZE);
		}
		if (has(Key.ASPECT_RATIO) || has(Key.IMAGE_SIZE)) {
			removeAll(merged, Key.SIZE);
		}
		this.values.forEach((key, value) -> merged.merge(key, value, OptionValues::merge));
		if (merged.containsKey(Key.SIZE)) {
			removeAll(merged, Key.WIDTH, Key.HEIGHT);
		}
		return new OptionValues(merged);
	}

	private static Object merge(Object base, Object over) {
		return (base instanceof ExtraBody below && over instanceof ExtraBody above) ? above.over(below) : over;
	}

	private static void removeAll(Map<Key, Object> values, Key... keys) {
		for (Key key : keys) {
			values.remove(key);
		}
	}

	private static String shown(Object value) {
		return (value instanceof String text) ? Quoted.of(text) : value.toString();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof OptionValues options && this.values.equals(options.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	@Override
	public String toString() {
		return this.values.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + shown(entry.getValue()))
			.collect(Collectors.joining(", ", "{", "}"));
	}

}
