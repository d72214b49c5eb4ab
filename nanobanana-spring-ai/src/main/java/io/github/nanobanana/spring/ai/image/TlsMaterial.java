package io.github.nanobanana.spring.ai.image;

import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * What a TLS connection is made with: whom it trusts, and the certificate it shows.
 *
 * @param context holds trust and keys
 * @param protocols the protocols allowed, such as {@code TLSv1.3}; the JDK's own if empty
 * @param ciphers the cipher suites allowed; the JDK's own if empty
 */
public record TlsMaterial(SSLContext context, List<String> protocols, List<String> ciphers) {

	public TlsMaterial {
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * Material with the protocols and cipher suites of the JDK.
	 * @param context holds trust and keys
	 * @return new material
	 */
	public static TlsMaterial of(SSLContext context) {
		return new TlsMaterial(context, List.of(), List.of());
	}

}
