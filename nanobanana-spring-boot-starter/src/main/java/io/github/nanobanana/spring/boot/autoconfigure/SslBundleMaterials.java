package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/**
 * The TLS material of the application's SSL bundles, one for all who use a bundle: Spring
 * Boot keeps whoever asks to be told of a renewal for good.
 */
final class SslBundleMaterials {

	private final @Nullable SslBundles bundles;

	private final Map<String, SslBundleMaterial> whole = new ConcurrentHashMap<>();

	private final Map<String, SslBundleMaterial> trust = new ConcurrentHashMap<>();

	SslBundleMaterials(@Nullable SslBundles bundles) {
		this.bundles = bundles;
	}

	/**
	 * Trust, and the certificate to show to a relay that asks for one.
	 * @throws NoSuchSslBundleException if there is no such bundle
	 * @throws RuntimeException if the bundle cannot be used
	 */
	SslBundleMaterial whole(String name) {
		SslBundles all = bundles(name);
		return this.whole.computeIfAbsent(name, (ignored) -> SslBundleMaterial.whole(all, name));
	}

	/**
	 * Trust alone, and that of the JDK beside it, for hosts that are not to know who asks
	 * and that may be anybody's.
	 * @throws NoSuchSslBundleException if there is no such bundle
	 * @throws RuntimeException if the bundle cannot be used
	 */
	SslBundleMaterial trust(String name) {
		SslBundles all = bundles(name);
		return this.trust.computeIfAbsent(name, (ignored) -> SslBundleMaterial.trust(all, name));
	}

	private SslBundles bundles(String name) {
		if (this.bundles == null) {
			throw new NoSuchSslBundleException(name, "the application has no SSL bundles");
		}
		return this.bundles;
	}

	List<String> names() {
		return (this.bundles != null) ? this.bundles.getBundleNames() : List.of();
	}

	@Override
	public String toString() {
		return "SslBundleMaterials" + this.whole.keySet();
	}

}
