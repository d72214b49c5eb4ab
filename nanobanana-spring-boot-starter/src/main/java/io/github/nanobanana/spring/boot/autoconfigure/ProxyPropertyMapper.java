package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.image.HttpProxy;

/**
 * Makes a proxy of its properties and notes what is wrong with them.
 */
final class ProxyPropertyMapper {

	private static final int MOST_PORT = 65_535;

	private final String prefix;

	private final NanoBananaProxyProperties properties;

	/**
	 * Looks at one proxy.
	 * @param prefix the name that the properties of its endpoint begin with
	 * @param properties the properties
	 */
	ProxyPropertyMapper(String prefix, NanoBananaProxyProperties properties) {
		this.prefix = Allowed.PROXY.under(prefix);
		this.properties = properties;
	}

	void check(ConfigurationProblems problems) {
		if (!isUsed()) {
			return;
		}
		String host = this.properties.getHost();
		problems.checkPlaceholder(Allowed.HOST.under(this.prefix), host, Allowed.HOST);
		if (!Shown.isSet(host)) {
			problems.add(ConfigurationProblem.missing(this.prefix, Allowed.HOST));
		}
		else if (host != null && !host.strip().matches("[0-9A-Za-z._:\\[\\]-]+")) {
			problems.add(new ConfigurationProblem(Allowed.HOST.under(this.prefix),
					"not shown, it is no host name and may hold a password", null, Allowed.HOST.toString()));
		}
		if (this.properties.getPort() == null) {
			problems.add(ConfigurationProblem.missing(this.prefix, Allowed.PORT));
		}
		problems.check(this.prefix, Allowed.PORT, this.properties.getPort(), (port) -> port >= 1 && port <= MOST_PORT);
		checkCredentials(problems);
	}

	private void checkCredentials(ConfigurationProblems problems) {
		problems.checkPlaceholder(Allowed.USERNAME.under(this.prefix), this.properties.getUsername(), Allowed.USERNAME);
		problems.checkPlaceholder(Allowed.PASSWORD.under(this.prefix), this.properties.getPassword(), Allowed.PASSWORD);
		boolean user = Shown.isSet(this.properties.getUsername());
		boolean password = Shown.isSet(this.properties.getPassword());
		if (password && !user) {
			problems.add(ConfigurationProblem.missing(this.prefix, Allowed.USERNAME));
		}
		if (user && !password && this.properties.getType() != ProxyType.SOCKS4) {
			problems.add(ConfigurationProblem.missing(this.prefix, Allowed.PASSWORD));
		}
	}

	private boolean isUsed() {
		return this.properties.isSet() && this.properties.getType() != ProxyType.NONE;
	}

	/**
	 * Returns the proxy, or {@code null} if there is none.
	 * @throws IllegalArgumentException if something is missing
	 */
	@Nullable HttpProxy proxy() {
		HttpProxy.Type type = Objects.requireNonNullElse(this.properties.getType(), ProxyType.HTTP).type();
		if (!isUsed() || type == null) {
			return null;
		}
		return new HttpProxy(type, Objects.requireNonNullElse(this.properties.getHost(), "").strip(),
				Objects.requireNonNullElse(this.properties.getPort(), 0), Shown.text(this.properties.getUsername()),
				Shown.text(this.properties.getPassword()));
	}

	@Override
	public String toString() {
		return this.prefix + ": " + this.properties;
	}

}
