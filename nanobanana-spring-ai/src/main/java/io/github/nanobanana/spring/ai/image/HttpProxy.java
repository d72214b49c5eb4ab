package io.github.nanobanana.spring.ai.image;

import org.jspecify.annotations.Nullable;

/**
 * A proxy on the way to a relay or to a picture. It resolves the names of hosts itself.
 *
 * @param type how the proxy is spoken to
 * @param host its name or address
 * @param port its port, 1 to 65535
 * @param username whom it knows, or {@code null}
 * @param password the password, which is a secret, or {@code null}
 */
public record HttpProxy(Type type, String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * Checks what a connection would stumble over.
	 * @throws IllegalArgumentException if the host is empty, the port none, or a user
	 * name without a password is given to a proxy that takes both
	 */
	public HttpProxy {
		if (host.isBlank()) {
			throw new IllegalArgumentException("A proxy needs a host.");
		}
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("The port of a proxy is 1 to 65535, not " + port + ".");
		}
		if (type != Type.SOCKS4 && (username == null) != (password == null)) {
			throw new IllegalArgumentException("A proxy needs both user name and password, or none of them.");
		}
	}

	/**
	 * A proxy that lets everybody through.
	 * @param type how the proxy is spoken to
	 * @param host its name or address
	 * @param port its port, 1 to 65535
	 * @return a proxy without a user name
	 */
	public static HttpProxy of(Type type, String host, int port) {
		return new HttpProxy(type, host, port, null, null);
	}

	/**
	 * Says nothing of user name and password.
	 */
	@Override
	public String toString() {
		return "HttpProxy[%s, %s:%d]".formatted(this.type, this.host, this.port);
	}

	/**
	 * How a proxy is spoken to.
	 */
	public enum Type {

		/** By {@code CONNECT}, for http and https alike. */
		HTTP,

		/** SOCKS 4a, which knows a user name and no password. */
		SOCKS4,

		/** SOCKS 5. */
		SOCKS5

	}

}
