package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Addresses as relays write them, spaces, letters outside ASCII and stray percent signs
 * included.
 */
final class Links {

	private static final int MAX_LENGTH = 8192;

	private Links() {
	}

	/**
	 * Reads an address.
	 * @param text the relay's text
	 * @return the address, or {@code null} if it is no http or https address
	 */
	static @Nullable URI parse(String text) {
		String trimmed = text.strip();
		boolean web = trimmed.regionMatches(true, 0, "https://", 0, 8)
				|| trimmed.regionMatches(true, 0, "http://", 0, 7);
		if (!web || trimmed.length() > MAX_LENGTH) {
			return null;
		}
		try {
			URI uri = new URI(encode(trimmed));
			return (uri.getHost() != null) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static String encode(String text) {
		return isPlain(text) ? text : encode(text.getBytes(StandardCharsets.UTF_8));
	}

	/** As nearly all are: nothing in it needs to be looked at twice. */
	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '%' || !isAllowed(c)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isAllowed(char c) {
		return c > ' ' && c < 0x7F && "\"<>\\^`{|}".indexOf(c) < 0;
	}

	private static String encode(byte[] bytes) {
		StringBuilder encoded = new StringBuilder(bytes.length);
		for (int i = 0; i < bytes.length; i++) {
			char c = (char) (bytes[i] & 0xFF);
			boolean stray = c == '%' && !(isHex(bytes, i + 1) && isHex(bytes, i + 2));
			if (stray || !isAllowed(c)) {
				encoded.append('%').append(String.format("%02X", (int) c));
			}
			else {
				encoded.append(c);
			}
		}
		return encoded.toString();
	}

	private static boolean isHex(byte[] bytes, int index) {
		return index < bytes.length && Character.digit(bytes[index], 16) >= 0;
	}

}
