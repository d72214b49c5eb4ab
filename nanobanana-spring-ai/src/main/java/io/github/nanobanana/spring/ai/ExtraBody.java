package io.github.nanobanana.spring.ai;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Fields that the caller adds to the body of a request: a copy that nobody can change,
 * maps and lists within it included.
 *
 * @param fields the fields by name
 */
record ExtraBody(Map<String, Object> fields) {

	private static final Set<String> RESERVED = Set.of("model", "prompt", "n");

	private static final int DEEPEST = 16;

	private static final int MOST_NAMES_SHOWN = 10;

	ExtraBody {
		Map<String, Object> copy = new LinkedHashMap<>();
		fields.forEach((name, value) -> copy.put(checkedName(name), checkedValue(name, value)));
		fields = Collections.unmodifiableMap(copy);
	}

	private static String checkedName(@Nullable String name) {
		if (name == null || name.isBlank()) {
			throw new InvalidImageRequestException("A field of extraBody has no name: name it or leave it out.");
		}
		if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
			throw new InvalidImageRequestException("extraBody must not set " + Quoted.of(name)
					+ ": model and n are options of their own, and the prompt is the prompt's text.");
		}
		return name;
	}

	private static Object checkedValue(String name, @Nullable Object value) {
		if (value == null) {
			throw new InvalidImageRequestException(
					"The field " + Quoted.of(name) + " of extraBody has no value: give it one or leave it out.");
		}
		return copy(name, value, 1);
	}

	private static Object copy(String name, Object value, int depth) {
		if (depth > DEEPEST) {
			throw new InvalidImageRequestException("The field " + Quoted.of(name) + " of extraBody is nested more than "
					+ DEEPEST + " levels deep: flatten it.");
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((key, element) -> copy.put(String.valueOf(key), copyNullable(name, element, depth + 1)));
			return Collections.unmodifiableMap(copy);
		}
		if (value instanceof Collection<?> elements) {
			List<@Nullable Object> copy = new ArrayList<>();
			elements.forEach((element) -> copy.add(copyNullable(name, element, depth + 1)));
			return Collections.unmodifiableList(copy);
		}
		return value;
	}

	private static @Nullable Object copyNullable(String name, @Nullable Object value, int depth) {
		return (value != null) ? copy(name, value, depth) : null;
	}

	ExtraBody over(ExtraBody base) {
		Map<String, Object> merged = new LinkedHashMap<>(base.fields);
		merged.putAll(this.fields);
		return new ExtraBody(merged);
	}

	/**
	 * Names the fields only: their values may be long, or secret.
	 */
	@Override
	public String toString() {
		List<String> names = this.fields.keySet().stream().limit(MOST_NAMES_SHOWN).map(Quoted::text).toList();
		int more = this.fields.size() - names.size();
		return (more > 0) ? names + " and " + more + " more" : names.toString();
	}

}
