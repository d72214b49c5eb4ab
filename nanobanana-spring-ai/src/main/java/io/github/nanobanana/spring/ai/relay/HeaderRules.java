package io.github.nanobanana.spring.ai.relay;

import java.util.regex.Pattern;

/**
 * What may be sent as a header. Reactor Netty sends whatever it is given, a line break in
 * a value too. Values are in no message.
 */
public final class HeaderRules {

	/** RFC 9110, section 5.6.2. */
	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private HeaderRules() {
	}

	/**
	 * Whether a header can have this name.
	 * @param name the name
	 * @return whether it consists of characters that names have
	 */
	public static boolean isName(String name) {
		return NAME.matcher(name).matches();
	}

	/**
	 * Whether a header can have this value.
	 * @param value the value
	 * @return whether it has no line break and no control character
	 */
	public static boolean isValue(String value) {
		return value.chars().noneMatch((c) -> c < ' ' && c != '\t' || c == 127);
	}

}
