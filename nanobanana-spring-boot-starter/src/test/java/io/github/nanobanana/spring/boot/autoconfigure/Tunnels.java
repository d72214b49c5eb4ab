package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Something on the loopback address that takes connections and passes their bytes on.
 */
abstract class Tunnels implements AutoCloseable {

	private final ServerSocket server;

	private final ExecutorService threads = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work, "tunnel");
		thread.setDaemon(true);
		return thread;
	});

	private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

	Tunnels() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				this.open.add(client);
				this.threads.execute(() -> serve(client));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket client) {
		try {
			handle(client);
		}
		catch (IOException ex) {
			close(client);
		}
	}

	/** Says what is to be said first, and connects. */
	abstract void handle(Socket client) throws IOException;

	final void connect(Socket client, int port) throws IOException {
		Socket target = new Socket(InetAddress.getLoopbackAddress(), port);
		this.open.add(target);
		this.threads.execute(() -> pump(target, client));
		pump(client, target);
	}

	private void pump(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// The other side is gone, which ends the tunnel like an end of the stream
		}
		close(from);
		close(to);
	}

	private static void close(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		close(this.server);
		this.open.forEach(Tunnels::close);
		this.threads.shutdownNow();
	}

}
