package io.github.nanobanana.spring.ai.relay.dialect;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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
		String lower = trimmed.substring(0, Math.min(8, trimmed.length())).toLowerCase(Locale.ROOT);
		if (trimmed.length() > MAX_LENGTH || !lower.startsWith("http://") && !lower.startsWith("https://")) {
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
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		StringBuilder encoded = new StringBuilder(bytes.length);
		for (int i = 0; i < bytes.length; i++) {
			char c = (char) (bytes[i] & 0xFF);
			boolean stray = c == '%' && !(isHex(bytes, i + 1) && isHex(bytes, i + 2));
			if (c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0 || stray) {
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
