package io.github.nanobanana.spring.ai.prompt;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ways to put phrases together that the languages share.
 */
final class Phrases {

	private Phrases() {
	}

	/** Joins the phrases that are not empty. */
	static String join(String separator, String... phrases) {
		return Stream.of(phrases).filter((phrase) -> !phrase.isEmpty()).collect(Collectors.joining(separator));
	}

	/** A list as it is spoken, with another word before the last thing. */
	static String list(List<String> things, String comma, String last) {
		int end = things.size() - 1;
		return (end == 0) ? things.get(0) : String.join(comma, things.subList(0, end)) + last + things.get(end);
	}

	/** Puts a number, from 1 on, to each line. */
	static List<String> numbered(List<String> lines, BiFunction<String, Integer, String> phrase) {
		return IntStream.range(0, lines.size()).mapToObj((i) -> phrase.apply(lines.get(i), i + 1)).toList();
	}

}
