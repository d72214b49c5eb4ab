package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of pictures in a text, and the words that are left. Markdown pictures
 * count first; without any, addresses that end like a picture; and an address that is the
 * whole text, however it ends. Takes time in proportion to the text, whatever it holds.
 *
 * @param urls the addresses in the order of the text
 * @param rest the text without them
 */
record PictureLinks(List<URI> urls, String rest) {

	private static final int MAX_LINK = 9000;

	private static final int MAX_BROKEN = 64;

	private static final Pattern BARE = Pattern.compile("https?://[^\\s()\\[\\]<>\"'，。；！？、（）【】「」]++");

	private static final Pattern PICTURE_PATH = Pattern.compile("(?i).*\\.(png|jpe?g|webp|gif|avif|heic)");

	static PictureLinks find(String text) {
		PictureLinks markdown = markdown(text);
		return markdown.urls().isEmpty() ? bare(markdown.rest()) : markdown;
	}

	private static PictureLinks markdown(String text) {
		List<URI> urls = new ArrayList<>();
		StringBuilder rest = new StringBuilder();
		int at = 0;
		int broken = 0;
		for (int start = text.indexOf("!["); start >= 0 && broken < MAX_BROKEN; start = text.indexOf("![", at)) {
			int bracket = text.indexOf(']', start);
			if (bracket < 0) {
				break;
			}
			int open = bracket + 1;
			int close = text.startsWith("(", open) ? closing(text, open + 1) : -1;
			String target = (close > 0) ? target(text.substring(open + 1, close)) : "?";
			URI url = Links.parse(target);
			if (url == null && !target.isEmpty()) {
				broken++;
				rest.append(text, at, open);
				at = open;
				continue;
			}
			if (url != null) {
				urls.add(url);
			}
			rest.append(text, at, start);
			at = close + 1;
		}
		return new PictureLinks(urls, rest.append(text, at, text.length()).toString().strip());
	}

	/** The parenthesis that ends a link; those inside the address come in pairs. */
	private static int closing(String text, int from) {
		int depth = 0;
		int end = Math.min(text.length(), from + MAX_LINK);
		for (int i = from; i < end; i++) {
			char c = text.charAt(i);
			if (c == '(') {
				depth++;
			}
			else if (c == ')' && depth-- == 0) {
				return i;
			}
		}
		return -1;
	}

	/** The address of a link, without angle brackets and title; empty if taken out. */
	private static String target(String link) {
		String trimmed = link.strip();
		if (trimmed.startsWith("<") && trimmed.indexOf('>') > 0) {
			return trimmed.substring(1, trimmed.indexOf('>'));
		}
		return trimmed.split("\\s", 2)[0];
	}

	private static PictureLinks bare(String text) {
		List<URI> urls = new ArrayList<>();
		StringBuilder rest = new StringBuilder();
		int at = 0;
		Matcher link = BARE.matcher(text);
		while (link.find()) {
			String address = withoutPunctuation(link.group());
			URI url = Links.parse(address);
			if (url != null && (address.equals(text) || isPicture(url))) {
				urls.add(url);
				rest.append(text, at, link.start());
				at = link.start() + address.length();
			}
		}
		return new PictureLinks(urls, rest.append(text, at, text.length()).toString().strip());
	}

	/** A sentence may end right behind an address. */
	private static String withoutPunctuation(String address) {
		int end = address.length();
		while (".,;:!?*_`".indexOf(address.charAt(end - 1)) >= 0) {
			end--;
		}
		return address.substring(0, end);
	}

	private static boolean isPicture(URI url) {
		return url.getPath() != null && PICTURE_PATH.matcher(url.getPath()).matches();
	}

}
