package io.github.nanobanana.samples.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A relay reduced to its answers: one thread, one selector, prepared bytes. It lives in a
 * process of its own, on the loopback address, so that neither its processor time nor its
 * heap is counted.
 */
final class AnswerServer {

	private static final int BACKLOG = 4096;

	private final Selector selector;

	private final ServerSocketChannel listener;

	private final ServerAnswers answers;

	private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);

	private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::due));

	private AnswerServer() throws IOException {
		this.selector = Selector.open();
		this.listener = ServerSocketChannel.open();
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
		this.listener.configureBlocking(false).register(this.selector, SelectionKey.OP_ACCEPT);
		this.answers = new ServerAnswers(port());
	}

	private int port() throws IOException {
		return ((InetSocketAddress) this.listener.getLocalAddress()).getPort();
	}

	/**
	 * Serves until the process that started it is gone.
	 */
	static void run() throws IOException {
		AnswerServer server = new AnswerServer();
		ProcessHandle.current().parent().ifPresent((parent) -> parent.onExit().thenRun(() -> System.exit(0)));
		System.out.println(server.port());
		server.serve();
	}

	private void serve() throws IOException {
		while (this.selector.isOpen()) {
			Waiting next = this.waiting.peek();
			long pause = (next == null) ? 0 : next.due() - System.nanoTime();
			if (next != null && pause <= 0) {
				this.waiting.remove();
				answer(next.key(), next.path());
				continue;
			}
			this.selector.select(this::ready, (next == null) ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(pause));
		}
	}

	private void ready(SelectionKey key) {
		try {
			if (key.isAcceptable()) {
				accept();
			}
			else if (key.isReadable()) {
				read(key);
			}
			else if (key.isWritable()) {
				write(key);
			}
		}
		catch (IOException ex) {
			close(key);
		}
	}

	private void accept() throws IOException {
		for (SocketChannel channel = this.listener.accept(); channel != null; channel = this.listener.accept()) {
			channel.configureBlocking(false);
			channel.socket().setTcpNoDelay(true);
			channel.register(this.selector, SelectionKey.OP_READ, new ServerConnection(channel));
		}
	}

	private void read(SelectionKey key) throws IOException {
		String path = connection(key).read(this.scratch);
		if (path == null) {
			return;
		}
		long delay = ServerAnswers.delay(path);
		if (delay > 0) {
			this.waiting.add(new Waiting(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay), key, path));
		}
		else {
			answer(key, path);
		}
	}

	private void answer(SelectionKey key, @Nullable String path) {
		if (path == null || !key.isValid()) {
			return;
		}
		connection(key).answer(this.answers.answer(path).duplicate());
		try {
			write(key);
		}
		catch (IOException ex) {
			close(key);
		}
	}

	private static void write(SelectionKey key) throws IOException {
		boolean more = connection(key).write();
		key.interestOps(more ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
	}

	private static ServerConnection connection(SelectionKey key) {
		return (ServerConnection) key.attachment();
	}

	private static void close(SelectionKey key) {
		key.cancel();
		try {
			key.channel().close();
		}
		catch (IOException ex) {
			// It is gone already
		}
	}

	/** A request whose answer is due later. */
	private record Waiting(long due, SelectionKey key, String path) {

	}

}
