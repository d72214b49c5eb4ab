package io.github.nanobanana.samples.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The floor itself: a blocking socket, and the JDK's decoder fed in blocks. It knows one
 * server, one form of answer and no failure.
 */
final class SocketClient implements PictureClient {

	private static final int BLOCK = 256 * 1024;

	private final URI base;

	private final byte[] request;

	SocketClient(URI base) {
		this.base = base;
		String body = "{\"model\":\"" + MODEL + "\",\"prompt\":\"" + PROMPT + "\",\"n\":1}";
		this.request = ("POST " + base.getPath() + "/v1/images/generations HTTP/1.1\r\nHost: " + base.getAuthority()
				+ "\r\nAuthorization: Bearer " + KEY
				+ "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length()
				+ "\r\n\r\n" + body)
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public Received picture() throws IOException {
		try (Socket socket = new Socket(this.base.getHost(), this.base.getPort())) {
			socket.getOutputStream().write(this.request);
			byte[] block = new byte[BLOCK];
			InputStream in = socket.getInputStream();
			int filled = readBehind(in, block, "\"b64_json\":\"");
			List<byte[]> pieces = new ArrayList<>();
			while (true) {
				filled += in.readNBytes(block, filled, BLOCK - filled);
				int end = (filled < BLOCK) ? indexOf(block, filled, "\"") : filled / 4 * 4;
				if (end < 0) {
					throw new EOFException("The answer broke off");
				}
				pieces.add(decode(block, end));
				if (filled < BLOCK || block[end - 1] == '=') {
					return new Pieces(pieces);
				}
				System.arraycopy(block, end, block, 0, filled - end);
				filled -= end;
			}
		}
	}

	private static byte[] decode(byte[] block, int length) {
		ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(block, 0, length));
		return decoded.array();
	}

	/** Reads on until the words were met, and leaves what stands behind them. */
	private static int readBehind(InputStream in, byte[] block, String words) throws IOException {
		int filled = 0;
		while (true) {
			int count = in.read(block, filled, block.length - filled);
			if (count < 0) {
				throw new EOFException("The answer has no " + words);
			}
			filled += count;
			int start = indexOf(block, filled, words);
			if (start >= 0) {
				int rest = start + words.length();
				System.arraycopy(block, rest, block, 0, filled - rest);
				return filled - rest;
			}
		}
	}

	private static int indexOf(byte[] block, int length, String words) {
		return new String(block, 0, length, StandardCharsets.ISO_8859_1).indexOf(words);
	}

	@Override
	public String link() throws IOException {
		try (Socket socket = new Socket(this.base.getHost(), this.base.getPort())) {
			socket.getOutputStream().write(this.request);
			byte[] block = new byte[4096];
			int length = readBehind(socket.getInputStream(), block, "\"url\":\"");
			return new String(block, 0, indexOf(block, length, "\""), StandardCharsets.ISO_8859_1);
		}
	}

	private record Pieces(List<byte[]> pieces) implements Received {

		@Override
		public long size() {
			return this.pieces.stream().mapToLong((piece) -> piece.length).sum();
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			for (byte[] piece : this.pieces) {
				out.write(piece);
			}
		}

	}

}
