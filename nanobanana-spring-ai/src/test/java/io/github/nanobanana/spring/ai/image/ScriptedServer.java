package io.github.nanobanana.spring.ai.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A web server on loopback that gives prepared answers, one per connection, down to the
 * byte. It keeps the heads of the requests.
 */
final class ScriptedServer implements AutoCloseable {

	private final ServerSocket socket;

	private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch abandoned = new CountDownLatch(1);

	ScriptedServer() throws IOException {
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::serve, "scripted-server");
		thread.setDaemon(true);
		thread.start();
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	int port() {
		return this.socket.getLocalPort();
	}

	List<String> requests() {
		return this.requests;
	}

	ScriptedServer picture(byte[] bytes) {
		return reply("200 OK", "Content-Type: text/plain\r\nContent-Length: " + bytes.length, bytes, Ending.CLOSE);
	}

	ScriptedServer status(String status) {
		return reply(status, "Content-Length: 0", new byte[0], Ending.CLOSE);
	}

	ScriptedServer redirect(int status, String location) {
		return reply(status + " Moved", "Content-Length: 0\r\nLocation: " + location, new byte[0], Ending.CLOSE);
	}

	ScriptedServer reply(String status, String headers, byte[] body, Ending ending) {
		String head = "HTTP/1.1 " + status + "\r\n" + headers + "\r\nConnection: close\r\n\r\n";
		this.replies.add(new Reply(SamplePictures.join(head, body), ending));
		return this;
	}

	/** Closes the connection without an answer. */
	ScriptedServer reset() {
		this.replies.add(new Reply(new byte[0], Ending.RESET));
		return this;
	}

	/** Waits until a reply that holds its connection open was sent. */
	void awaitHeld() throws InterruptedException {
		awaitLatch(this.held);
	}

	/** Waits until the client closed a connection that was held open. */
	void awaitAbandoned() throws InterruptedException {
		awaitLatch(this.abandoned);
	}

	private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(20, TimeUnit.SECONDS)) {
			throw new AssertionError("It did not happen");
		}
	}

	private void serve() {
		while (!this.socket.isClosed()) {
			try (Socket client = this.socket.accept()) {
				answer(client);
			}
			catch (IOException ex) {
				this.abandoned.countDown();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	private void answer(Socket client) throws IOException, InterruptedException {
		InputStream in = client.getInputStream();
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int value = in.read();
			if (value < 0) {
				return;
			}
			head.append((char) value);
		}
		this.requests.add(head.toString());
		Reply reply = this.replies.poll(5, TimeUnit.SECONDS);
		if (reply == null) {
			throw new IllegalStateException("No reply was prepared for " + head);
		}
		client.getOutputStream().write(reply.bytes());
		client.getOutputStream().flush();
		if (reply.ending() == Ending.RESET) {
			client.setSoLinger(true, 0);
		}
		if (reply.ending() == Ending.HOLD) {
			this.held.countDown();
			in.read();
			this.abandoned.countDown();
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * What happens to the connection after the bytes of a reply.
	 */
	enum Ending {

		CLOSE, RESET, HOLD

	}

	private record Reply(byte[] bytes, Ending ending) {

		@Override
		public String toString() {
			return new String(this.bytes, 0, Math.min(40, this.bytes.length), StandardCharsets.ISO_8859_1);
		}

	}

}
