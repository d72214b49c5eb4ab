package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

import io.github.nanobanana.spring.ai.image.HttpProxy;
import io.github.nanobanana.spring.ai.image.HttpTransport;
import io.github.nanobanana.spring.ai.image.PictureDownloaderBuilder;

/**
 * Makes the way to each relay, and to pictures, of the properties, and notes what is
 * wrong with them. What an endpoint does not say is handed down: from the properties of
 * all endpoints, and then from those of all HTTP clients of the application.
 */
final class TransportPropertyMapper {

	private static final String ROOT = NanoBananaProperties.CONFIG_PREFIX;

	private static final String NO_BUNDLE = "none";

	private static final Duration LONGEST_CONNECT_TIMEOUT = Duration.ofMinutes(5);

	private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofMillis(10);

	private static final Duration LONGEST_KEEP_ALIVE = Duration.ofMinutes(1);

	private static final Duration LONGEST_READ_TIMEOUT = Duration.ofHours(1);

	private final NanoBananaProperties properties;

	private final HttpClientDefaults defaults;

	private final @Nullable SslBundleMaterials bundles;

	private final ConfigurationProblems problems;

	/**
	 * Looks at the properties.
	 * @param properties the properties of all endpoints
	 * @param defaults those of all clients
	 * @param bundles the application's SSL bundles, or {@code null} while a failure is
	 * explained and no bean can be asked
	 * @param problems takes what is wrong
	 */
	TransportPropertyMapper(NanoBananaProperties properties, HttpClientDefaults defaults,
			@Nullable SslBundleMaterials bundles, ConfigurationProblems problems) {
		this.properties = properties;
		this.defaults = defaults;
		this.bundles = bundles;
		this.problems = problems;
	}

	/**
	 * Looks at the properties alone.
	 */
	static TransportPropertyMapper unasked(NanoBananaProperties properties, ConfigurationProblems problems) {
		return new TransportPropertyMapper(properties, new HttpClientDefaults(null, null, null), null, problems);
	}

	void check(String prefix, NanoBananaEndpointProperties endpoint) {
		this.problems.check(prefix, Allowed.CONNECT_TIMEOUT, endpoint.getConnectTimeout(),
				(timeout) -> isUpTo(timeout, LONGEST_CONNECT_TIMEOUT));
		this.problems.check(prefix, Allowed.KEEP_ALIVE, endpoint.getKeepAlive(), (idle) -> idle.isZero()
				|| idle.compareTo(SHORTEST_KEEP_ALIVE) >= 0 && idle.compareTo(LONGEST_KEEP_ALIVE) <= 0);
		this.problems.check(prefix, Allowed.READ_TIMEOUT, endpoint.getReadTimeout(),
				(timeout) -> isUpTo(timeout, LONGEST_READ_TIMEOUT));
		new ProxyPropertyMapper(prefix, endpoint.getProxy()).check(this.problems);
		Bundle bundle = bundle(prefix, endpoint);
		if (bundle != null) {
			material(bundle, false);
		}
	}

	private static boolean isUpTo(Duration time, Duration longest) {
		return time.toMillis() >= 1 && time.compareTo(longest) <= 0;
	}

	/** The time for a connection, or {@code null} for the library's own. */
	@Nullable Duration connectTimeout(NanoBananaEndpointProperties endpoint) {
		Duration said = first(endpoint.getConnectTimeout(), this.properties.getConnectTimeout());
		Duration inherited = this.defaults.connectTimeout();
		if (said != null || inherited == null) {
			return said;
		}
		return (inherited.compareTo(LONGEST_CONNECT_TIMEOUT) > 0) ? LONGEST_CONNECT_TIMEOUT : inherited;
	}

	/** How long connections may be idle, or {@code null} for the library's own. */
	@Nullable Duration keepAlive(NanoBananaEndpointProperties endpoint) {
		return first(endpoint.getKeepAlive(), this.properties.getKeepAlive());
	}

	/**
	 * The way to an endpoint. The read timeout of all clients is not handed down to it:
	 * made for answers that come at once, it would end calls that are at work and paid
	 * for.
	 */
	HttpTransport transport(String prefix, NanoBananaEndpointProperties endpoint) {
		HttpTransport way = HttpTransport.direct()
			.withProxy(proxy(endpoint))
			.withReadTimeout(first(endpoint.getReadTimeout(), this.properties.getReadTimeout()));
		Bundle bundle = bundle(prefix, endpoint);
		SslBundleMaterial material = (bundle != null) ? material(bundle, false) : null;
		return (material != null) ? way.withTls(material) : way;
	}

	/**
	 * The way to the hosts of pictures: no client certificate is shown there, and whom
	 * the JDK trusts is trusted too.
	 */
	void pictures(PictureDownloaderBuilder downloads) {
		HttpTransport way = HttpTransport.direct().withProxy(proxy(this.properties));
		Bundle bundle = bundle(ROOT, this.properties);
		SslBundleMaterial material = (bundle != null) ? material(bundle, true) : null;
		downloads.transport((material != null) ? way.withTls(material) : way);
		Duration connectTimeout = connectTimeout(this.properties);
		if (connectTimeout != null) {
			downloads.connectTimeout(connectTimeout);
		}
		Duration readTimeout = first(this.properties.getReadTimeout(), this.defaults.readTimeout());
		if (readTimeout != null) {
			downloads.readTimeout(readTimeout);
		}
	}

	/**
	 * Whether pictures are fetched through a proxy, which resolves names out of sight.
	 */
	boolean isProxiedForPictures() {
		return this.properties.getProxy().isSet() && this.properties.getProxy().getType() != ProxyType.NONE;
	}

	private @Nullable HttpProxy proxy(NanoBananaEndpointProperties endpoint) {
		NanoBananaProxyProperties said = endpoint.getProxy().isSet() ? endpoint.getProxy() : this.properties.getProxy();
		return new ProxyPropertyMapper(ROOT, said).proxy();
	}

	private @Nullable Bundle bundle(String prefix, NanoBananaEndpointProperties endpoint) {
		Bundle bundle = Stream
			.of(new Bundle(Allowed.BUNDLE.under(prefix + ".ssl"), endpoint.getSsl().getBundle()),
					new Bundle(Allowed.BUNDLE.under(ROOT + ".ssl"), this.properties.getSsl().getBundle()),
					new Bundle(HttpClientDefaults.PREFIX + ".ssl.bundle", this.defaults.bundle()))
			.filter((candidate) -> Shown.isSet(candidate.name()))
			.findFirst()
			.orElse(null);
		return (bundle == null || NO_BUNDLE.equalsIgnoreCase(bundle.name())) ? null : bundle;
	}

	private @Nullable SslBundleMaterial material(Bundle bundle, boolean trustOnly) {
		SslBundleMaterials all = this.bundles;
		if (all == null) {
			return null;
		}
		String name = Objects.requireNonNull(bundle.name());
		try {
			return trustOnly ? all.trust(name) : all.whole(name);
		}
		catch (RuntimeException ex) {
			String others = all.names().isEmpty() ? "" : "; there is " + String.join(", ", all.names());
			this.problems.add(new ConfigurationProblem(bundle.property(), Shown.value(name),
					NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), Allowed.BUNDLE + others));
			return null;
		}
	}

	private static <T> @Nullable T first(@Nullable T own, @Nullable T handedDown) {
		return (own != null) ? own : handedDown;
	}

	@Override
	public String toString() {
		return "TransportPropertyMapper[" + this.defaults + "]";
	}

	/**
	 * An SSL bundle and the property that names it.
	 */
	private record Bundle(String property, @Nullable String name) {

	}

}
