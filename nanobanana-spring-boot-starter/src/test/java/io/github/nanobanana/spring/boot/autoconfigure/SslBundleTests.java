package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.image.PictureDownloadException;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * TLS by Spring Boot's SSL bundles, against a relay with a certificate that nobody else
 * trusts.
 */
class SslBundleTests {

	/** One pixel. */
	static final byte[] PNG = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

	@TempDir
	private static Path folder;

	private static TestCertificates certificates;

	private final RelaySimulator relay = RelaySimulator.start();

	private TlsFront front;

	private ApplicationContextRunner runner;

	@BeforeAll
	static void make() {
		certificates = new TestCertificates(folder).make("relay", "ip:127.0.0.1")
			.make("renewed", "ip:127.0.0.1")
			.make("elsewhere", "dns:relay.example.com")
			.make("caller", "dns:caller");
	}

	@BeforeEach
	void start() {
		this.front = new TlsFront(certificates.bundle("relay", "caller").createSslContext(), this.relay.port());
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("spring.ai.nanobanana.endpoints.a.base-url=" + this.front.baseUrl(),
					"spring.ai.nanobanana.api-key=" + this.relay.key(), "spring.ai.nanobanana.probe-interval=0")
			.withPropertyValues(bundle("relay", "relay", null))
			.withPropertyValues(bundle("both", "relay", "caller"));
	}

	@AfterEach
	void stop() {
		this.front.close();
		this.relay.close();
	}

	private static String[] bundle(String name, String trust, String keys) {
		String prefix = "spring.ssl.bundle.jks." + name + ".";
		String trusted = prefix + "truststore.location=file:" + certificates.trust(trust);
		String trustPassword = prefix + "truststore.password=" + TestCertificates.PASSWORD;
		return (keys == null) ? new String[] { trusted, trustPassword }
				: new String[] { trusted, trustPassword, prefix + "keystore.location=file:" + certificates.keys(keys),
						prefix + "keystore.password=" + TestCertificates.PASSWORD };
	}

	@Test
	void callWhenCertificateIsUnknownIsFreeAndSaysSo() {
		this.runner.run((context) -> assertThat(failure(context.getBean(ImageModel.class)).failure().kind())
			.isEqualTo(FailureKind.UNREACHABLE));
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void callWhenBundleIsSetAtAnyPlaceArrives() {
		for (String property : List.of("spring.ai.nanobanana.endpoints.a.ssl.bundle", "spring.ai.nanobanana.ssl.bundle",
				"spring.http.clients.ssl.bundle")) {
			this.runner.withPropertyValues(property + "=relay")
				.run((context) -> assertThat(picture(context.getBean(ImageModel.class))).isNotNull());
		}
		assertThat(this.relay.ledger().charges()).isEqualTo(3);
		assertThat(this.front.clients()).containsOnly("nobody");
	}

	@Test
	void bundleWhenNearerOutweighsTheOthers() {
		this.runner
			.withPropertyValues("spring.http.clients.ssl.bundle=relay",
					"spring.ai.nanobanana.endpoints.a.ssl.bundle=none")
			.run((context) -> assertThat(failure(context.getBean(ImageModel.class)).failure().kind())
				.isEqualTo(FailureKind.UNREACHABLE));
	}

	@Test
	void callWhenRelayAsksForCertificateShowsIt() {
		this.front.needCertificate();
		this.runner.withPropertyValues("spring.ai.nanobanana.endpoints.a.ssl.bundle=both")
			.run((context) -> assertThat(picture(context.getBean(ImageModel.class))).isNotNull());
		assertThat(this.front.clients()).containsOnly("CN=caller");
	}

	@Test
	void callWhenNameIsNotInCertificateFails() {
		this.front.use(certificates.bundle("elsewhere", "caller").createSslContext());
		this.runner.withPropertyValues(bundle("elsewhere", "elsewhere", null))
			.withPropertyValues("spring.ai.nanobanana.ssl.bundle=elsewhere")
			.run((context) -> assertThat(failure(context.getBean(ImageModel.class)).failure().kind())
				.isEqualTo(FailureKind.UNREACHABLE));
		assertThat(this.relay.requests()).isEmpty();
	}

	@Test
	void bundleWhenRenewedEndsConnectionsThatWereKept() {
		this.runner.withPropertyValues("spring.ai.nanobanana.ssl.bundle=relay", "spring.ai.nanobanana.keep-alive=1m")
			.run((context) -> {
				ImageModel model = context.getBean(ImageModel.class);
				assertThat(picture(model)).isNotNull();
				context.getBean(SslBundleRegistry.class)
					.updateBundle("relay", certificates.bundle("caller", "renewed"));
				assertThat(failure(model).failure().kind()).isEqualTo(FailureKind.UNREACHABLE);
			});
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void bundleWhenRenewedHoldsFromTheNextConnectionOn() {
		this.runner.withPropertyValues("spring.ai.nanobanana.ssl.bundle=relay", "spring.ai.nanobanana.keep-alive=0")
			.run((context) -> {
				ImageModel model = context.getBean(ImageModel.class);
				assertThat(picture(model)).isNotNull();
				this.front.use(certificates.bundle("renewed", "caller").createSslContext());
				assertThat(failure(model).failure().mayHaveBeenCharged()).isFalse();
				context.getBean(SslBundleRegistry.class)
					.updateBundle("relay", certificates.bundle("caller", "renewed"));
				assertThat(picture(model)).isNotNull();
			});
		assertThat(this.front.clients()).contains("CN=caller");
	}

	@Test
	void pictureOnRelaysOwnHostIsFetchedByItsBundle() {
		this.front.needCertificate();
		answerWithPictureOn(this.front);
		this.runner.withPropertyValues("spring.ai.nanobanana.endpoints.a.ssl.bundle=both")
			.run((context) -> assertThat(content(context)).isEqualTo(PNG));
		assertThat(this.relay.keyLeaks()).isEmpty();
	}

	@Test
	void pictureOnAnotherHostIsFetchedByTheTrustOfTheBundleOrOfTheJdk() {
		try (TlsFront host = new TlsFront(certificates.bundle("renewed", "caller").createSslContext(),
				this.relay.port())) {
			answerWithPictureOn(host);
			ApplicationContextRunner pictures = this.runner.withPropertyValues("spring.ai.nanobanana.ssl.bundle=both",
					"spring.ai.nanobanana.image.allow-private-addresses=true",
					"spring.ai.nanobanana.image.download-attempts=1");
			pictures.run((context) -> assertThatExceptionOfType(PictureDownloadException.class)
				.isThrownBy(() -> content(context))
				.withMessageContaining("SSLHandshakeException"));
			jdkTrusts(pictures, "renewed").run((context) -> assertThat(content(context)).isEqualTo(PNG));
			host.use(certificates.bundle("relay", "caller").createSslContext());
			jdkTrusts(pictures, "renewed").run((context) -> assertThat(content(context)).isEqualTo(PNG));
			assertThat(host.clients()).as("neither shows a certificate").containsExactly("nobody", "nobody");
		}
	}

	@Test
	void pictureOnAnotherHostWhenItsNameIsNotInTheCertificateIsNotFetched() {
		try (TlsFront host = new TlsFront(certificates.bundle("elsewhere", "caller").createSslContext(),
				this.relay.port())) {
			answerWithPictureOn(host);
			jdkTrusts(this.runner, "elsewhere")
				.withPropertyValues("spring.ai.nanobanana.ssl.bundle=both",
						"spring.ai.nanobanana.image.allow-private-addresses=true",
						"spring.ai.nanobanana.image.download-attempts=1")
				.run((context) -> assertThatExceptionOfType(PictureDownloadException.class)
					.isThrownBy(() -> content(context))
					.withMessageContaining("SSLHandshakeException"));
		}
	}

	@Test
	void callWhenOnlyTheJdkTrustsTheRelayIsNotSent() {
		jdkTrusts(this.runner, "renewed").withPropertyValues("spring.ai.nanobanana.ssl.bundle=relay").run((context) -> {
			this.front.use(certificates.bundle("renewed", "caller").createSslContext());
			assertThat(failure(context.getBean(ImageModel.class)).failure().kind()).isEqualTo(FailureKind.UNREACHABLE);
		});
		assertThat(this.relay.requests()).isEmpty();
	}

	private static ApplicationContextRunner jdkTrusts(ApplicationContextRunner runner, String name) {
		return runner.withSystemProperties("javax.net.ssl.trustStore=" + certificates.trust(name),
				"javax.net.ssl.trustStorePassword=" + TestCertificates.PASSWORD);
	}

	private void answerWithPictureOn(TlsFront host) {
		this.relay.always(Misbehaviour
			.answer(200, "application/json", "{\"data\":[{\"url\":\"%s/cat.png\"}]}".formatted(host.baseUrl()))
			.onPath("/v1/**"));
		this.relay.always(Misbehaviour.answer(200, Map.of("Content-Type", "image/png"), PNG).onPath("/cat.png"));
	}

	private static byte[] content(ApplicationContext context) throws IOException {
		return ((NanoBananaImage) picture(context.getBean(ImageModel.class)).getResult().getOutput()).getContent()
			.getContentAsByteArray();
	}

	@Test
	void startWhenBundlesAreMissingOrBrokenNamesAllOfThem() {
		this.runner
			.withPropertyValues("spring.ai.nanobanana.ssl.bundle=nowhere",
					"spring.ai.nanobanana.endpoints.b.base-url=https://b.example.com",
					"spring.ai.nanobanana.endpoints.b.ssl.bundle=broken",
					"spring.ssl.bundle.jks.broken.keystore.location=file:" + certificates.keys("caller"),
					"spring.ssl.bundle.jks.broken.keystore.password=wrong")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class)
				.hasMessageContaining("spring.ai.nanobanana.ssl.bundle is \"nowhere\"")
				.hasMessageContaining("there is both, broken, relay")
				.hasMessageContaining("spring.ai.nanobanana.endpoints.b.ssl.bundle is \"broken\"")
				.hasMessageNotContaining("wrong;"));
	}

	@Test
	void startWhenApplicationHasNoBundlesSaysSo() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
			.withPropertyValues("spring.ai.nanobanana.base-url=https://relay.example.com",
					"spring.ai.nanobanana.api-key=sk-test", "spring.http.clients.ssl.bundle=relay")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring.http.clients.ssl.bundle is \"relay\"")
				.hasMessageContaining("no SSL bundles"));
	}

	private static ImageResponse picture(ImageModel model) {
		return model.call(new ImagePrompt("a cat"));
	}

	private static RelayException failure(ImageModel model) {
		return catchThrowableOfType(RelayException.class, () -> picture(model));
	}

}
