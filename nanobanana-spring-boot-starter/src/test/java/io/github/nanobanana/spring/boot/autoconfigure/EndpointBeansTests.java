package io.github.nanobanana.spring.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.model.ApiKey;
import org.springframework.ai.model.SimpleApiKey;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.nanobanana.relay.simulator.Misbehaviour;
import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaImage;
import io.github.nanobanana.spring.ai.relay.FailureKind;
import io.github.nanobanana.spring.ai.relay.RelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Beans by which an application changes how endpoints are called.
 */
class EndpointBeansTests {

	private static final String PREFIX = "spring.ai.nanobanana.";

	private final RelaySimulator relay = RelaySimulator.builder().key("sk-first").key("sk-second").start();

	private final RelaySimulator other = RelaySimulator.start();

	private final ApplicationContextRunner addressed = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues(PREFIX + "base-url=" + this.relay.baseUrl(), PREFIX + "probe-interval=0");

	private final ApplicationContextRunner configured = this.addressed.withPropertyValues(PREFIX + "api-key=sk-first");

	@AfterEach
	void stop() {
		this.relay.close();
		this.other.close();
	}

	@Test
	void keyWhenItsSourceChangesIsTheNewOneAtTheNextCall() {
		AtomicReference<String> key = new AtomicReference<>("sk-first");
		NanoBananaApiKeySource source = (endpoint) -> endpoint.equals("default") ? key::get : null;
		this.addressed.withBean(NanoBananaApiKeySource.class, () -> source).run((context) -> {
			ImageModel model = context.getBean(ImageModel.class);
			picture(model);
			key.set("sk-second");
			picture(model);
			assertThat(context.getBean(NanoBananaProperties.class).getApiKey()).isNull();
		});
		assertThat(this.relay.requests()).extracting((request) -> request.header("authorization"))
			.containsExactly("Bearer sk-first", "Bearer sk-second");
	}

	@Test
	void keyWhenConnectionDetailsGiveOneIsTheirs() {
		NanoBananaConnectionDetails details = () -> List
			.of(new NanoBananaConnectionDetails.Endpoint("given", this.relay.baseUrl(), "sk-second"));
		this.configured.withBean(NanoBananaApiKeySource.class, () -> (endpoint) -> () -> "sk-first")
			.withBean(NanoBananaConnectionDetails.class, () -> details)
			.run((context) -> {
				picture(context.getBean(ImageModel.class));
				context.getBean(NanoBananaEndpointRefresher.class).refresh();
				picture(context.getBean(ImageModel.class));
			});
		assertThat(this.relay.requests()).extracting((request) -> request.header("authorization"))
			.containsExactly("Bearer sk-second", "Bearer sk-second");
	}

	@Test
	void keyWhenItsSourceHasNoneIsThatOfTheConfiguration() {
		this.configured.withBean(NanoBananaApiKeySource.class, () -> (endpoint) -> null)
			.run((context) -> picture(context.getBean(ImageModel.class)));
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("authorization")).isEqualTo("Bearer sk-first"));
	}

	@Test
	void keyWhenBeanIsOfAnotherProviderIsNotTaken() {
		this.configured.withBean(ApiKey.class, () -> new SimpleApiKey("sk-of-another"))
			.run((context) -> picture(context.getBean(ImageModel.class)));
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.headers().toString()).doesNotContain("sk-of-another"));
		this.addressed.withBean(ApiKey.class, () -> new SimpleApiKey("sk-of-another"))
			.run((context) -> assertThat(context).doesNotHaveBean(ImageModel.class));
	}

	@Test
	void keySourceWhenThereIsNoAddressFailsStartWithAddressAlone() {
		this.addressed.withPropertyValues(PREFIX + "base-url=")
			.withBean(NanoBananaApiKeySource.class, () -> (endpoint) -> () -> "sk-first")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("base-url is not set")
				.hasMessageNotContaining("api-key"));
	}

	@Test
	void headersCustomizersAreAskedForEachRequestInOrder() {
		this.configured.withUserConfiguration(Headers.class)
			.withPropertyValues(PREFIX + "headers.X-Token=of-the-configuration")
			.run((context) -> {
				picture(context.getBean(ImageModel.class));
				picture(context.getBean(ImageModel.class));
			});
		assertThat(this.relay.requests()).extracting((request) -> request.header("x-token"))
			.containsExactly("default-1", "default-2");
	}

	@Test
	void clientCustomizersAreAppliedInOrderAndTheLawsBehindThem() {
		this.relay.always(Misbehaviour.answer(307, Map.of("Location", this.other.baseUrl() + "/v1/images/generations"),
				new byte[0]));
		this.configured.withUserConfiguration(Clients.class)
			.withPropertyValues(PREFIX + "keep-alive=0")
			.run((context) -> {
				assertThat(failure(context.getBean(ImageModel.class)).failure().status()).isEqualTo(307);
				assertThat(context.getBean(Clients.class).calls).startsWith("first default", "last default");
			});
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("connection")).isEqualTo("close"))
			.satisfies((request) -> assertThat(request.header("x-last")).isEqualTo("last"));
		assertThat(this.other.requests()).isEmpty();
	}

	@Test
	void clientCustomizersHoldForPicturesOfTheRelayItselfWithoutTheirHeaders() {
		this.relay.always(Misbehaviour
			.answer(200, "application/json", "{\"data\":[{\"url\":\"%s/moved.png\"}]}".formatted(this.relay.baseUrl()))
			.onPath("/v1/**"));
		this.relay.always(Misbehaviour.answer(302, Map.of("Location", "/cat.png"), new byte[0]).onPath("/moved.png"));
		this.relay.always(
				Misbehaviour.answer(200, Map.of("Content-Type", "image/png"), SslBundleTests.PNG).onPath("/cat.png"));
		List<String> seen = new CopyOnWriteArrayList<>();
		NanoBananaHttpClientCustomizer watching = (endpoint, client) -> client
			.doOnRequest((request, connection) -> seen.add(request.resourceUrl()));
		this.configured.withUserConfiguration(Clients.class)
			.withBean("watching", NanoBananaHttpClientCustomizer.class, () -> watching)
			.run((context) -> assertThat(((NanoBananaImage) context.getBean(ImageModel.class)
				.call(new ImagePrompt("a cat"))
				.getResult()
				.getOutput()).getContent().contentLength()).isPositive());
		assertThat(seen).extracting((url) -> URI.create(url).getPath())
			.containsExactly("/v1/images/generations", "/moved.png", "/cat.png");
		assertThat(this.relay.requests()).extracting((request) -> request.header("x-last"))
			.containsExactly("last", null, null);
	}

	@Test
	void clientCustomizersNeverReachHostsOfPictures() {
		this.relay.always(Misbehaviour
			.answer(200, "application/json",
					"{\"data\":[{\"url\":\"http://localhost:%d/cat.png\"}]}".formatted(this.other.port()))
			.onPath("/v1/**"));
		this.other.always(Misbehaviour.answer(200, Map.of("Content-Type", "image/png"), SslBundleTests.PNG));
		this.configured.withUserConfiguration(Clients.class, Headers.class)
			.withPropertyValues(PREFIX + "image.allow-http=true", PREFIX + "image.allow-private-addresses=true",
					PREFIX + "headers.X-Token=a")
			.run((context) -> assertThat(((NanoBananaImage) context.getBean(ImageModel.class)
				.call(new ImagePrompt("a cat"))
				.getResult()
				.getOutput()).getContent().contentLength()).isPositive());
		assertThat(this.relay.requests().get(0).header("x-last")).isEqualTo("last");
		assertThat(this.other.requests()).singleElement()
			.satisfies((request) -> assertThat(request.headers()).doesNotContainKeys("x-last", "x-token",
					"authorization"));
	}

	@Test
	void keepAliveWhenZeroGivesEachCallAConnection() {
		this.configured.run((context) -> picture(context.getBean(ImageModel.class)));
		this.configured.withPropertyValues(PREFIX + "keep-alive=0")
			.run((context) -> picture(context.getBean(ImageModel.class)));
		assertThat(this.relay.requests()).extracting((request) -> request.header("connection"))
			.containsExactly(null, "close");
	}

	@Test
	void readTimeoutOfAllClientsDoesNotEndACallThatIsPaidFor() {
		this.relay.always(Misbehaviour.delay(Duration.ofMillis(300)));
		this.configured
			.withPropertyValues("spring.http.clients.read-timeout=100ms", "spring.http.clients.connect-timeout=9s")
			.run((context) -> picture(context.getBean(ImageModel.class)));
		assertThat(this.relay.ledger().charges()).isEqualTo(1);
	}

	@Test
	void readTimeoutOfAllClientsHoldsForPictures() {
		this.relay.always(Misbehaviour.hang().onPath("/files/**"));
		this.configured
			.withPropertyValues("spring.http.clients.read-timeout=100ms", PREFIX + "image.response-format=url",
					PREFIX + "image.download-attempts=1")
			.run((context) -> {
				NanoBananaImage image = (NanoBananaImage) context.getBean(ImageModel.class)
					.call(new ImagePrompt("a cat"))
					.getResult()
					.getOutput();
				assertThat(catchThrowableOfType(RuntimeException.class, () -> image.picture().block()))
					.hasMessageContaining("ReadTimeoutException");
			});
	}

	@Test
	void readTimeoutOfEndpointsEndsTheCall() {
		this.relay.always(Misbehaviour.hang());
		for (String property : List.of("read-timeout", "endpoints.a.read-timeout")) {
			this.configured
				.withPropertyValues(PREFIX + "base-url=", PREFIX + "endpoints.a.base-url=" + this.relay.baseUrl(),
						PREFIX + property + "=100ms")
				.run((context) -> assertThat(failure(context.getBean(ImageModel.class)).failure().kind())
					.isEqualTo(FailureKind.NO_ANSWER));
		}
	}

	private static void picture(ImageModel model) {
		assertThat(model.call(new ImagePrompt("a cat")).getResults()).hasSize(1);
	}

	private static RelayException failure(ImageModel model) {
		return catchThrowableOfType(RelayException.class, () -> model.call(new ImagePrompt("a cat")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Headers {

		private int asked;

		@Bean
		@Order(2)
		NanoBananaHeadersCustomizer lastHeaders() {
			return (endpoint, headers) -> headers.computeIfPresent("X-Token", (name, value) -> endpoint + "-" + value);
		}

		@Bean
		@Order(1)
		NanoBananaHeadersCustomizer firstHeaders() {
			return (endpoint, headers) -> headers.put("X-Token", String.valueOf(++this.asked));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		NanoBananaHttpClientCustomizer last() {
			return (endpoint, client) -> {
				this.calls.add("last " + endpoint);
				return client.headers((headers) -> headers.set("X-Last", "last"));
			};
		}

		@Bean
		@Order(1)
		NanoBananaHttpClientCustomizer first() {
			return (endpoint, client) -> {
				this.calls.add("first " + endpoint);
				return client.followRedirect(true)
					.keepAlive(true)
					.disableRetry(false)
					.headers((headers) -> headers.set("X-Last", "first"));
			};
		}

	}

}
