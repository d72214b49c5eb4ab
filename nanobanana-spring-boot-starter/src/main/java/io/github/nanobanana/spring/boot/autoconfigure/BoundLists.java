package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives lists back their form. Spring Boot's binder knows no element type below an
 * {@code Object}, so a list of the YAML arrives there as a map with the names 0, 1, 2.
 */
final class BoundLists {

	private BoundLists() {
	}

	/**
	 * Returns a copy in which every nested map with the names of a list is a list.
	 */
	static Map<String, Object> restore(Map<String, Object> bound) {
		Map<String, Object> restored = new LinkedHashMap<>();
		bound.forEach((name, value) -> restored.put(name, restore(value)));
		return restored;
	}

	private static Object restore(Object value) {
		if (!(value instanceof Map<?, ?> map)) {
			return value;
		}
		Map<String, Object> copy = new LinkedHashMap<>();
		map.forEach((name, element) -> copy.put(String.valueOf(name), restore(element)));
		return isList(copy) ? elements(copy) : copy;
	}

	private static boolean isList(Map<String, Object> map) {
		for (int i = 0; i < map.size(); i++) {
			if (!map.containsKey(String.valueOf(i))) {
				return false;
			}
		}
		return !map.isEmpty();
	}

	private static List<Object> elements(Map<String, Object> map) {
		List<Object> elements = new ArrayList<>();
		for (int i = 0; i < map.size(); i++) {
			elements.add(map.get(String.valueOf(i)));
		}
		return elements;
	}

}
