package io.github.nanobanana.spring.ai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A relay on loopback that answers down to the byte: whole requests are read and the
 * prepared replies are given in turn, the last of them again and again.
 */
final class RawRelay implements AutoCloseable {

	static final String URL_ANSWER = "{\"data\":[{\"url\":\"https://cdn.example.com/1.png\"}]}";

	/** In place of a reply: the connection ends after the request. */
	static final String HANG_UP = "hang up";

	private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

	private final ServerSocket socket;

	private final CountDownLatch answer;

	private final Ending ending;

	private final List<String> replies;

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger requests = new AtomicInteger();

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final Map<Integer, CountDownLatch> holds = new ConcurrentHashMap<>();

	private volatile @Nullable Socket last;

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch abandoned = new CountDownLatch(1);

	RawRelay(Ending ending, String... replies) {
		this(ending, new CountDownLatch(0), replies);
	}

	/** A relay that answers no request before the latch opens. */
	RawRelay(Ending ending, CountDownLatch answer, String... replies) {
		this.answer = answer;
		this.ending = ending;
		this.replies = List.of(replies);
		try {
			this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	/** Does not answer one request, counted from 1, before the latch opens. */
	void hold(int request, CountDownLatch until) {
		this.holds.put(request, until);
	}

	/** Sends something unasked on the connection that was made last. */
	void send(String text) throws IOException {
		Socket client = this.last;
		if (client == null) {
			throw new IllegalStateException("Nobody has connected.");
		}
		client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	/** A reply with a head that fits its body. */
	static String reply(String status, String headers, String body) {
		return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
	}

	static String json(String body) {
		return reply("200 OK", "Content-Type: application/json\r\n", body);
	}

	String baseUrl() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	/** The number of connections that were made. */
	int connections() {
		return this.connections.get();
	}

	/** The number of connections that have not ended. */
	int openConnections() {
		return this.open.get();
	}

	/** The number of whole requests that arrived. */
	int requests() {
		return this.requests.get();
	}

	/** The heads of the requests, whole or not, in the order of their arrival. */
	List<String> heads() {
		return this.heads;
	}

	/** Waits until a connection is held open: after its reply, or before it. */
	void awaitHeld() throws InterruptedException {
		await(this.held);
	}

	/** Waits until the client closed a connection that was held open. */
	void awaitAbandoned() throws InterruptedException {
		await(this.abandoned);
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(20, TimeUnit.SECONDS)) {
			throw new AssertionError("It did not happen.");
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "raw-relay");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.last = client;
				this.connections.incrementAndGet();
				this.open.incrementAndGet();
				start(() -> serve(client));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket client) {
		try (client) {
			while (readRequest(client.getInputStream())) {
				int request = this.requests.incrementAndGet();
				CountDownLatch hold = this.holds.get(request);
				if (hold != null) {
					await(hold);
				}
				if (this.answer.getCount() > 0) {
					this.held.countDown();
					await(this.answer);
				}
				String reply = this.replies.get(Math.min(request, this.replies.size()) - 1);
				if (reply.equals(HANG_UP)) {
					return;
				}
				client.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
				client.getOutputStream().flush();
				if (this.ending != Ending.KEEP) {
					end(client);
					return;
				}
			}
		}
		catch (IOException ex) {
			this.abandoned.countDown();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.open.decrementAndGet();
		}
	}

	private void end(Socket client) throws IOException {
		if (this.ending == Ending.RESET) {
			client.setSoLinger(true, 0);
		}
		else if (this.ending == Ending.HOLD) {
			this.held.countDown();
			client.getInputStream().read();
			this.abandoned.countDown();
		}
	}

	private boolean readRequest(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				return false;
			}
			head.append((char) next);
		}
		this.heads.add(head.toString());
		Matcher length = LENGTH.matcher(head);
		in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
		return true;
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What happens to a connection after a reply. */
	enum Ending {

		KEEP, CLOSE, HOLD, RESET

	}

}
