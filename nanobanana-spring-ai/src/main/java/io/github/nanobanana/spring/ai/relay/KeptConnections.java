package io.github.nanobanana.spring.ai.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.image.TlsMaterial;

/**
 * Lets a connection carry another call, but only where neither call can come to harm: the
 * answer before was a success that says {@code Connection: keep-alive}, as nginx and
 * Cloudflare do, its document ended exactly where its length said, nothing had arrived
 * behind it, and the connection has been idle for a moment at most, half of what a
 * {@code Keep-Alive} header allows. What is left is a relay that breaks off, or sends
 * something unasked, in just that moment: the call counts as sent, and its outcome is
 * unknown.
 */
final class KeptConnections {

	/**
	 * The longest life of a connection under steady load. Then the name is resolved anew.
	 */
	private static final Duration LIFE = Duration.ofMinutes(1);

	private static final String NAME = "nanobanana.keptConnection";

	private static final AttributeKey<Kept> KEPT = AttributeKey.valueOf(NAME);

	private static final Pattern TIMEOUT = Pattern.compile("(?i)timeout *= *(\\d{1,9})");

	private static final Log logger = LogFactory.getLog(KeptConnections.class);

	private final Duration idle;

	private final HttpTransport way;

	private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

	KeptConnections(RelayEndpoint endpoint) {
		this.idle = endpoint.keepAlive();
		this.way = endpoint.transport();
	}

	ConnectionProvider.Builder bound(ConnectionProvider.Builder pool) {
		return pool.maxLifeTime(LIFE).evictionPredicate(this::isOver).evictInBackground(this.idle).lifo();
	}

	/**
	 * Also where certificates were renewed since the connection was made. Must not throw:
	 * the pool would stand still.
	 */
	private boolean isOver(Connection connection, ConnectionMetadata since) {
		Kept kept = connection.channel().attr(KEPT).get();
		if (kept == null || !connection.channel().isActive() || !connection.isPersistent()) {
			return true;
		}
		try {
			return since.idleTime() >= kept.longestIdle || !Objects.equals(kept.tls, this.way.currentTls());
		}
		catch (RuntimeException ex) {
			logger.debug("It is not known whether a connection may be used again, so it is not", ex);
			return true;
		}
	}

	HttpClient watch(HttpClient client) {
		return client.keepAlive(true).doOnChannelInit((observer, channel, address) -> watch(channel));
	}

	private void watch(Channel channel) {
		ChannelPipeline pipeline = channel.pipeline();
		if (pipeline.get(NettyPipeline.ReactiveBridge) != null && pipeline.get(NettyPipeline.HttpCodec) != null) {
			Kept kept = new Kept(channel, this.way.currentTls());
			channel.attr(KEPT).set(kept);
			this.channels.add(channel);
			AnswerWatch answers = new AnswerWatch(kept::answered);
			pipeline.addBefore(NettyPipeline.HttpCodec, NAME + ".bytes", answers.bytes())
				.addBefore(NettyPipeline.ReactiveBridge, NAME, answers);
		}
	}

	/**
	 * Closes what no call is using. A call that is being given a connection is given
	 * another one.
	 */
	void closeIdle() {
		this.channels.forEach((channel) -> channel.eventLoop().execute(() -> {
			Kept kept = channel.attr(KEPT).get();
			boolean hasCarried = kept != null && kept.longestIdle > 0;
			if (hasCarried && Connection.from(channel).as(ChannelOperations.class) == null) {
				channel.close();
			}
		}));
	}

	@Override
	public String toString() {
		return "KeptConnections[idle=%s, open=%d]".formatted(this.idle, this.channels.size());
	}

	/** What is known of one connection. */
	private final class Kept {

		private final Channel channel;

		private final @Nullable TlsMaterial tls;

		/** In milliseconds. */
		private volatile long longestIdle;

		Kept(Channel channel, @Nullable TlsMaterial tls) {
			this.channel = channel;
			this.tls = tls;
		}

		/**
		 * Says whether the connection may be used again. A handler that times an answer
		 * would time the next one.
		 */
		void answered(HttpResponse head, boolean exact) {
			this.longestIdle = Math.min(KeptConnections.this.idle.toMillis(), allowed(head.headers()));
			boolean fit = exact && this.longestIdle > 0 && head.status().codeClass() == HttpStatusClass.SUCCESS
					&& HttpUtil.isKeepAlive(head)
					&& this.channel.pipeline().get(NettyPipeline.ResponseTimeoutHandler) == null;
			Connection.from(this.channel).markPersistent(fit);
		}

		/** Half of the time after which the relay says that it closes. */
		private static long allowed(HttpHeaders headers) {
			if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true)) {
				return 0;
			}
			String words = headers.get("keep-alive");
			if (words == null) {
				return Long.MAX_VALUE;
			}
			Matcher timeout = TIMEOUT.matcher(words);
			return timeout.find() ? Long.parseLong(timeout.group(1)) * 500 : Long.MAX_VALUE;
		}

	}

}
