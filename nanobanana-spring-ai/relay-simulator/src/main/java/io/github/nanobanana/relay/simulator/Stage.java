package io.github.nanobanana.relay.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Where an answer is brought out: whole and by the rules, or byte by byte and against
 * them. Bytes that break the rules of HTTP go past the codec, straight to the socket.
 */
final class Stage {

	// Lets the last flushed bytes reach the reader before the reset overtakes them
	private static final Duration BEFORE_RESET = Duration.ofMillis(30);

	private static final int FLOOD_PIECE = 64 << 10;

	private final Exchange exchange;

	private final HttpServerResponse response;

	private final Channel channel;

	private final Scheduler timer;

	Stage(Exchange exchange, HttpServerResponse response, Channel channel, Scheduler timer) {
		this.exchange = exchange;
		this.response = response;
		this.channel = channel;
		this.timer = timer;
	}

	/** What a relay that behaves well does with this work. */
	Mono<Void> ordinary(Work work) {
		return pause(work.time()).then(Mono.defer(() -> {
			Answer answer = work.answer(null);
			work.answered(answer);
			return send(answer);
		}));
	}

	Mono<Void> send(Answer answer) {
		if (!this.channel.isActive()) {
			return Mono.never();
		}
		head(answer, answer.streamed() ? null : answer.length());
		if ("HEAD".equals(this.exchange.request().method())) {
			return this.response.send().then();
		}
		if (answer.streamed()) {
			return this.response.sendByteArray(Flux.fromIterable(answer.pieces())).then();
		}
		return this.response.sendByteArray(Mono.just(answer.body())).then();
	}

	Mono<Void> trickle(Work work, int bytes, Duration every) {
		Answer answer = work.answer(null);
		work.answered(answer);
		byte[] body = answer.body();
		head(answer, (long) body.length);
		int pieces = (body.length + bytes - 1) / bytes;
		Flux<ByteBuf> flux = Flux.range(0, pieces)
			.concatMap(
					(piece) -> pause((piece == 0) ? Duration.ZERO : every).thenReturn(
							Unpooled.wrappedBuffer(body, piece * bytes, Math.min(bytes, body.length - piece * bytes))),
					1);
		return this.response.send(flux, (piece) -> true).then();
	}

	/**
	 * JSON of any length that nobody holds: a string that does not end until the last
	 * byte.
	 */
	Mono<Void> flood(long length) {
		byte[] open = "{\"created\":1,\"data\":[{\"b64_json\":\"".getBytes(StandardCharsets.US_ASCII);
		byte[] close = "\"}]}".getBytes(StandardCharsets.US_ASCII);
		byte[] filler = new byte[FLOOD_PIECE];
		Arrays.fill(filler, (byte) 'A');
		long between = Math.max(0, length - open.length - close.length);
		head(Answer.of(200, "application/json", open), open.length + between + close.length);
		long pieces = (between + FLOOD_PIECE - 1) / FLOOD_PIECE;
		Flux<byte[]> middle = Flux.generate(() -> 0L, (piece, sink) -> {
			if (piece == pieces) {
				sink.complete();
			}
			else {
				int size = (int) Math.min(FLOOD_PIECE, between - piece * FLOOD_PIECE);
				sink.next((size == FLOOD_PIECE) ? filler : Arrays.copyOf(filler, size));
			}
			return piece + 1;
		});
		return this.response.sendByteArray(Flux.concat(Mono.just(open), middle, Mono.just(close))).then();
	}

	Mono<Void> failedTask(String reason) {
		return send(this.exchange.relay().tasks().failing(this.exchange, reason));
	}

	Answer envelope(RelayError error) {
		return Router.envelope(this.exchange, error);
	}

	/** The head of an answer as raw bytes, with the length that it promises. */
	byte[] head(Answer answer) {
		StringBuilder head = new StringBuilder("HTTP/1.1 ").append(HttpResponseStatus.valueOf(answer.status()))
			.append("\r\n");
		answer.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		requestIds(answer).forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		head.append("content-length: ").append(answer.length()).append("\r\n\r\n");
		return head.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	Mono<Void> raw(byte[] bytes) {
		return Mono.create((sink) -> this.channel.eventLoop().execute(() -> {
			ChannelHandlerContext first = this.channel.pipeline().firstContext();
			if (first == null) {
				sink.success();
				return;
			}
			first.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener((written) -> sink.success());
		}));
	}

	/** RST: the kernel throws away what is left and tells the client so. */
	Mono<Void> reset() {
		return pause(BEFORE_RESET).then(Mono.<Void>fromRunnable(() -> reset(this.channel))).then(Mono.never());
	}

	static void reset(Channel channel) {
		channel.config().setOption(ChannelOption.SO_LINGER, 0);
		channel.close();
	}

	/** FIN. */
	Mono<Void> close() {
		return Mono.<Void>fromRunnable(this.channel::close).then(Mono.never());
	}

	Mono<Void> pause(Duration duration) {
		return duration.isZero() ? Mono.empty() : Mono.delay(duration, this.timer).then();
	}

	private void head(Answer answer, @Nullable Long length) {
		this.response.status(answer.status());
		answer.headers().forEach(this.response::header);
		requestIds(answer).forEach(this.response::header);
		if (length != null) {
			this.response.header("content-length", String.valueOf(length));
		}
		if (!"close".equalsIgnoreCase(this.exchange.request().header("connection"))) {
			// As nginx says it in front of most relays
			this.response.header("connection", "keep-alive");
		}
	}

	/**
	 * A gateway in front of the relay names itself and knows nothing of the relay's ids.
	 */
	private Map<String, String> requestIds(Answer answer) {
		if (answer.headers().containsKey("server")) {
			return Map.of();
		}
		String id = this.exchange.requestId();
		return Map.of("x-request-id", id, "x-oneapi-request-id", id);
	}

	@Override
	public String toString() {
		return "Stage[" + this.exchange + "]";
	}

}
