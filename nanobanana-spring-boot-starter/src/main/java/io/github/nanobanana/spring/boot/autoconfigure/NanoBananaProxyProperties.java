package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Properties of a proxy. The text form never shows user name and password.
 */
public final class NanoBananaProxyProperties {

	/**
	 * How the proxy is spoken to, or 'none' for no proxy where another would be handed
	 * down.
	 */
	private @Nullable ProxyType type;

	/**
	 * Name or address of the proxy.
	 */
	private @Nullable String host;

	/**
	 * Port of the proxy.
	 */
	private @Nullable Integer port;

	/**
	 * User name for the proxy.
	 */
	private @Nullable String username;

	/**
	 * Password for the proxy.
	 */
	private @Nullable String password;

	public @Nullable ProxyType getType() {
		return this.type;
	}

	public void setType(@Nullable ProxyType type) {
		this.type = type;
	}

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	/** Whether anything at all is said of a proxy. */
	boolean isSet() {
		return this.type != null || this.port != null || Shown.isSet(this.host) || Shown.isSet(this.username)
				|| Shown.isSet(this.password);
	}

	@Override
	public String toString() {
		return "NanoBananaProxyProperties[type=%s, host=%s, port=%s, username=%s, password=%s]".formatted(this.type,
				this.host, this.port, Shown.secret(this.username), Shown.secret(this.password));
	}

}
