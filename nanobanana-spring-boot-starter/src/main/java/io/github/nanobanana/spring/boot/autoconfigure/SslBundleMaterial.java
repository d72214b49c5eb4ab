package io.github.nanobanana.spring.boot.autoconfigure;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

import io.github.nanobanana.spring.ai.image.TlsMaterial;

/**
 * The TLS material of an SSL bundle as it is now: a bundle that was renewed holds from
 * the next connection on, and one that was renewed and cannot be used changes nothing.
 */
final class SslBundleMaterial implements Supplier<TlsMaterial> {

	private static final Log logger = LogFactory.getLog(SslBundleMaterial.class);

	private final String name;

	private final Function<SslBundle, SSLContext> contexts;

	private volatile TlsMaterial current;

	private SslBundleMaterial(SslBundles bundles, String name, Function<SslBundle, SSLContext> contexts) {
		this.name = name;
		this.contexts = contexts;
		this.current = material(bundles.getBundle(name));
		bundles.addBundleUpdateHandler(name, this::renew);
	}

	/**
	 * Trust, and the certificate to show to a relay that asks for one.
	 */
	static SslBundleMaterial whole(SslBundles bundles, String name) {
		return new SslBundleMaterial(bundles, name, SslBundle::createSslContext);
	}

	/**
	 * Trust alone, and that of the JDK beside it, for hosts that are not to know who asks
	 * and that may be anybody's.
	 */
	static SslBundleMaterial trust(SslBundles bundles, String name) {
		return new SslBundleMaterial(bundles, name, SslBundleMaterial::withoutKeys);
	}

	private static SSLContext withoutKeys(SslBundle bundle) {
		try {
			SSLContext context = SSLContext.getInstance(bundle.getProtocol());
			context.init(null, JdkTrustToo.with(bundle.getManagers().getTrustManagers()), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The trust of the SSL bundle cannot be used: " + ex.getMessage(), ex);
		}
	}

	private void renew(SslBundle bundle) {
		try {
			this.current = material(bundle);
			logger.info("SSL bundle '%s' was renewed and holds from the next connection on".formatted(this.name));
		}
		catch (RuntimeException ex) {
			logger.error("SSL bundle '%s' was renewed and cannot be used; the one before stays".formatted(this.name),
					ex);
		}
	}

	private TlsMaterial material(SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		return new TlsMaterial(this.contexts.apply(bundle), list(options.getEnabledProtocols()),
				list(options.getCiphers()));
	}

	private static List<String> list(String @Nullable [] names) {
		return (names != null) ? Arrays.asList(names) : List.of();
	}

	@Override
	public TlsMaterial get() {
		return this.current;
	}

	@Override
	public String toString() {
		return "SslBundleMaterial[" + this.name + "]";
	}

}
