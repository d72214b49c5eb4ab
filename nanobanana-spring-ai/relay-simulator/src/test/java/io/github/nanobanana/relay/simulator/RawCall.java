package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A call over a plain socket that sees what came and how the connection ended.
 *
 * @param received all bytes that came, as Latin-1
 * @param end how it ended
 */
record RawCall(String received, End end) {

	/** How a connection ended. */
	enum End {

		/** FIN: read to the end. */
		CLOSED,

		/** RST. */
		RESET,

		/** Still open and silent. */
		SILENT

	}

	/**
	 * Post a request for a picture and read until the connection ends or falls silent.
	 */
	static RawCall generation(RelaySimulator relay, int silenceMillis) {
		String body = Fixtures.body("nano-banana-2", "");
		return send(relay,
				"POST /v1/images/generations HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer sk-test\r\n"
						+ "content-type: application/json\r\nconnection: close\r\ncontent-length: " + body.length()
						+ "\r\n\r\n" + body,
				silenceMillis);
	}

	static RawCall send(RelaySimulator relay, String request, int silenceMillis) {
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
			socket.setSoTimeout(silenceMillis);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new RawCall(text(received), read(socket.getInputStream(), received)).with(text(received));
		}
		catch (IOException ex) {
			return new RawCall(text(received), End.RESET);
		}
	}

	String body() {
		int end = this.received.indexOf("\r\n\r\n");
		return (end < 0) ? "" : this.received.substring(end + 4);
	}

	private RawCall with(String text) {
		return new RawCall(text, this.end);
	}

	private static End read(InputStream input, ByteArrayOutputStream received) throws IOException {
		byte[] buffer = new byte[8192];
		try {
			int size = input.read(buffer);
			while (size >= 0) {
				received.write(buffer, 0, size);
				size = input.read(buffer);
			}
			return End.CLOSED;
		}
		catch (SocketTimeoutException ex) {
			return End.SILENT;
		}
		catch (SocketException ex) {
			return End.RESET;
		}
	}

	private static String text(ByteArrayOutputStream bytes) {
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

}
