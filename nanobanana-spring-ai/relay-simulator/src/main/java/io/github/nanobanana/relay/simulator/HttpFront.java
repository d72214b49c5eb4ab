package io.github.nanobanana.relay.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The relay's HTTP server: listens on the loopback address only, reads requests whole
 * under a cap, and has threads of its own that all end with it.
 */
final class HttpFront {

	private static final String LOOPBACK = "127.0.0.1";

	private static final int MAX_HEADERS = 64 << 10;

	private static final int MAX_URI = 16 << 10;

	// A body over the cap is still read, unkept, so that the client sees the 413
	private static final long MAX_DRAINED = 1L << 30;

	private static final long SOON_MILLIS = 100;

	private static final Duration CLOSING = Duration.ofSeconds(5);

	private final Relay relay;

	private final LoopResources loop = LoopResources.create("relay-simulator", 1, 2, true);

	private final int workers = 2 + Runtime.getRuntime().availableProcessors();

	private final Scheduler worker = Schedulers.newParallel("relay-simulator-work", this.workers, true);

	private final Scheduler timer = Schedulers.newSingle("relay-simulator-timer", true);

	private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

	private @Nullable DisposableServer server;

	private final int port;

	HttpFront(Relay relay, int port) {
		this.relay = relay;
		try {
			this.port = bind(port).port();
		}
		catch (CompletionException ex) {
			close();
			if (ex.getCause() instanceof ChannelBindException) {
				throw new IllegalStateException(
						"Port " + port + " is taken: choose another one, or 0 for any free port", ex.getCause());
			}
			throw ex;
		}
	}

	int port() {
		return this.port;
	}

	/** Those of clients: the group holds the listening channel too. */
	int openConnections() {
		return (int) this.connections.stream().filter((channel) -> !(channel instanceof ServerChannel)).count();
	}

	/** After the answer that is being written now. */
	void soon(Runnable task) {
		this.timer.schedule(task, SOON_MILLIS, TimeUnit.MILLISECONDS);
	}

	void listenAfter(Duration duration) {
		this.timer.schedule(this::listen, duration.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Stop listening and drop all connections; {@link #listen()} undoes it. */
	synchronized void refuse() {
		drop();
		long deadline = System.nanoTime() + CLOSING.toNanos();
		while (answersStill() && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
	}

	/** A closed server socket takes connections until its selector comes round again. */
	private boolean answersStill() {
		try (Socket probe = new Socket(LOOPBACK, this.port)) {
			return probe.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void drop() {
		if (this.server != null) {
			this.server.dispose();
			this.server.channel().closeFuture().awaitUninterruptibly(CLOSING.toMillis());
			this.server = null;
		}
		this.connections.close().awaitUninterruptibly(CLOSING.toMillis());
	}

	synchronized void listen() {
		if (this.server == null && !this.worker.isDisposed()) {
			bind(this.port);
		}
	}

	synchronized void close() {
		if (this.worker.isDisposed()) {
			return;
		}
		drop();
		finishWork();
		this.worker.dispose();
		this.timer.dispose();
		this.loop.disposeLater(Duration.ZERO, CLOSING).block(CLOSING.plus(CLOSING));
	}

	/**
	 * Who has just written an answer still looks at its connection: let all of them get
	 * by.
	 */
	private void finishWork() {
		CountDownLatch passed = new CountDownLatch(this.workers);
		for (int i = 0; i < this.workers; i++) {
			this.worker.schedule(passed::countDown);
		}
		try {
			passed.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private DisposableServer bind(int wanted) {
		DisposableServer bound = HttpServer.create()
			.host(LOOPBACK)
			.port(wanted)
			.runOn(this.loop, false)
			.channelGroup(this.connections)
			.httpRequestDecoder((spec) -> spec.maxHeaderSize(MAX_HEADERS).maxInitialLineLength(MAX_URI))
			.doOnChannelInit((observer, channel, remote) -> accept(channel))
			.handle(this::handle)
			.bind()
			.toFuture()
			.orTimeout(CLOSING.toSeconds(), TimeUnit.SECONDS)
			.join();
		this.server = bound;
		return bound;
	}

	private void accept(Channel channel) {
		if (this.relay.behaviours().onAccept() != null) {
			channel.eventLoop().execute(() -> Stage.reset(channel));
		}
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		Channel[] channel = new Channel[1];
		request.withConnection((connection) -> channel[0] = connection.channel());
		Map<String, List<String>> headers = headers(request);
		return read(request).publishOn(this.worker)
			.flatMap((body) -> this.relay.serve(request.method().name(), request.uri(), headers, body,
					(exchange) -> new Stage(exchange, response, channel[0], this.timer)));
	}

	private Mono<Received> read(HttpServerRequest request) {
		long limit = this.relay.settings().bodyLimit();
		return request.receive().reduceWith(() -> new Received(limit), Received::add);
	}

	private static Map<String, List<String>> headers(HttpServerRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		request.requestHeaders()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>(1))
				.add(header.getValue()));
		return headers;
	}

	@Override
	public String toString() {
		return "HttpFront[" + LOOPBACK + ":" + this.port + "]";
	}

	/** A request body as far as it is kept. */
	static final class Received {

		private final long limit;

		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		private long total;

		Received(long limit) {
			this.limit = limit;
		}

		Received add(ByteBuf piece) {
			int size = piece.readableBytes();
			this.total += size;
			if (this.total > MAX_DRAINED) {
				throw new IllegalStateException("Request body without end");
			}
			if (this.total <= this.limit) {
				byte[] bytes = new byte[size];
				piece.getBytes(piece.readerIndex(), bytes);
				this.kept.write(bytes, 0, size);
			}
			return this;
		}

		boolean tooLarge() {
			return this.total > this.limit;
		}

		byte[] bytes() {
			return tooLarge() ? new byte[0] : this.kept.toByteArray();
		}

	}

}
