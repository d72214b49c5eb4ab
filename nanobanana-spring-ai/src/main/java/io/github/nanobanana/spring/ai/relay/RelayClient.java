package io.github.nanobanana.spring.ai.relay;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.NettyOutbound;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import io.github.nanobanana.spring.ai.endpoint.ProbeResult;
import io.github.nanobanana.spring.ai.image.ClosingCall;
import io.github.nanobanana.spring.ai.image.ConnectTimeout;

/**
 * Sends calls to one endpoint. Every failure arrives as a {@link RelayException} that
 * says what it means; nothing is ever repeated here. Cancelling a call closes its
 * connection, unless its answer has arrived. Safe for use by many threads.
 * <p>
 * A connection carries another call only where neither can come to harm by it, and each
 * call has a new one where the endpoint keeps none.
 */
public final class RelayClient {

	/**
	 * As much of an answer as is read from the wire at a time, at most, and handed over
	 * in one piece: each costs as much as the bytes in it. Netty reads a quarter of this
	 * and cuts it into eight; Reactor Netty calls the setting for that deprecated and has
	 * no other.
	 */
	private static final int PIECE = 256 * 1024;

	private static final int FIRST_PIECE = 4 * 1024;

	private static final int SMALLEST_PIECE = 1024;

	/** Pieces that are read before somebody asks for them, at most. */
	private static final int PIECES_AHEAD = 4;

	/** Room for several calls of 16 pictures each, whatever the number of connections. */
	private static final int LEAST_WAITING = 64;

	private static final int WAITING_PER_CONNECTION = 8;

	/** gpt-best's own client looks every two seconds. */
	private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

	private static final Duration POLL_TIMEOUT = Duration.ofSeconds(30);

	/** How long a look waits for a key before it takes the last one. */
	private static final Duration POLL_ACCESS_TIMEOUT = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(RelayClient.class);

	private final RelayEndpoint endpoint;

	private final RelayLimits limits;

	private final Scheduler timer;

	private final Scheduler worker;

	private final @Nullable KeptConnections kept;

	private final ConnectionProvider connections;

	private final HttpClient http;

	/**
	 * For looks at tasks, which need no turn in the line of calls and go on after
	 * {@link #close()}: what they look at is paid for.
	 */
	private final HttpClient looks;

	/** Where the last call went: an address is worth reading once. */
	private volatile @Nullable Address lastAddress;

	/**
	 * A client for one endpoint.
	 * @param endpoint where and how to call
	 * @param limits how much an answer may hold
	 * @param timer clock and timer
	 * @param worker where answers are parsed and keys are fetched; may block
	 */
	public RelayClient(RelayEndpoint endpoint, RelayLimits limits, Scheduler timer, Scheduler worker) {
		this.endpoint = endpoint;
		this.limits = limits;
		this.timer = timer;
		this.worker = worker;
		ConnectionProvider.Builder pool = ConnectionProvider.builder("nanobanana-" + endpoint.id())
			.maxConnections(endpoint.maxConcurrentCalls())
			.pendingAcquireMaxCount(Math.max(LEAST_WAITING, endpoint.maxConcurrentCalls() * WAITING_PER_CONNECTION))
			.pendingAcquireTimeout(Duration.ofSeconds(60));
		this.kept = endpoint.keepAlive().isZero() ? null : new KeptConnections(endpoint);
		this.connections = ((this.kept != null) ? this.kept.bound(pool) : pool).build();
		HttpClient calls = configured(HttpClient.create(this.connections));
		this.http = (this.kept != null) ? this.kept.watch(calls) : calls;
		this.looks = configured(HttpClient.create(ConnectionProvider.newConnection()));
	}

	/**
	 * Comes last, so that no customizer can take any of it back. The read timeout ends
	 * with the head of an answer: behind it Netty's handler counts the time in which we
	 * read nothing, such as while a store is slow, as the relay's silence.
	 */
	@SuppressWarnings("deprecation")
	private HttpClient configured(HttpClient client) {
		return ConnectTimeout.bound(this.endpoint.transport().applyTo(client), this.endpoint.connectTimeout())
			.protocol(HttpProtocol.HTTP11)
			.disableRetry(true)
			.keepAlive(false)
			.doOnResponse((response, connection) -> connection.markPersistent(false)
				.removeHandler(NettyPipeline.ResponseTimeoutHandler))
			.followRedirect(false)
			.httpAuthentication((request, response) -> false, (request, address) -> {
			})
			.compress(false)
			.httpResponseDecoder((decoder) -> decoder.maxHeaderSize(this.limits.maxHeaderBytes())
				.maxChunkSize(PIECE)
				.allowDuplicateContentLengths(true))
			.option(ChannelOption.RECVBUF_ALLOCATOR,
					new AdaptiveRecvByteBufAllocator(SMALLEST_PIECE, FIRST_PIECE, PIECE)
						.maxMessagesPerRead(PIECES_AHEAD))
			.doOnChannelInit((observer, channel, address) -> {
				if (channel.pipeline().get(NettyPipeline.ReactiveBridge) != null) {
					channel.pipeline()
						.addBefore(NettyPipeline.ReactiveBridge, InformationalResponses.NAME,
								InformationalResponses.INSTANCE);
				}
			});
	}

	/**
	 * Asks this endpoint for one picture.
	 * @param call what is asked
	 * @param further headers of this call alone; the client's own come before them
	 * @param timeLeft the time for this attempt
	 * @param sent is run when the request is about to become whole at the relay: if it
	 * has not run by the time a cancelled call has been cancelled, the call is free; must
	 * not throw
	 * @return the answer with at least one picture, or a {@link RelayException}; each
	 * subscription sends the call once
	 */
	public Mono<RelayAnswer> call(ImageCall call, Map<String, String> further, Duration timeLeft, Runnable sent) {
		return Mono.defer(() -> {
			Exchange exchange = new Exchange(this.endpoint, call, timeLeft, this.limits, this.timer, this.worker, sent);
			return Mono
				.using(exchange::startTimer,
						(alarm) -> access(exchange, call)
							.flatMap((access) -> post(exchange, exchange.write(), further, access)
								.flatMap((reply) -> settle(exchange, reply, access)))
							// With an error of our own, since Reactor's looks up
							// the names of operators for each call
							.timeout(exchange.timeOverWithoutHead(), Mono.error(TimeoutException::new)),
						Disposable::dispose)
				.onErrorMap(exchange::toRelayException)
				.doOnCancel(exchange::giveUp);
		});
	}

	/**
	 * A key or headers that must be asked for may block, and so may pictures that go
	 * along; all else stays on the caller's thread.
	 */
	private Mono<Access> access(Exchange exchange, ImageCall call) {
		Mono<Access> access = Mono.fromCallable(exchange::access);
		boolean atHand = this.endpoint.apiKey() instanceof FixedKey
				&& this.endpoint.currentHeaders() == RelayEndpoint.NO_HEADERS && call.references().isEmpty()
				&& call.mask() == null;
		return atHand ? access : access.subscribeOn(this.worker);
	}

	private Mono<Exchange.Reply> post(Exchange exchange, WireRequest request, Map<String, String> further,
			Access access) {
		return ClosingCall.of(this.http, (client) -> client.headers((headers) -> {
			further.forEach(headers::set);
			headers.set(HttpHeaderNames.CONTENT_TYPE, request.contentType());
			access.addTo(headers);
			headers.remove(HttpHeaderNames.TRANSFER_ENCODING)
				.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length());
			exchange.identify(headers);
		})
			.post()
			.uri(address(request.path()))
			.send((ignored, outbound) -> send(exchange, request, outbound))
			.response(exchange::receive)
			.single());
	}

	private URI address(String path) {
		Address known = this.lastAddress;
		if (known == null || !known.path().equals(path)) {
			known = new Address(path, this.endpoint.baseUrl().resolve(path));
			this.lastAddress = known;
		}
		return known.uri();
	}

	private Publisher<Void> send(Exchange exchange, WireRequest request, NettyOutbound outbound) {
		return exchange.begin() ? outbound.send(BodySender.buffers(request.body(), this.worker, exchange::finish))
				: Mono.error(new IllegalStateException("The call was given up before it was sent."));
	}

	private Mono<RelayAnswer> settle(Exchange exchange, Exchange.Reply reply, Access access) {
		RelayTask task = reply.task();
		if (task != null) {
			return poll(exchange, task, access).timeout(exchange.timeOver())
				.onErrorMap(TimeoutException.class, (ex) -> exchange.notDone(task));
		}
		return (reply.failure() != null) ? Mono.error(reply.failure()) : Mono.justOrEmpty(reply.answer());
	}

	/**
	 * Looks at a task until it is done. A look that fails is a lost read and is repeated;
	 * the task itself is never submitted again. A task may outlive the key that it was
	 * submitted with, so each look asks for it anew.
	 */
	private Mono<RelayAnswer> poll(Exchange submitted, RelayTask task, Access first) {
		AtomicReference<Access> last = new AtomicReference<>(first);
		AtomicBoolean refused = new AtomicBoolean();
		Mono<Exchange.Reply> look = accessAgain(submitted, last)
			.flatMap((access) -> ClosingCall.of(this.looks,
					(client) -> client.headers(access::addTo)
						.get()
						.uri(this.endpoint.baseUrl().resolve(task.path()))
						.response(submitted.look()::receive)
						.single()))
			.timeout(POLL_TIMEOUT, this.timer)
			.doOnError((lost) -> log(task, lost, refused))
			.onErrorResume((lost) -> Mono.empty());
		return Mono.delay(POLL_INTERVAL, this.timer)
			.then(look)
			.filter((reply) -> reply.task() == null)
			.repeatWhenEmpty((again) -> again)
			.flatMap((reply) -> settle(submitted, reply, first));
	}

	/** The picture is paid for, so a source that fails now is done without. */
	private Mono<Access> accessAgain(Exchange submitted, AtomicReference<Access> last) {
		return Mono.fromCallable(submitted::access)
			.subscribeOn(this.worker)
			.timeout(POLL_ACCESS_TIMEOUT, this.timer)
			.doOnNext(last::set)
			.onErrorResume((failed) -> Mono.fromSupplier(last::get));
	}

	private void log(RelayTask task, Throwable lost, AtomicBoolean refused) {
		boolean rejected = lost instanceof RelayException ex && ex.failure().kind() == FailureKind.KEY_REJECTED;
		if (rejected && refused.compareAndSet(false, true)) {
			logger.warn("Endpoint '%s' rejects the API key at looks at task %s, which is paid for: give it a valid key"
				.formatted(this.endpoint.id(), task.id()) + " before the time of the call is over.");
		}
		logger.debug("A look at task " + task.id() + " was lost and is repeated", lost);
	}

	/**
	 * Asks whether the endpoint is there and takes the key. Costs nothing: no picture is
	 * made.
	 * @param timeout the time for all of it
	 * @return what was found, never an error
	 */
	public Mono<ProbeResult> probe(Duration timeout) {
		return Mono.defer(() -> {
			RelayProbe probe = new RelayProbe(this.worker);
			return Mono.fromCallable(() -> Access.to(this.endpoint))
				.subscribeOn(this.worker)
				.flatMap((access) -> ClosingCall.of(this.looks,
						(client) -> client.headers(access::addTo)
							.doOnRequest((request, connection) -> probe.connected())
							.get()
							.uri(this.endpoint.baseUrl().resolve(probePath()))
							.response(probe::receive)
							.single()))
				.timeout(timeout, this.timer)
				.onErrorResume(probe::lost);
		});
	}

	private String probePath() {
		String path = this.endpoint.probePath();
		return (path != null) ? path : this.endpoint.dialect().modelsPath();
	}

	/**
	 * The endpoint that this client calls.
	 * @return the endpoint
	 */
	public RelayEndpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Closes connections that no call is using.
	 */
	public void closeIdleConnections() {
		if (this.kept != null) {
			this.kept.closeIdle();
		}
	}

	/**
	 * Closes the connections.
	 * @return completes when they are closed
	 */
	public Mono<Void> close() {
		return this.connections.disposeLater();
	}

	@Override
	public String toString() {
		return "RelayClient[" + this.endpoint + "]";
	}

	private record Address(String path, URI uri) {

	}

}
