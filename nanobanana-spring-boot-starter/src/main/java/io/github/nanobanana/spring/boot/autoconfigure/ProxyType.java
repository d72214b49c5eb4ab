package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.HttpProxy;

/**
 * How a proxy is spoken to, as the configuration writes it.
 */
public enum ProxyType {

	/** By CONNECT, for http and https alike. */
	HTTP(HttpProxy.Type.HTTP),

	/** SOCKS 4a. */
	SOCKS4(HttpProxy.Type.SOCKS4),

	/** SOCKS 5. */
	SOCKS5(HttpProxy.Type.SOCKS5),

	/** No proxy. */
	NONE(null);

	private final HttpProxy.@Nullable Type type;

	ProxyType(HttpProxy.@Nullable Type type) {
		this.type = type;
	}

	HttpProxy.@Nullable Type type() {
		return this.type;
	}

}
