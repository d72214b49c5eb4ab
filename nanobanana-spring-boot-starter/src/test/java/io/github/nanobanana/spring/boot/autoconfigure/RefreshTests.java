package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImageGenerationMetadata;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Properties of endpoints that change while the application runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshTests {

	private static final String PREFIX = "spring.ai.nanobanana.";

	private final RelaySimulator relay = RelaySimulator.builder().key("sk-old").key("sk-new").start();

	private final Map<String, Object> properties = new LinkedHashMap<>(
			Map.of(PREFIX + "endpoints.a.base-url", this.relay.baseUrl(), PREFIX + "endpoints.b.base-url",
					this.relay.baseUrl(), PREFIX + "endpoints.b.tier", 1, PREFIX + "api-key", "sk-old"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues(PREFIX + "probe-interval=0")
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", this.properties)));

	@AfterEach
	void stop() {
		this.relay.close();
	}

	@Test
	void refreshWhenKeyAndEndpointsChangedHoldsAtTheNextCall() {
		NanoBananaEndpoint own = NanoBananaEndpoint.builder("own")
			.baseUrl(this.relay.baseUrl())
			.apiKey("sk-old")
			.tier(9)
			.build();
		this.runner.withBean(NanoBananaEndpoint.class, () -> own).run((context) -> {
			assertThat(picture(context.getBean(ImageModel.class))).isEqualTo("a");
			this.properties.remove(PREFIX + "endpoints.a.base-url");
			this.properties.put(PREFIX + "endpoints.c.base-url", this.relay.baseUrl());
			this.properties.put(PREFIX + "endpoints.c.tier", 2);
			this.properties.put(PREFIX + "api-key", "sk-new");
			context.getBean(NanoBananaEndpointRefresher.class).refresh();
			assertThat(picture(context.getBean(ImageModel.class))).isEqualTo("b");
			assertThat(names(context.getBean(NanoBananaImageModel.class))).containsExactlyInAnyOrder("b", "own", "c");
		});
		assertThat(this.relay.requests()).extracting((request) -> request.header("authorization"))
			.containsExactly("Bearer sk-old", "Bearer sk-new");
	}

	@Test
	void refreshWhenNothingChangedKeepsWhatIsKnown() {
		this.runner.run((context) -> {
			picture(context.getBean(ImageModel.class));
			context.getBean(NanoBananaEndpointRefresher.class).refresh();
			List<EndpointSnapshot> endpoints = context.getBean(NanoBananaImageModel.class)
				.endpoints()
				.snapshot()
				.endpoints();
			assertThat(endpoints).hasSize(2);
			assertThat(endpoints).extracting((endpoint) -> endpoint.counts().successes())
				.containsExactlyInAnyOrder(1L, 0L);
		});
	}

	@Test
	void refreshWhenKeysComeFromASourceKeepsWhatIsKnownAndAsksOncePerEndpoint() {
		List<String> asked = new CopyOnWriteArrayList<>();
		NanoBananaApiKeySource vault = (endpoint) -> {
			asked.add(endpoint);
			return () -> endpoint.equals("c") ? "sk-new" : "sk-old";
		};
		this.runner.withBean(NanoBananaApiKeySource.class, () -> vault).run((context) -> {
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			assertThat(picture(model)).isEqualTo("a");
			model.endpoints().disable("a");
			this.properties.put(PREFIX + "endpoints.c.base-url", this.relay.baseUrl());
			context.getBean(NanoBananaEndpointRefresher.class).refresh();
			assertThat(picture(model)).as("disabled stays disabled").isEqualTo("c");
			assertThat(model.endpoints().snapshot().endpoints())
				.anySatisfy((endpoint) -> assertThat(endpoint.counts().successes()).isEqualTo(1));
		});
		assertThat(asked).containsExactlyInAnyOrder("a", "b", "c");
		assertThat(keys()).containsExactly("Bearer sk-old", "Bearer sk-new");
	}

	@Test
	void refreshWhenPropertiesAreWrongChangesNothingAndNamesAllOfThem() {
		this.runner.run((context) -> {
			this.properties.put(PREFIX + "endpoints.a.weight", "many");
			this.properties.put(PREFIX + "endpoints.b.tier", -1);
			this.properties.put(PREFIX + "api-key", "sk-with a space");
			assertThatExceptionOfType(InvalidNanoBananaConfigurationException.class)
				.isThrownBy(context.getBean(NanoBananaEndpointRefresher.class)::refresh)
				.withMessageContainingAll("endpoints.a.weight", "endpoints.b.tier", "api-key")
				.satisfies((ex) -> assertThat(ex).hasMessageNotContaining("a space;"));
			assertThat(picture(context.getBean(ImageModel.class))).isEqualTo("a");
		});
		assertThat(this.relay.requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("authorization")).isEqualTo("Bearer sk-old"));
	}

	@Test
	void refreshWhenNameIsThatOfABeanChangesNothing() {
		NanoBananaEndpoint own = NanoBananaEndpoint.builder("own")
			.baseUrl(this.relay.baseUrl())
			.apiKey("sk-old")
			.tier(9)
			.build();
		this.runner.withBean(NanoBananaEndpoint.class, () -> own).run((context) -> {
			this.properties.put(PREFIX + "endpoints.own.base-url", this.relay.baseUrl());
			this.properties.remove(PREFIX + "endpoints.a.base-url");
			assertThatExceptionOfType(InvalidNanoBananaConfigurationException.class)
				.isThrownBy(context.getBean(NanoBananaEndpointRefresher.class)::refresh)
				.withMessageContaining("endpoints.own");
			assertThat(context.getBean(NanoBananaImageModel.class).endpoints().list()).contains(own).hasSize(3);
		});
	}

	@Test
	void refreshWhenDescribedEndpointWasRemovedByHandGoesOn() {
		this.runner.run((context) -> {
			NanoBananaImageModel model = context.getBean(NanoBananaImageModel.class);
			model.endpoints().remove("b");
			this.properties.remove(PREFIX + "endpoints.b.base-url");
			this.properties.remove(PREFIX + "endpoints.b.tier");
			this.properties.put(PREFIX + "endpoints.c.base-url", this.relay.baseUrl());
			context.getBean(NanoBananaEndpointRefresher.class).refresh();
			assertThat(names(model)).containsExactly("a", "c");
			this.properties.remove(PREFIX + "endpoints.c.base-url");
			context.getBean(NanoBananaEndpointRefresher.class).refresh();
			assertThat(names(model)).containsExactly("a");
		});
	}

	@Test
	void environmentChangeWhenRefreshFailsChangesNothingAndIsLoggedWithItsCause(CapturedOutput output) {
		NanoBananaApiKeySource vault = (endpoint) -> {
			if (endpoint.equals("c")) {
				throw new UncheckedIOException("sealed", new IOException());
			}
			return null;
		};
		this.runner.withBean(NanoBananaApiKeySource.class, () -> vault)
			.withConfiguration(AutoConfigurations.of(NanoBananaRefreshAutoConfiguration.class))
			.run((context) -> {
				this.properties.put(PREFIX + "endpoints.c.base-url", this.relay.baseUrl());
				this.properties.remove(PREFIX + "endpoints.a.base-url");
				context.publishEvent(new EnvironmentChangeEvent(Set.of(PREFIX + "endpoints.c.base-url")));
				assertThat(names(context.getBean(NanoBananaImageModel.class))).containsExactlyInAnyOrder("a", "b");
			});
		assertThat(output).contains("the endpoints stay as they are", "UncheckedIOException: sealed", "\tat ");
	}

	@Test
	void environmentChangeWhenPropertiesAreWrongIsRefused(CapturedOutput output) {
		followed().run((context) -> {
			change(context, "api-key", "sk-new");
			picture(context.getBean(ImageModel.class));
			this.properties.put(PREFIX + "endpoints.a.weight", 0);
			change(context, "api-key", "sk-old");
			picture(context.getBean(ImageModel.class));
			assertThat(output).contains("The changed properties were refused", "endpoints.a.weight is \"0\"");
			this.properties.remove(PREFIX + "endpoints.a.weight");
			change(context, "api-key", "sk-old");
			picture(context.getBean(ImageModel.class));
		});
		assertThat(keys()).containsExactly("Bearer sk-new", "Bearer sk-new", "Bearer sk-old");
		assertThat(output).doesNotContain("sk-old", "sk-new");
	}

	@Test
	void environmentChangeWhenKeyIsBehindAPlaceholderIsFollowed() {
		this.properties.put(PREFIX + "api-key", "${relay.key}");
		this.properties.put("relay.key", "sk-old");
		followed().run((context) -> {
			picture(context.getBean(ImageModel.class));
			this.properties.put("relay.key", "sk-new");
			context.publishEvent(new EnvironmentChangeEvent(Set.of("relay.key")));
			picture(context.getBean(ImageModel.class));
		});
		assertThat(keys()).containsExactly("Bearer sk-old", "Bearer sk-new");
	}

	@Test
	void environmentChangeWhenPrefixIsWrittenOtherwiseIsFollowed() {
		this.properties.remove(PREFIX + "api-key");
		this.properties.put("spring.ai.nano-banana.apiKey", "sk-old");
		followed().run((context) -> {
			picture(context.getBean(ImageModel.class));
			this.properties.put("spring.ai.nano-banana.apiKey", "sk-new");
			context.publishEvent(new EnvironmentChangeEvent(Set.of("spring.ai.nano-banana.apiKey")));
			picture(context.getBean(ImageModel.class));
		});
		assertThat(keys()).containsExactly("Bearer sk-old", "Bearer sk-new");
	}

	@Test
	void environmentChangeWhenBeansAreLazyIsFollowed() {
		followed()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				picture(context.getBean(ImageModel.class));
				change(context, "api-key", "sk-new");
				picture(context.getBean(ImageModel.class));
			});
		assertThat(keys()).containsExactly("Bearer sk-old", "Bearer sk-new");
	}

	@Test
	void environmentChangeWhenNothingOfEndpointsChangedIsNotFollowed(CapturedOutput output) {
		followed().run((context) -> {
			List<NanoBananaEndpoint> before = context.getBean(NanoBananaImageModel.class).endpoints().list();
			this.properties.put("server.port", 8081);
			context.publishEvent(new EnvironmentChangeEvent(Set.of("server.port")));
			assertThat(context.getBean(NanoBananaImageModel.class).endpoints().list()).isSameAs(before);
			this.properties.put("spring.http.clients.connect-timeout", "3s");
			context.publishEvent(new EnvironmentChangeEvent(Set.of("spring.http.clients.connect-timeout")));
			assertThat(context.getBean(NanoBananaImageModel.class).endpoints().list()).isNotSameAs(before);
		});
		assertThat(output).containsOnlyOnce("The endpoints are now those of the properties");
	}

	@Test
	void listenerWhenSpringCloudOrModelIsAbsentIsAbsent() {
		ApplicationContextRunner refreshed = this.runner
			.withConfiguration(AutoConfigurations.of(NanoBananaRefreshAutoConfiguration.class));
		refreshed.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
			.run((context) -> assertThat(context).hasSingleBean(NanoBananaEndpointRefresher.class)
				.doesNotHaveBean("nanoBananaRefreshListener"));
		refreshed.withPropertyValues("spring.ai.model.image=none")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("nanoBananaRefreshListener"));
	}

	@Test
	void refreshWhenModelIsTheApplicationsOwnLeavesItAlone(CapturedOutput output) {
		NanoBananaImageModel own = NanoBananaImageModel.builder()
			.endpoint(NanoBananaEndpoint.builder("a").baseUrl(this.relay.baseUrl()).apiKey("sk-old").build())
			.build();
		followed().withBean(NanoBananaEndpointRefresher.MODEL, NanoBananaImageModel.class, () -> own).run((context) -> {
			change(context, "api-key", "sk-new");
			assertThatIllegalStateException().isThrownBy(context.getBean(NanoBananaEndpointRefresher.class)::refresh)
				.withMessageContaining("the application's own");
			assertThat(names(own)).containsExactly("a");
			picture(own);
		});
		assertThat(keys()).containsExactly("Bearer sk-old");
		assertThat(output).doesNotContain("The changed properties");
	}

	private ApplicationContextRunner followed() {
		return this.runner.withConfiguration(AutoConfigurations.of(NanoBananaRefreshAutoConfiguration.class));
	}

	private void change(ApplicationContext context, String property, Object value) {
		this.properties.put(PREFIX + property, value);
		context.publishEvent(new EnvironmentChangeEvent(Set.of(PREFIX + property)));
	}

	private List<String> keys() {
		return this.relay.requests().stream().map((request) -> request.header("authorization")).toList();
	}

	private static List<String> names(NanoBananaImageModel model) {
		return model.endpoints().list().stream().map(NanoBananaEndpoint::getName).toList();
	}

	private static String picture(ImageModel model) {
		return ((NanoBananaImageGenerationMetadata) model.call(new ImagePrompt("a cat")).getResult().getMetadata())
			.endpoint();
	}

}
