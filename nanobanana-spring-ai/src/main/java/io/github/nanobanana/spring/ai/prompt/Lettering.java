package io.github.nanobanana.spring.ai.prompt;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Letters that the picture must show as they are.
 *
 * @param lines the letters, line by line; none if there were only blanks
 * @param typeface the look of the letters; may be empty
 * @param placement where they stand; may be empty
 */
record Lettering(List<String> lines, String typeface, String placement) {

	private static final Pattern LINE_END = Pattern.compile("\\R");

	/**
	 * Reads letters as they were given.
	 * @return the lettering, without lines if there are no letters
	 */
	static Lettering of(@Nullable String text, @Nullable String typeface, @Nullable String placement) {
		List<String> lines = LINE_END
			.splitAsStream(PartText.checked("lettering", (text != null) ? text : "").replace('\t', ' '))
			.map(PartText::trimmed)
			.filter((line) -> !line.isEmpty())
			.toList();
		return new Lettering(lines, PartText.of("typeface", typeface), PartText.of("placement", placement));
	}

	boolean isEmpty() {
		return this.lines.isEmpty();
	}

	/**
	 * The lines, each within the first pair of marks of which the letters have none, so
	 * that it stays clear where the letters begin and end.
	 */
	List<String> quotedLines(List<String> marks) {
		String pair = marks.stream()
			.filter((marksPair) -> this.lines.stream().noneMatch((line) -> hasAny(line, marksPair)))
			.findFirst()
			.orElseThrow(() -> PartText.refused("lettering", "has every kind of quotation mark",
					"give it as several texts"));
		return this.lines.stream().map((line) -> pair.charAt(0) + line + pair.charAt(1)).toList();
	}

	/** Typeface and placement as one phrase; empty if there is neither. */
	String look(UnaryOperator<String> typefacePhrase, String separator) {
		String inTypeface = this.typeface.isEmpty() ? "" : typefacePhrase.apply(this.typeface);
		return Phrases.join(separator, inTypeface, this.placement);
	}

	private static boolean hasAny(String line, String characters) {
		return line.chars().anyMatch((character) -> characters.indexOf(character) >= 0);
	}

}
