package io.github.nanobanana.spring.ai.relay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A relay's words made fit for a message: no key, no prompt, no markup, no control
 * characters, and short.
 */
final class Words {

	private static final int MAX = 300;

	private static final Pattern KEY = Pattern.compile("(?i)\\b(sk-|AIza)[A-Za-z0-9_*.-]{4,}|(bearer\\s+)\\S+");

	private static final Pattern DATA = Pattern.compile("[A-Za-z0-9+/=_-]{200,}");

	private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

	private static final Pattern REQUEST_ID = Pattern.compile("(?i)\\(?request[ _]id:? *([A-Za-z0-9_.-]{4,80})\\)?");

	private Words() {
	}

	/**
	 * Cleans and shortens a text from a relay that may repeat the prompt.
	 * @param text what the relay said
	 * @param key the key that was sent, which some relays repeat
	 * @param prompt the prompt that was sent
	 * @return the text, or {@code null} if nothing is left
	 */
	static @Nullable String clean(@Nullable String text, @Nullable String key, String prompt) {
		return (text != null) ? shortened(PromptEcho.strike(plain(text, key), prompt)) : null;
	}

	/**
	 * Cleans and shortens a name that a relay gave.
	 * @param text what the relay said
	 * @param key the key that was sent, which some relays repeat
	 * @return the text, or {@code null} if nothing is left
	 */
	static @Nullable String clean(@Nullable String text, @Nullable String key) {
		return (text != null) ? shortened(plain(text, key)) : null;
	}

	/** Escapes of JSON are read first: key and prompt may stand in them. */
	private static String plain(String text, @Nullable String key) {
		String clean = (text.length() > 20_000) ? text.substring(0, 20_000) : text;
		clean = ESCAPE.matcher(clean).replaceAll((escape) -> Matcher.quoteReplacement(unescaped(escape.group(1))));
		if (key != null && !key.isEmpty()) {
			clean = Pattern.compile(Pattern.quote(key), Pattern.CASE_INSENSITIVE).matcher(clean).replaceAll("***");
		}
		clean = KEY.matcher(clean).replaceAll("$1$2***");
		clean = DATA.matcher(clean).replaceAll("…");
		clean = REQUEST_ID.matcher(clean).replaceAll(" ");
		return clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
	}

	private static String unescaped(String digits) {
		return String.valueOf((char) Integer.parseInt(digits, 16));
	}

	private static @Nullable String shortened(String clean) {
		if (clean.isEmpty()) {
			return null;
		}
		return (clean.length() <= MAX) ? clean : clean.substring(0, MAX) + "…";
	}

	/**
	 * The title of a web page, which says more than its markup.
	 */
	static String title(String html) {
		Matcher title = Pattern.compile("(?is)<title[^>]*>([^<]+)").matcher(html);
		return title.find() ? title.group(1) : "a web page";
	}

	/**
	 * The request id that new-api puts at the end of its messages.
	 */
	static @Nullable String requestId(String message) {
		Matcher id = REQUEST_ID.matcher(message);
		return id.find() ? id.group(1) : null;
	}

}
