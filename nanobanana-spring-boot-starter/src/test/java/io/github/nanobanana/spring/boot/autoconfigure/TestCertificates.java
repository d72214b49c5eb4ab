package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Key stores and trust stores made by the JDK's keytool in a folder.
 */
final class TestCertificates {

	static final String PASSWORD = "store-password";

	private final Path folder;

	TestCertificates(Path folder) {
		this.folder = folder;
	}

	/**
	 * Makes a key with a certificate that vouches for itself, and a trust store with it.
	 * @param name the subject and the names of the files
	 * @param subjectAlternative for whom it holds, such as {@code ip:127.0.0.1}
	 */
	TestCertificates make(String name, String subjectAlternative) {
		keytool("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", name, "-dname", "CN=" + name,
				"-ext", "san=" + subjectAlternative, "-validity", "30", "-keystore", keys(name));
		keytool("-exportcert", "-rfc", "-alias", name, "-keystore", keys(name), "-file", certificate(name));
		keytool("-importcert", "-noprompt", "-alias", name, "-file", certificate(name), "-keystore", trust(name));
		return this;
	}

	String keys(String name) {
		return this.folder.resolve(name + "-keys.p12").toString();
	}

	String trust(String name) {
		return this.folder.resolve(name + "-trust.p12").toString();
	}

	String certificate(String name) {
		return this.folder.resolve(name + ".crt").toString();
	}

	SslBundle bundle(String keys, String trust) {
		return SslBundle.of(stores(keys, trust));
	}

	private SslStoreBundle stores(String keys, String trust) {
		return new JksSslStoreBundle(JksSslStoreDetails.forLocation(keys(keys)).withPassword(PASSWORD),
				JksSslStoreDetails.forLocation(trust(trust)).withPassword(PASSWORD));
	}

	private static void keytool(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes());
			assertThat(process.waitFor()).as(output).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
