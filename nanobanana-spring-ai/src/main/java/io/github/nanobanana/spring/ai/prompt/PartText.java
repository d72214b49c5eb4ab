package io.github.nanobanana.spring.ai.prompt;

import java.util.OptionalInt;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What was given for one part, made fit to stand among others: without control
 * characters, on one line, and without the stop or comma at its end. The words themselves
 * stay as they are.
 */
final class PartText {

	static final int MAX_LENGTH = 20_000;

	private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

	private static final String LINE_ENDS_AND_TABS = "\n\r\t";

	private static final String SEPARATORS = " ,;，；、";

	private static final String STOPS = "。．";

	private PartText() {
	}

	/**
	 * Returns the part as it may be joined to others.
	 * @return the text; empty if nothing was given
	 * @throws IllegalArgumentException if the part is too long or has control characters
	 */
	static String of(String part, @Nullable String given) {
		if (given == null) {
			return "";
		}
		return unpunctuated(WHITE_SPACE.matcher(checked(part, given)).replaceAll(" "));
	}

	/**
	 * Refuses what no prompt may have. Joiners and direction marks are allowed, since
	 * emoji and several scripts need them.
	 */
	static String checked(String part, String given) {
		if (given.length() > MAX_LENGTH) {
			throw refused(part, "has " + given.length() + " characters", "shorten it to at most " + MAX_LENGTH);
		}
		OptionalInt control = given.codePoints().filter(PartText::isControl).findFirst();
		if (control.isPresent()) {
			throw refused(part, "has the control character U+%04X".formatted(control.getAsInt()), "leave that out");
		}
		return given;
	}

	/** Without white space at either end, of any kind that Unicode knows. */
	static String trimmed(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isSpace(text.charAt(start))) {
			start++;
		}
		while (end > start && isSpace(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	static IllegalArgumentException refused(String part, String reason, String change) {
		return new IllegalArgumentException("The prompt's " + part + " " + reason + ": " + change + ".");
	}

	private static boolean isSpace(char character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character);
	}

	private static boolean isControl(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.SURROGATE || (type == Character.CONTROL && LINE_ENDS_AND_TABS.indexOf(codePoint) < 0);
	}

	private static String unpunctuated(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && SEPARATORS.indexOf(text.charAt(start)) >= 0) {
			start++;
		}
		while (end > start && isLooseEnd(text, end - 1)) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isLooseEnd(String text, int index) {
		char last = text.charAt(index);
		if (last == '.') {
			// The last stop of an ellipsis or of a.m. belongs to the words
			return index < 2 || text.charAt(index - 2) != '.';
		}
		return SEPARATORS.indexOf(last) >= 0 || STOPS.indexOf(last) >= 0;
	}

}
