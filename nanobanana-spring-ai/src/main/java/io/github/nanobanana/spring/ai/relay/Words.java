package io.github.nanobanana.spring.ai.relay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A relay's words made fit for a message: no key, no markup, no control characters, and
 * short.
 */
final class Words {

	private static final int MAX = 300;

	private static final Pattern KEY = Pattern.compile("(?i)\\b(sk-|AIza)[A-Za-z0-9_*.-]{4,}|(bearer\\s+)\\S+");

	private static final Pattern DATA = Pattern.compile("[A-Za-z0-9+/=_-]{200,}");

	private static final Pattern REQUEST_ID = Pattern.compile("(?i)\\(?request[ _]id:? *([A-Za-z0-9_.-]{4,80})\\)?");

	private Words() {
	}

	/**
	 * Cleans and shortens a text from a relay.
	 * @param text what the relay said
	 * @param key the key that was sent, which some relays repeat
	 * @return the text, or {@code null} if nothing is left
	 */
	static @Nullable String clean(@Nullable String text, @Nullable String key) {
		if (text == null) {
			return null;
		}
		String clean = (text.length() > 20_000) ? text.substring(0, 20_000) : text;
		if (key != null && !key.isEmpty()) {
			clean = Pattern.compile(Pattern.quote(key), Pattern.CASE_INSENSITIVE).matcher(clean).replaceAll("***");
		}
		clean = KEY.matcher(clean).replaceAll("$1$2***");
		clean = DATA.matcher(clean).replaceAll("…");
		clean = REQUEST_ID.matcher(clean).replaceAll(" ");
		clean = clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
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
