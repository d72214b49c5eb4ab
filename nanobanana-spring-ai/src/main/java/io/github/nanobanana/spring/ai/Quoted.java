package io.github.nanobanana.spring.ai;

/**
 * A value from outside as it may stand in a message: in quotes, on one line, at most
 * {@value #MAX_LENGTH} characters of it.
 */
final class Quoted {

	static final int MAX_LENGTH = 40;

	private Quoted() {
	}

	static String of(String value) {
		return "'" + text(value) + "'";
	}

	static String text(String value) {
		StringBuilder text = new StringBuilder();
		value.codePoints().limit(MAX_LENGTH).forEach((codePoint) -> append(text, codePoint));
		return (value.codePointCount(0, value.length()) > MAX_LENGTH) ? text + "..." : text.toString();
	}

	static boolean isControl(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				true;
			default -> false;
		};
	}

	private static void append(StringBuilder text, int codePoint) {
		if (isControl(codePoint)) {
			text.append("\\u{%x}".formatted(codePoint));
		}
		else {
			text.appendCodePoint(codePoint);
		}
	}

}
