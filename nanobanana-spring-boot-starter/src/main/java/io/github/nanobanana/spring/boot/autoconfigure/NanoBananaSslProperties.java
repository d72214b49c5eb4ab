package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Properties of TLS.
 */
public final class NanoBananaSslProperties {

	/**
	 * Name of the SSL bundle with the certificates to trust and, where the relay asks for
	 * one, the certificate to show; or 'none' for the JDK's own where another bundle
	 * would be handed down. A bundle that is renewed holds from the next connection on.
	 */
	private @Nullable String bundle;

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	@Override
	public String toString() {
		return "NanoBananaSslProperties[bundle=%s]".formatted(this.bundle);
	}

}
