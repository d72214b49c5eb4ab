package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.image.TlsMaterial;

/**
 * Lets a connection carry another call, but only where neither call can come to harm: the
 * answer before was a success that says {@code Connection: keep-alive}, as nginx and
 * Cloudflare do, its document ended exactly where its length said, nothing has arrived
 * since, and the connection has been idle for a moment at most, half of what a
 * {@code Keep-Alive} header allows. So no answer is taken for that of another call, and a
 * relay that closes without a word is never asked on its way out. What is left is one
 * that breaks off in just that moment: the call counts as sent, and its outcome is
 * unknown.
 */
final class KeptConnections {

	/**
	 * The longest life of a connection under steady load. Then the name is resolved anew.
	 */
	private static final Duration LIFE = Duration.ofMinutes(1);

	private static final String NAME = "nanobanana.keptConnection";

	private static final AttributeKey<Calls> CALLS = AttributeKey.valueOf(NAME);

	private static final Pattern TIMEOUT = Pattern.compile("(?i)timeout *= *(\\d{1,9})");

	private final Duration idle;

	private final HttpTransport way;

	KeptConnections(RelayEndpoint endpoint) {
		this.idle = endpoint.keepAlive();
		this.way = endpoint.transport();
	}

	ConnectionProvider.Builder bound(ConnectionProvider.Builder pool, Scheduler timer) {
		return pool.maxLifeTime(LIFE).evictionPredicate(this::isOver).evictInBackground(this.idle, timer).lifo();
	}

	/** Also where certificates were renewed since the connection was made. */
	private boolean isOver(Connection connection, ConnectionMetadata since) {
		Calls calls = connection.channel().attr(CALLS).get();
		return !connection.channel().isActive() || !connection.isPersistent() || calls == null
				|| since.idleTime() >= calls.longestIdle || !Objects.equals(calls.tls, this.way.currentTls());
	}

	HttpClient watch(HttpClient client) {
		return client.keepAlive(true).doOnChannelInit((observer, channel, address) -> watch(channel));
	}

	private void watch(Channel channel) {
		ChannelPipeline pipeline = channel.pipeline();
		if (pipeline.get(NettyPipeline.ReactiveBridge) != null && pipeline.get(NettyPipeline.HttpCodec) != null) {
			Calls calls = new Calls(this.idle, this.way.currentTls());
			channel.attr(CALLS).set(calls);
			pipeline.addBefore(NettyPipeline.HttpCodec, NAME + ".bytes", new Bytes(calls))
				.addBefore(NettyPipeline.ReactiveBridge, NAME, calls);
		}
	}

	private static void refuse(ChannelHandlerContext context, Object message) {
		ReferenceCountUtil.release(message);
		context.close();
	}

	/** Follows the calls of one connection and says after each whether it is the last. */
	private static final class Calls extends ChannelDuplexHandler {

		private final long idle;

		private final @Nullable TlsMaterial tls;

		private final AnswerEnd end = new AnswerEnd();

		private final JsonFrame document = new JsonFrame();

		/** Whether a request was begun whose answer has not ended. */
		private boolean asked;

		private @Nullable HttpResponse answer;

		/** In milliseconds. */
		private volatile long longestIdle;

		Calls(Duration idle, @Nullable TlsMaterial tls) {
			this.idle = idle.toMillis();
			this.tls = tls;
		}

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			if (message instanceof HttpRequest) {
				this.asked = true;
				this.answer = null;
				this.end.reset();
				this.document.reset();
			}
			context.write(message, promise);
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (!this.asked) {
				refuse(context, message);
				return;
			}
			if (message instanceof HttpResponse head) {
				this.answer = head;
			}
			if (message instanceof HttpContent content) {
				this.document.take(content.content());
			}
			if (message instanceof LastHttpContent last && !isInformational()) {
				this.asked = false;
				Connection.from(context.channel()).markPersistent(last.decoderResult().isSuccess() && mayBeKept());
			}
			context.fireChannelRead(message);
		}

		/** Such as 100: news on the way to the answer. */
		private boolean isInformational() {
			return this.answer != null && this.answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		}

		private boolean mayBeKept() {
			HttpResponse head = this.answer;
			if (head == null || head.status().codeClass() != HttpStatusClass.SUCCESS || !this.document.isWhole()
					|| !this.end.isReached(head)) {
				return false;
			}
			this.longestIdle = Math.min(this.idle, allowed(head.headers()));
			return this.longestIdle > 0;
		}

		/** Half of the time after which the relay says that it closes. */
		private static long allowed(HttpHeaders headers) {
			if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true)) {
				return 0;
			}
			Matcher timeout = TIMEOUT.matcher(headers.get("keep-alive", ""));
			return timeout.find() ? Long.parseLong(timeout.group(1)) * 500 : Long.MAX_VALUE;
		}

	}

	/**
	 * Sees the bytes before they are decoded. Not even the beginning of something may
	 * arrive unasked: it would be read together with the next answer.
	 */
	private static final class Bytes extends ChannelInboundHandlerAdapter {

		private final Calls calls;

		Bytes(Calls calls) {
			this.calls = calls;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (!this.calls.asked) {
				refuse(context, message);
				return;
			}
			if (message instanceof ByteBuf bytes) {
				this.calls.end.take(bytes);
			}
			context.fireChannelRead(message);
		}

	}

}
