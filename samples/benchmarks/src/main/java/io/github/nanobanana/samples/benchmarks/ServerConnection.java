package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One connection of the server: requests come in one after the other, each whole before
 * it is answered.
 */
final class ServerConnection {

	private static final int WHOLE_REQUEST = 64 * 1024;

	private final SocketChannel channel;

	private byte[] request = new byte[2048];

	private int filled;

	private boolean closing;

	private @Nullable ByteBuffer answer;

	ServerConnection(SocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Reads what has arrived.
	 * @return the path of a request that is whole now, or {@code null}
	 * @throws IOException if the peer is gone
	 */
	@Nullable String read(ByteBuffer scratch) throws IOException {
		scratch.clear();
		int count = this.channel.read(scratch);
		if (count < 0 || this.filled + count > WHOLE_REQUEST) {
			throw new IOException("The connection has ended");
		}
		if (this.filled + count > this.request.length) {
			this.request = Arrays.copyOf(this.request, WHOLE_REQUEST);
		}
		scratch.flip().get(this.request, this.filled, count);
		this.filled += count;
		return wholeRequest();
	}

	private @Nullable String wholeRequest() {
		String text = new String(this.request, 0, this.filled, StandardCharsets.ISO_8859_1);
		int body = text.indexOf("\r\n\r\n") + 4;
		if (body < 4) {
			return null;
		}
		String head = text.substring(0, body).toLowerCase(Locale.ROOT);
		boolean whole = head.contains("\r\ntransfer-encoding: chunked") ? text.endsWith("0\r\n\r\n")
				: this.filled - body >= length(head);
		if (!whole) {
			return null;
		}
		this.filled = 0;
		this.closing = head.contains("\r\nconnection: close");
		return head.substring(head.indexOf(' ') + 1, head.indexOf(" http/1.1"));
	}

	private static int length(String head) {
		String name = "\r\ncontent-length:";
		int start = head.indexOf(name);
		if (start < 0) {
			return 0;
		}
		return Integer.parseInt(head.substring(start + name.length(), head.indexOf("\r\n", start + 2)).strip());
	}

	/** Begins to answer. */
	void answer(ByteBuffer bytes) {
		this.answer = bytes;
	}

	/**
	 * Writes as much of the answer as the socket takes.
	 * @return whether there is more to write
	 * @throws IOException if the peer is gone, or the connection was to be closed
	 */
	boolean write() throws IOException {
		ByteBuffer current = this.answer;
		if (current == null) {
			return false;
		}
		this.channel.write(current);
		if (current.hasRemaining()) {
			return true;
		}
		this.answer = null;
		if (this.closing) {
			throw new IOException("The peer wanted this connection closed");
		}
		return false;
	}

	@Override
	public String toString() {
		return "ServerConnection[" + this.channel + "]";
	}

}
