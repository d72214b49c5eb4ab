package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends calls to one endpoint over connections of its own. Every failure arrives as a
 * {@link RelayException} that says what it means; nothing is ever repeated here.
 * Cancelling a call closes its connection. Safe for use by many threads.
 */
public final class RelayClient {

	/**
	 * Idle connections are dropped before a relay's own timeout can race a request: a
	 * request lost on a stale connection could not be told from one that was served.
	 */
	private static final Duration MAX_IDLE = Duration.ofSeconds(4);

	/** gpt-best's own client looks every two seconds. */
	private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

	private static final Duration POLL_TIMEOUT = Duration.ofSeconds(30);

	private static final int WAITING_PER_CONNECTION = 8;

	private static final String USER_AGENT = "Mozilla/5.0 (compatible; nanobanana-spring-ai)";

	private final RelayEndpoint endpoint;

	private final RelayLimits limits;

	private final Scheduler timer;

	private final Scheduler worker;

	private final ConnectionProvider connections;

	private final HttpClient http;

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
		this.connections = ConnectionProvider.builder("nanobanana-" + endpoint.id())
			.maxConnections(endpoint.maxConcurrentCalls())
			.pendingAcquireMaxCount(endpoint.maxConcurrentCalls() * WAITING_PER_CONNECTION)
			.pendingAcquireTimeout(Duration.ofSeconds(60))
			.maxIdleTime(MAX_IDLE)
			.evictInBackground(MAX_IDLE)
			.lifo()
			.build();
		this.http = HttpClient.create(this.connections)
			.disableRetry(true)
			.followRedirect(false)
			.compress(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) endpoint.connectTimeout().toMillis())
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
	 * @param timeLeft the time for this attempt
	 * @return the answer with at least one picture, or a {@link RelayException}; each
	 * subscription sends the call once
	 */
	public Mono<RelayAnswer> call(ImageCall call, Duration timeLeft) {
		return Mono.fromCallable(() -> InvalidApiKeyException.check(this.endpoint.apiKey().get(), this.endpoint.id()))
			.subscribeOn(this.worker)
			.flatMap((key) -> exchange(call, key, timeLeft));
	}

	private Mono<RelayAnswer> exchange(ImageCall call, String key, Duration timeLeft) {
		Exchange exchange = new Exchange(this.endpoint, call, key, this.limits, this.timer, this.worker);
		return Mono.fromCallable(() -> this.endpoint.dialect().write(call))
			.flatMap((request) -> post(exchange, request, key))
			.map(exchange::reply)
			.flatMap((reply) -> (reply.answer() != null) ? Mono.just(reply.answer())
					: poll(exchange, Objects.requireNonNull(reply.task()), call, key))
			.timeout(timeLeft, this.timer)
			.onErrorMap(exchange::toRelayException);
	}

	private Mono<AnswerDocument> post(Exchange exchange, WireRequest request, String key) {
		return this.http.headers((headers) -> {
			headers.set(HttpHeaderNames.CONTENT_TYPE, request.contentType())
				.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length());
			addHeaders(headers, key);
		})
			.post()
			.uri(this.endpoint.baseUrl().resolve(request.path()).toString())
			.send((ignored, outbound) -> exchange.begin()
					? outbound.send(BodySender.buffers(request.body(), this.worker))
					: Mono.error(new IllegalStateException("The call was given up before it was sent.")))
			.response(exchange::receive)
			.single();
	}

	/**
	 * Looks at a task until it is done. A look that fails is a lost read and is repeated;
	 * the task itself is never submitted again.
	 */
	private Mono<RelayAnswer> poll(Exchange submitted, RelayTask task, ImageCall call, String key) {
		return Mono.delay(POLL_INTERVAL, this.timer).then(Mono.defer(() -> {
			Exchange look = new Exchange(this.endpoint, call, key, this.limits, this.timer, this.worker);
			return this.http.headers((headers) -> addHeaders(headers, key))
				.get()
				.uri(this.endpoint.baseUrl().resolve(task.path()).toString())
				.response(look::receive)
				.single()
				.timeout(POLL_TIMEOUT, this.timer)
				.onErrorMap(LostPollException::new);
		}))
			.map(submitted::reply)
			.mapNotNull(Exchange.Reply::answer)
			.onErrorResume(LostPollException.class, (lost) -> Mono.empty())
			.repeatWhenEmpty((again) -> again);
	}

	private void addHeaders(HttpHeaders headers, String key) {
		RelayDialect.Header credentials = this.endpoint.dialect().credentials(key);
		headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT)
			.set(HttpHeaderNames.ACCEPT, "application/json")
			.set(credentials.name(), credentials.value());
		for (Map.Entry<String, String> header : this.endpoint.headers().entrySet()) {
			headers.set(header.getKey(), header.getValue());
		}
	}

	/**
	 * The endpoint that this client calls.
	 * @return the endpoint
	 */
	public RelayEndpoint endpoint() {
		return this.endpoint;
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

	/** A look at a task that brought no news. */
	private static final class LostPollException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LostPollException(Throwable cause) {
			super(cause);
		}

	}

}
