package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * A proxy that speaks HTTP's CONNECT and SOCKS 5. Every name leads to the loopback
 * address, so a name that only it can resolve shows that a call came this way.
 */
final class TestProxy extends Tunnels {

	private static final int SOCKS5 = 5;

	private final List<String> targets = new CopyOnWriteArrayList<>();

	private volatile @Nullable String credentials;

	/** Lets only this user through from now on. */
	void require(String username, String password) {
		this.credentials = username + ":" + password;
	}

	/** What was asked for, as host and port. */
	List<String> targets() {
		return this.targets;
	}

	@Override
	void handle(Socket client) throws IOException {
		DataInputStream in = new DataInputStream(client.getInputStream());
		int first = in.readUnsignedByte();
		if (first == SOCKS5) {
			socks(client, in);
		}
		else {
			http(client, (char) first + head(in));
		}
	}

	private void http(Socket client, String head) throws IOException {
		String target = head.split(" ")[1];
		String required = this.credentials;
		String sent = head.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic "))
			.map((line) -> new String(Base64.getDecoder().decode(line.substring(27)), StandardCharsets.UTF_8))
			.findFirst()
			.orElse(null);
		OutputStream out = client.getOutputStream();
		if (!head.startsWith("CONNECT ") || required != null && !required.equals(sent)) {
			out.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n".getBytes());
			client.close();
			return;
		}
		this.targets.add(target);
		out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
		connect(client, Integer.parseInt(target.substring(target.lastIndexOf(':') + 1)));
	}

	private static String head(DataInputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next == -1) {
				throw new EOFException();
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	/** RFC 1928 and 1929. */
	private void socks(Socket client, DataInputStream in) throws IOException {
		OutputStream out = client.getOutputStream();
		in.readNBytes(in.readUnsignedByte());
		String required = this.credentials;
		out.write(new byte[] { SOCKS5, (byte) ((required != null) ? 2 : 0) });
		if (required != null) {
			in.readUnsignedByte();
			String sent = text(in) + ":" + text(in);
			out.write(new byte[] { 1, (byte) (required.equals(sent) ? 0 : 1) });
		}
		in.readNBytes(3);
		int type = in.readUnsignedByte();
		String host = (type == 3) ? text(in) : "address " + in.readNBytes((type == 1) ? 4 : 16).length;
		int port = in.readUnsignedShort();
		this.targets.add(host + ":" + port);
		out.write(new byte[] { SOCKS5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
		connect(client, port);
	}

	private static String text(DataInputStream in) throws IOException {
		return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
	}

}
