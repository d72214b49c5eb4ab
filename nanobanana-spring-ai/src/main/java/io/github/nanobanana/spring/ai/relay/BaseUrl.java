package io.github.nanobanana.spring.ai.relay;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The root under which a relay serves its API, whatever form it was typed in: with or
 * without {@code /v1}, with a trailing slash, or copied as a whole path such as
 * {@code https://host/v1/images/generations}. A prefix in front of {@code /v1} is kept.
 *
 * @param root the scheme, authority and prefix, without a trailing slash
 */
public record BaseUrl(URI root) {

	private static final Pattern API_PATH = Pattern
		.compile("/v1(beta)?(/(images|chat|models|dashboard)(/.*)?)?$|/images/(generations|edits)$");

	/**
	 * Reads a base URL as a person typed it.
	 * @param text the text from the configuration
	 * @return the base URL
	 * @throws IllegalArgumentException if it is no absolute http or https URL, with a
	 * sentence that says what to write
	 */
	public static BaseUrl of(String text) {
		String trimmed = text.trim();
		if (trimmed.isEmpty()) {
			throw new IllegalArgumentException("The base URL is empty: write the address of the relay's API, "
					+ "such as https://api.example.com.");
		}
		URI typed = parse(trimmed);
		String scheme = (typed.getScheme() != null) ? typed.getScheme().toLowerCase(Locale.ROOT) : "";
		if ((!scheme.equals("https") && !scheme.equals("http")) || typed.getHost() == null) {
			throw new IllegalArgumentException(
					"The base URL '%s' is not a web address: write it in full, such as https://api.example.com."
						.formatted(shown(trimmed)));
		}
		if (typed.getRawUserInfo() != null) {
			throw new IllegalArgumentException(
					"The base URL for host '%s' carries a user name or password: put the key into api-key instead."
						.formatted(typed.getHost()));
		}
		if (typed.getRawQuery() != null || typed.getRawFragment() != null) {
			throw new IllegalArgumentException(
					"The base URL '%s' has a query or a fragment: leave away everything from '?' or '#' on."
						.formatted(scheme + "://" + typed.getRawAuthority() + typed.getRawPath()));
		}
		return new BaseUrl(URI.create(scheme + "://" + typed.getRawAuthority() + prefixOf(typed.getRawPath())));
	}

	private static URI parse(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(
					"The base URL '%s' has a character that no web address has at position ".formatted(shown(text))
							+ ex.getIndex() + ": write it in full, such as https://api.example.com.");
		}
	}

	/**
	 * Whatever stands before an {@code @} or after a {@code ?} may be a secret, and a
	 * text without a dot or a slash may be a key that was put into the wrong place.
	 */
	private static String shown(String text) {
		if (text.startsWith("sk-") || text.indexOf('.') < 0 && text.indexOf('/') < 0) {
			return "***";
		}
		String printable = text.replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//***@").replaceAll("\\p{Cntrl}", "?");
		return (printable.length() <= 100) ? printable : printable.substring(0, 100) + "…";
	}

	private static String prefixOf(String path) {
		String trimmed = path.replaceAll("/+$", "");
		Matcher api = API_PATH.matcher(trimmed);
		return (api.find() ? trimmed.substring(0, api.start()) : trimmed).replaceAll("/+$", "");
	}

	/**
	 * The address of one operation.
	 * @param path the path from the root on, with a leading slash, and its query
	 * @return the whole address
	 */
	public URI resolve(String path) {
		return URI.create(this.root + path);
	}

	@Override
	public String toString() {
		return this.root.toString();
	}

}
