package io.github.nanobanana.spring.ai.prompt;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of the words that join the parts of a {@link StructuredPrompt}: its
 * punctuation and its phrases for lettering, for what is kept or left out, and for the
 * shape. The parts themselves are never translated.
 */
public enum PromptLanguage {

	/** English words and half-width punctuation. */
	ENGLISH(", ", ".", " ", List.of("\"\"", "“”", "«»", "「」", "『』")) {

		@Override
		String lettering(Lettering lettering) {
			List<String> lines = lettering.quotedLines(quotationMarks());
			String look = lettering.look((typeface) -> "in " + typeface, " ");
			if (lines.size() == 1) {
				return Phrases.join(" ", "Clear legible text saying " + lines.get(0), look);
			}
			List<String> placed = Phrases.numbered(lines, (line, number) -> line + " on line " + number);
			return Phrases.join(", ",
					"Clear legible text on " + lines.size() + " lines saying " + Phrases.list(placed, ", ", " and "),
					look);
		}

		@Override
		String keep(List<String> things) {
			return "Keep " + Phrases.list(things, ", ", " and ") + " locked exactly as in the given picture";
		}

		@Override
		String avoid(List<String> things) {
			return "Do not show " + Phrases.list(things, ", ", " or ");
		}

		@Override
		String ratio(String ratio) {
			return ratio;
		}

		@Override
		String resolution(String resolution) {
			return resolution + " resolution";
		}

	},

	/** Simplified Chinese words and full-width punctuation. */
	CHINESE("，", "。", "", List.of("“”", "「」", "『』", "\"\"", "«»")) {

		@Override
		String lettering(Lettering lettering) {
			List<String> lines = lettering.quotedLines(quotationMarks());
			String look = lettering.look((typeface) -> typeface, "，");
			String inBrackets = look.isEmpty() ? "" : "（" + look + "）";
			if (lines.size() == 1) {
				return "清晰可读的文字" + lines.get(0) + inBrackets;
			}
			List<String> placed = Phrases.numbered(lines, (line, number) -> "第" + number + "行" + line);
			return "清晰可读的" + lines.size() + "行文字，" + String.join("，", placed) + inBrackets;
		}

		@Override
		String keep(List<String> things) {
			return "锁定" + Phrases.list(things, "、", "和") + "，与原图完全一致";
		}

		@Override
		String avoid(List<String> things) {
			return "画面中不要出现" + Phrases.list(things, "、", "或");
		}

		@Override
		String ratio(String ratio) {
			return ratio + " 画幅";
		}

		@Override
		String resolution(String resolution) {
			return resolution + " 分辨率";
		}

	};

	/** A Han character alone, or a whole word of any other script. */
	private static final Pattern WORD = Pattern
		.compile("\\p{IsHan}|[\\p{L}&&[^\\p{IsHan}]][\\p{L}\\p{M}&&[^\\p{IsHan}]]*");

	private final String comma;

	private final String stop;

	private final String gap;

	private final List<String> quotationMarks;

	PromptLanguage(String comma, String stop, String gap, List<String> quotationMarks) {
		this.comma = comma;
		this.stop = stop;
		this.gap = gap;
		this.quotationMarks = quotationMarks;
	}

	/**
	 * The language of a text by its script: Chinese where there are at least as many Han
	 * characters as words of other scripts and no kana says that it is Japanese. A brand
	 * in Latin letters counts as one word, however long.
	 */
	static PromptLanguage of(String text) {
		int han = 0;
		int others = 0;
		Matcher words = WORD.matcher(text);
		while (words.find()) {
			switch (UnicodeScript.of(words.group().codePointAt(0))) {
				case HIRAGANA, KATAKANA -> {
					return ENGLISH;
				}
				case HAN -> han++;
				default -> others++;
			}
		}
		return (han > 0 && han >= others) ? CHINESE : ENGLISH;
	}

	abstract String lettering(Lettering lettering);

	abstract String keep(List<String> things);

	abstract String avoid(List<String> things);

	abstract String ratio(String ratio);

	abstract String resolution(String resolution);

	String comma() {
		return this.comma;
	}

	String stop() {
		return this.stop;
	}

	/** What stands between two sentences. */
	String gap() {
		return this.gap;
	}

	/** Pairs of marks to put around letters, the usual pair first. */
	List<String> quotationMarks() {
		return this.quotationMarks;
	}

}
