package io.github.nanobanana.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.AspectRatio;
import io.github.nanobanana.spring.ai.ImageSize;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the properties read a YAML file as a person writes it.
 */
class NanoBananaPropertiesTests {

	private final ApplicationContextRunner yaml = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(Bound.class)
		.withPropertyValues("spring.config.location=classpath:yaml/unquoted.yml");

	@Test
	void imagePropertiesWhenYamlIsUnquotedAreRead() {
		this.yaml.run((context) -> {
			NanoBananaImageOptions options = context.getBean(NanoBananaImageProperties.class).toOptions();
			assertThat(options.getAspectRatio()).isEqualTo(AspectRatio.RATIO_16_9);
			assertThat(options.getImageSize()).isEqualTo(ImageSize.TWO_K);
			assertThat(options.getModel()).isEqualTo("nano-banana-pro");
			assertThat(options.getN()).isEqualTo(2);
			assertThat(options.getResponseFormat()).isEqualTo("b64_json");
			assertThat(options.getStyle()).isEqualTo("ink");
			assertThat(options.getSeed()).isEqualTo(42L);
			assertThat(options.getTimeout()).isEqualTo(Duration.ofSeconds(120));
		});
	}

	@Test
	void extraBodyKeepsNamesAndLists() {
		this.yaml
			.run((context) -> assertThat(context.getBean(NanoBananaImageProperties.class).toOptions().getExtraBody())
				.isEqualTo(Map.of("dotted.name", "low", "camelCase", 1, "snake_case", 3, "with-dash", 2, "tags",
						List.of("cat", "dog"), "imageConfig", Map.of("person_generation", "none", "steps", 3))));
	}

	@Test
	void aspectRatioWhenAnyOfTheFourteenIsUnquotedIsRead() {
		for (String ratio : "1:1 2:3 3:2 3:4 4:3 4:5 5:4 9:16 16:9 21:9 1:4 4:1 1:8 8:1".split(" ")) {
			Object loaded = new Yaml().load(ratio);
			new ApplicationContextRunner().withUserConfiguration(Bound.class)
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("yaml", Map.of("spring.ai.nanobanana.image.aspect-ratio", loaded))))
				.run((context) -> assertThat(context.getBean(NanoBananaImageProperties.class).getAspectRatio())
					.hasToString(ratio));
		}
	}

	@Test
	void sizeWhenFromEnvironmentVariablesIsRead() {
		new ApplicationContextRunner().withUserConfiguration(Bound.class)
			.withInitializer(
					(context) -> context.getEnvironment()
						.getPropertySources()
						.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
								Map.of("SPRING_AI_NANOBANANA_IMAGE_SIZE", "1024x1024",
										"SPRING_AI_NANOBANANA_ENDPOINTS_EAST_BASEURL", "https://east.example.com"))))
			.run((context) -> {
				assertThat(context.getBean(NanoBananaImageProperties.class).toOptions().getSize())
					.isEqualTo("1024x1024");
				assertThat(context.getBean(NanoBananaProperties.class).getEndpoints().get("east").getBaseUrl())
					.isEqualTo("https://east.example.com");
			});
	}

	@Test
	void toOptionsWhenNothingIsSetSetsNothing() {
		assertThat(new NanoBananaImageProperties().toOptions()).isEqualTo(NanoBananaImageOptions.builder().build());
	}

	@Test
	void toOptionsWhenTextsAreEmptySetsNothing() {
		NanoBananaImageProperties properties = new NanoBananaImageProperties();
		properties.setModel("");
		properties.setSize(" ");
		properties.setResponseFormat("");
		properties.setStyle("");
		assertThat(properties.toOptions()).isEqualTo(NanoBananaImageOptions.builder().build());
	}

	@Test
	void relayPropertiesAreRead() {
		this.yaml.run((context) -> {
			NanoBananaProperties properties = context.getBean(NanoBananaProperties.class);
			assertThat(properties.getConnectTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(properties.getMaxResponseSize()).isEqualTo(DataSize.ofMegabytes(32));
			assertThat(properties.getFailedCalls()).isEqualTo(FailedCalls.FREE);
			assertThat(properties.getHeaders()).containsEntry("X-Title", "pictures").containsEntry("X_Under", "under");
			assertThat(properties.getEndpoints()).containsOnlyKeys("first", "Second-One");
			NanoBananaEndpointProperties first = properties.getEndpoints().get("first");
			assertThat(first.getWeight()).isEqualTo(3);
			assertThat(first.getConnectTimeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(first.getMaxConcurrentCalls()).isEqualTo(4);
			assertThat(first.toString()).contains("first.example.com").doesNotContain("sk-first");
		});
	}

	@Test
	void modelNamesWhenKeysHaveDotsAndSlashesAreKept() {
		this.yaml.withPropertyValues("spring.config.location=classpath:yaml/dialects.yml", "relay.url=a", "relay.key=b")
			.run((context) -> {
				Map<String, NanoBananaEndpointProperties> endpoints = context.getBean(NanoBananaProperties.class)
					.getEndpoints();
				assertThat(endpoints.get("first").getModels()).containsOnlyKeys("nano-banana-2",
						"google/nano-banana-2.1");
				assertThat(endpoints.get("first").getPrices()).containsOnly(Map.entry("nano-banana-2.1", 0.05));
				assertThat(endpoints.get("first").getDialectSettings().getRatioField()).isEqualTo("input.aspectRatio");
				assertThat(endpoints.get("Last").getPrices()).containsOnlyKeys("nano-banana-2", "nano-banana-2/2k",
						"nano-banana-2/4K");
				assertThat(endpoints.get("Last").getFamilies()).containsEntry("nano-banana-2",
						"gemini-3.1-flash-image");
			});
	}

	@Test
	void pricesWhenFromPropertiesAreRead() {
		new ApplicationContextRunner().withUserConfiguration(Bound.class)
			.withPropertyValues("spring.ai.nanobanana.prices[nano-banana-2/4K]=0.240",
					"spring.ai.nanobanana.prices.nano-banana-2.1=1", "spring.ai.nanobanana.models[a/b.c]=d/e.f")
			.run((context) -> {
				NanoBananaProperties properties = context.getBean(NanoBananaProperties.class);
				assertThat(properties.getPrices()).hasToString("{nano-banana-2/4K=0.240, nano-banana-2.1=1}");
				assertThat(properties.getModels()).containsOnly(Map.entry("a/b.c", "d/e.f"));
			});
	}

	@Test
	void keyWhenEndpointHasNoneIsTheSharedOne() {
		NanoBananaProperties properties = new NanoBananaProperties();
		properties.setApiKey("shared");
		NanoBananaEndpointProperties endpoint = new NanoBananaEndpointProperties();
		assertThat(properties.keyFor(endpoint)).isEqualTo("shared");
		endpoint.setApiKey("own");
		assertThat(properties.keyFor(endpoint)).isEqualTo("own");
		endpoint.setApiKey("");
		assertThat(properties.keyFor(endpoint)).isEqualTo("shared");
	}

	@Test
	void baseUrlIsNeverHandedDown() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
			.withPropertyValues("spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
					"spring.ai.nanobanana.api-key=sk-shared", "spring.ai.nanobanana.endpoints.more.tier=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring.ai.nanobanana.endpoints.more.base-url is not set"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ NanoBananaProperties.class, NanoBananaImageProperties.class })
	static class Bound {

	}

}
