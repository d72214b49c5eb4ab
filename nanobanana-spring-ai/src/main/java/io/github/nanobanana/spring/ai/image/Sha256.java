package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256, which every Java has.
 */
final class Sha256 {

	private Sha256() {
	}

	static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256.", ex);
		}
	}

	/** The digest of a stream, in lower-case hexadecimal. */
	static String of(InputStream in) throws IOException {
		MessageDigest digest = digest();
		byte[] piece = new byte[PictureBytes.PIECE];
		int count = in.read(piece);
		while (count >= 0) {
			digest.update(piece, 0, count);
			count = in.read(piece);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}
