package io.github.nanobanana.spring.ai.image;

import java.net.SocketAddress;
import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;

/**
 * One bound for each step in which a connection comes about: TCP, the proxy's consent,
 * TLS. Reactor Netty has a setting for each of them, two of which belong to proxies and
 * TLS that a customizer may replace, so the handlers themselves are told.
 */
public final class ConnectTimeout implements ChannelPipelineConfigurer {

	private final int millis;

	private ConnectTimeout(int millis) {
		this.millis = millis;
	}

	/**
	 * Bounds the steps of a client's connections, whatever was set before.
	 * @param client the client
	 * @param timeout the longest time for one step, at least 1 ms
	 * @return the client with the bound
	 */
	public static HttpClient bound(HttpClient client, Duration timeout) {
		int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
		return client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis).doOnChannelInit(new ConnectTimeout(millis));
	}

	@Override
	public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remoteAddress) {
		ProxyHandler proxy = channel.pipeline().get(ProxyHandler.class);
		if (proxy != null) {
			proxy.setConnectTimeoutMillis(this.millis);
		}
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls != null) {
			tls.setHandshakeTimeoutMillis(this.millis);
		}
	}

	@Override
	public String toString() {
		return "ConnectTimeout[" + this.millis + " ms]";
	}

}
