package io.github.nanobanana.spring.ai.image;

import java.io.Serial;

/**
 * Text that was to be a picture in base64 and is not: a foreign character, padding in its
 * middle, text after padding, or an end in mid byte.
 */
public final class MalformedBase64Exception extends PictureException {

	@Serial
	private static final long serialVersionUID = 1L;

	MalformedBase64Exception(String problem, long decodedBytes) {
		super("The picture's base64 text is malformed after " + decodedBytes + " decoded bytes, since " + problem
				+ ": ask the relay for a url instead, or report the answer to it.");
	}

}
