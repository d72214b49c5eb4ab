package io.github.nanobanana.samples.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * The picture that the server answers with: the head of a PNG, and behind it bytes that
 * do not repeat. The same size always gives the same bytes, in every process.
 */
final class SamplePicture {

	/** One mebibyte, the unit of every picture here. */
	static final int MIB = 1 << 20;

	private static final byte[] HEAD = ("\u0089PNG\r\n\u001A\n" + "\0\0\0\rIHDR" + "\0\0\u0015\u0080\0\0\u000C\0"
			+ "\b\6\0\0\0")
		.getBytes(StandardCharsets.ISO_8859_1);

	private SamplePicture() {
	}

	static byte[] ofSize(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		System.arraycopy(HEAD, 0, bytes, 0, Math.min(size, HEAD.length));
		return bytes;
	}

	static String digest(byte[] bytes) {
		MessageDigest digest = sha256();
		digest.update(bytes);
		return HexFormat.of().formatHex(digest.digest());
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256.", ex);
		}
	}

}
