package io.github.nanobanana.spring.boot.autoconfigure;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Trust in whom an SSL bundle trusts, and then in whom the JDK does, which is read when
 * the bundle first does not. Both check the name of the host themselves.
 */
final class JdkTrustToo extends X509ExtendedTrustManager {

	private final X509ExtendedTrustManager bundle;

	private @Nullable X509ExtendedTrustManager jdk;

	private JdkTrustToo(X509ExtendedTrustManager bundle) {
		this.bundle = bundle;
	}

	/**
	 * Returns the trust of a bundle made broader. Trust managers of a kind that leaves
	 * the name of the host to others stay as they are.
	 */
	static TrustManager[] with(TrustManager[] bundle) {
		X509ExtendedTrustManager own = extended(bundle);
		return (own != null) ? new TrustManager[] { new JdkTrustToo(own) } : bundle;
	}

	private static @Nullable X509ExtendedTrustManager extended(TrustManager[] managers) {
		return (managers.length == 1 && managers[0] instanceof X509ExtendedTrustManager extended) ? extended : null;
	}

	private synchronized X509ExtendedTrustManager jdk() throws CertificateException {
		X509ExtendedTrustManager known = this.jdk;
		if (known == null) {
			known = readJdk();
			this.jdk = known;
		}
		return known;
	}

	private static X509ExtendedTrustManager readJdk() throws CertificateException {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			X509ExtendedTrustManager read = extended(factory.getTrustManagers());
			if (read != null) {
				return read;
			}
			throw new CertificateException("The JDK's trust does not check names of hosts.");
		}
		catch (GeneralSecurityException ex) {
			throw new CertificateException("The JDK's trust cannot be used: " + ex.getMessage(), ex);
		}
	}

	private void either(Check check) throws CertificateException {
		try {
			check.by(this.bundle);
		}
		catch (CertificateException ex) {
			try {
				check.by(jdk());
			}
			catch (CertificateException second) {
				ex.addSuppressed(second);
				throw ex;
			}
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		either((trust) -> trust.checkServerTrusted(chain, authType, engine));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		either((trust) -> trust.checkServerTrusted(chain, authType, socket));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		either((trust) -> trust.checkServerTrusted(chain, authType));
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.bundle.checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.bundle.checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.bundle.checkClientTrusted(chain, authType);
	}

	/** Those of the bundle alone: only servers ask, to name them to clients. */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.bundle.getAcceptedIssuers();
	}

	@Override
	public String toString() {
		return "JdkTrustToo";
	}

	/**
	 * A look at one certificate.
	 */
	private interface Check {

		void by(X509ExtendedTrustManager trust) throws CertificateException;

	}

}
