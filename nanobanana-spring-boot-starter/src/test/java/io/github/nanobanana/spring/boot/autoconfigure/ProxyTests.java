package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.image.PictureDownloadException;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Relays and pictures behind a proxy, which alone knows the name of the relay.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProxyTests {

	private static final String PREFIX = "spring.ai.nanobanana.";

	private static final String PASSWORD = "sk-secret-of-the-proxy";

	private final RelaySimulator relay = RelaySimulator.start();

	private final TestProxy proxy = new TestProxy();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues(PREFIX + "endpoints.a.base-url=http://relay.invalid:" + this.relay.port(),
				PREFIX + "api-key=" + this.relay.key(), PREFIX + "probe-interval=0");

	@AfterEach
	void stop() {
		this.proxy.close();
		this.relay.close();
	}

	private ApplicationContextRunner proxied(String prefix, String type) {
		return this.runner.withPropertyValues(prefix + "proxy.type=" + type, prefix + "proxy.host=127.0.0.1",
				prefix + "proxy.port=" + this.proxy.port());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "socks5" })
	void callWhenProxyIsSetForAllGoesThroughIt(String type) {
		proxied(PREFIX, type).withPropertyValues(PREFIX + "image.allow-private-addresses=true")
			.run((context) -> assertThat(picture(context.getBean(ImageModel.class))).isNotNull());
		assertThat(this.proxy.targets()).containsExactly("relay.invalid:" + this.relay.port());
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "socks5" })
	void callWhenProxyKnowsUserGoesThroughIt(String type) {
		this.proxy.require("me", PASSWORD);
		proxied(PREFIX + "endpoints.a.", type)
			.withPropertyValues(PREFIX + "endpoints.a.proxy.username=me",
					PREFIX + "endpoints.a.proxy.password=" + PASSWORD)
			.run((context) -> {
				assertThat(picture(context.getBean(ImageModel.class))).isNotNull();
				assertThat(context.getBean(NanoBananaProperties.class).toString()).contains("127.0.0.1")
					.doesNotContain(PASSWORD);
			});
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("proxy-authorization")).isNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "socks5" })
	void callWhenProxyRefusesIsFreeAndShowsNoPassword(String type, CapturedOutput output) {
		this.proxy.require("me", "another");
		proxied(PREFIX + "endpoints.a.", type)
			.withPropertyValues(PREFIX + "endpoints.a.proxy.username=me",
					PREFIX + "endpoints.a.proxy.password=" + PASSWORD)
			.run((context) -> {
				RelayException failed = failure(context.getBean(ImageModel.class));
				assertThat(failed.failure().kind()).as(failed.toString()).isEqualTo(FailureKind.UNREACHABLE);
				assertThat(failed).hasMessageContaining("the proxy made no connection");
			});
		assertThat(this.relay.requests()).isEmpty();
		assertThat(output).doesNotContain(PASSWORD);
	}

	@Test
	void callWhenEndpointSaysNoneGoesStraight() {
		proxied(PREFIX, "http")
			.withPropertyValues(PREFIX + "image.allow-private-addresses=true", PREFIX + "endpoints.a.proxy.type=none",
					PREFIX + "endpoints.a.base-url=" + this.relay.baseUrl())
			.run((context) -> assertThat(picture(context.getBean(ImageModel.class))).isNotNull());
		assertThat(this.proxy.targets()).isEmpty();
	}

	@Test
	void callWhenProxyIsUnreachableIsFree() {
		int port = this.proxy.port();
		this.proxy.close();
		this.runner
			.withPropertyValues(PREFIX + "endpoints.a.proxy.host=127.0.0.1", PREFIX + "endpoints.a.proxy.port=" + port)
			.run((context) -> assertThat(failure(context.getBean(ImageModel.class)).failure().kind())
				.isEqualTo(FailureKind.UNREACHABLE));
	}

	@Test
	void pictureWhenProxyIsSetForAllIsFetchedThroughIt() {
		answerWithPictureElsewhere();
		proxied(PREFIX, "http")
			.withPropertyValues(PREFIX + "image.allow-private-addresses=true", PREFIX + "image.allow-http=true",
					PREFIX + "endpoints.a.proxy.type=none", PREFIX + "endpoints.a.base-url=" + this.relay.baseUrl())
			.run((context) -> assertThat(content(context.getBean(ImageModel.class))).isPositive());
		assertThat(this.proxy.targets()).containsExactly("pictures.invalid:" + this.relay.port());
	}

	@Test
	void pictureWhenOnRelaysOwnHostIsFetchedThroughItsProxy() {
		proxied(PREFIX + "endpoints.a.", "http").withPropertyValues(PREFIX + "image.response-format=url")
			.run((context) -> assertThat(content(context.getBean(ImageModel.class))).isPositive());
		assertThat(this.proxy.targets()).hasSize(2).containsOnly("relay.invalid:" + this.relay.port());
	}

	@Test
	void pictureWhenOnlyEndpointHasProxyIsGuarded() {
		this.relay.always(picture("127.0.0.1"));
		proxied(PREFIX + "endpoints.a.", "http").withPropertyValues(PREFIX + "image.allow-http=true")
			.run((context) -> assertThatExceptionOfType(PictureDownloadException.class)
				.isThrownBy(() -> content(context.getBean(ImageModel.class)))
				.withMessageContaining("not on the public internet"));
		assertThat(this.proxy.targets()).containsExactly("relay.invalid:" + this.relay.port());
	}

	private void answerWithPictureElsewhere() {
		this.relay.always(picture("pictures.invalid"));
		this.relay.always(
				Misbehaviour.answer(200, Map.of("Content-Type", "image/png"), SslBundleTests.PNG).onPath("/cat.png"));
	}

	private Misbehaviour picture(String host) {
		return Misbehaviour
			.answer(200, "application/json",
					"{\"data\":[{\"url\":\"http://%s:%d/cat.png\"}]}".formatted(host, this.relay.port()))
			.onPath("/v1/**");
	}

	@Test
	void startWhenPicturesWouldGoThroughProxyUncheckedFails() {
		proxied(PREFIX, "http").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining(PREFIX + "image.allow-private-addresses is \"false\"")
			.hasMessageContaining("which resolves names out of sight")
			.hasMessageContaining("true, if the proxy itself refuses private addresses"));
	}

	@Test
	void startWhenProxyIsNotWholeNamesEverything() {
		this.runner
			.withPropertyValues(PREFIX + "proxy.type=none", PREFIX + "endpoints.a.proxy.username=me",
					PREFIX + "endpoints.b.base-url=https://b.example.com",
					PREFIX + "endpoints.b.proxy.host=http://me:" + PASSWORD + "@proxy",
					PREFIX + "endpoints.b.proxy.port=65536", PREFIX + "endpoints.b.proxy.password=" + PASSWORD)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll(PREFIX + "endpoints.a.proxy.host is not set",
						PREFIX + "endpoints.a.proxy.port is not set", PREFIX + "endpoints.a.proxy.password is not set",
						PREFIX + "endpoints.b.proxy.host is not shown", PREFIX + "endpoints.b.proxy.port is \"65536\"",
						PREFIX + "endpoints.b.proxy.username is not set")
				.hasMessageNotContaining(PASSWORD));
	}

	private static ImageResponse picture(ImageModel model) {
		ImageResponse response = model.call(new ImagePrompt("a cat"));
		NanoBananaImageGenerationMetadata metadata = (NanoBananaImageGenerationMetadata) response.getResult()
			.getMetadata();
		assertThat(metadata.earlierFailures()).isEqualTo(List.of());
		return response;
	}

	private static long content(ImageModel model) throws IOException {
		return ((NanoBananaImage) picture(model).getResult().getOutput()).getContent().contentLength();
	}

	private static RelayException failure(ImageModel model) {
		return catchThrowableOfType(RelayException.class, () -> model.call(new ImagePrompt("a cat")));
	}

}
