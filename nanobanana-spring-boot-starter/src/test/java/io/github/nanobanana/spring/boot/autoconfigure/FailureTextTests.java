package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a person reads when the configuration is not complete or not valid.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureTextTests {

	private static final String PREFIX = "spring.ai.nanobanana.";

	@Test
	void textWhenSelectedWithoutAnythingHasTheLinesToAdd(CapturedOutput output) {
		start("--spring.ai.model.image=nanobanana");
		assertThat(output)
			.contains("APPLICATION FAILED TO START",
					"The Nano Banana image model cannot be set up, since 2 properties are missing or wrong:",
					"\n    spring.ai.nanobanana.base-url: https://api.example.com\n",
					"\n    spring.ai.nanobanana.api-key: ${NANOBANANA_API_KEY}\n",
					"set spring.ai.nanobanana.image.mode to off")
			.doesNotContain("\tat ");
	}

	@Test
	void textWhenKeyHasNoBaseUrlNamesTheLineOnly(CapturedOutput output) {
		start("--spring.ai.nanobanana.api-key=sk-secret");
		assertThat(output)
			.contains("since a property is missing or wrong",
					"\n    spring.ai.nanobanana.base-url: https://api.example.com\n")
			.doesNotContain("sk-secret", "spring.ai.nanobanana.api-key", "\tat ");
	}

	@Test
	void textWhenPlaceholderOfKeyHasNoValueNamesIt(CapturedOutput output) {
		start("--spring.ai.nanobanana.base-url=https://api.example.com",
				"--spring.ai.nanobanana.api-key=sk-secret${NO_SUCH_KEY}");
		assertThat(output)
			.contains("Property: spring.ai.nanobanana.api-key", "Value: ${NO_SUCH_KEY}",
					"Reason: ${NO_SUCH_KEY} has no value")
			.doesNotContain("sk-secret", "\tat ");
	}

	@Test
	void textWhenManyThingsAreWrongListsAllOfThemWithOriginAndWithoutSecrets(CapturedOutput output) {
		start("--spring.config.location=classpath:yaml/broken.yml");
		assertThat(properties(output)).containsExactlyInAnyOrder("base-url", "api-key", "tier", "weight",
				"failed-calls", "connect-timeout", "max-concurrent-calls", "max-response-size", "max-waiting-calls",
				"max-wait", "probe-interval", "probe-timeout", "shutdown-timeout", "probe-path", "idempotency-header",
				"headers.X-Token", "endpoints.default", "endpoints.default.base-url", "endpoints.nowhere.api-key",
				"endpoints.nowhere.base-url", "image.model", "image.n", "image.width", "image.height",
				"image.aspect-ratio", "image.image-size", "image.size", "image.response-format", "image.seed",
				"image.timeout", "image.extra-body");
		assertThat(output)
			.contains("Value: \"8K\"", "Allowed: 512, 1K, 2K, 4K", "Value: \"sometimes\"",
					"Allowed: free, charged or unknown", "Allowed: 0 for no probes, or a duration from 1s to 1d",
					"Allowed: a path that costs nothing, beginning with '/'",
					"class path resource [yaml/broken.yml] - 9:15")
			.contains("relays refuse it next to width, height", "Value: ${NO_SUCH_KEY}")
			.doesNotContain("sk-secret", "\tat ");
	}

	@Test
	void textWhenDialectsAreWrongListsAllOfThemWithOrigin(CapturedOutput output) {
		start("--spring.config.location=classpath:yaml/wrong-dialects.yml");
		assertThat(properties(output).map((name) -> name.toLowerCase(Locale.ROOT))).containsExactlyInAnyOrder("dialect",
				"dialect-settings.spelling", "dialect-settings.tiers", "dialect-settings.ratio-field",
				"prices.nano-banana-2.1", "endpoints.google-1.dialect-settings.pixels",
				"endpoints.google-1.dialect-settings.seed", "endpoints.images.dialect-settings.spelling",
				"endpoints.images.dialect-settings.path", "endpoints.images.dialect-settings.edit-path",
				"endpoints.images.dialect-settings.task-path", "endpoints.images.dialect-settings.prompt-field",
				"endpoints.images.dialect-settings.count", "endpoints.images.models.nano-banana-2",
				"endpoints.images.families.nano-banana-2", "endpoints.images.families[my.model/one]",
				"endpoints.images.prices.nano-banana-2", "endpoints.images.prices[nano-banana-22k]",
				"endpoints.images.prices.nano-banana-2/2k", "endpoints.shared.dialect-settings.tier-field",
				"image.exact-size");
		assertThat(output)
			.contains("Allowed: gpt-best, openai, gemini, chat", "Allowed: crop, pad",
					"Allowed: capital, small, half-k")
			.contains("Reason: the dialect gemini has no such setting", "Allowed: of this dialect: spelling")
			.contains("Value: ${NO_SUCH_PATH}", "Ratio and tier cannot both go into 'aspect_ratio'",
					"Allowed: gemini-2.5-flash-image, gemini-3-pro-image,",
					"Allowed: the name in brackets, [nano-banana-2/2K], in YAML within quotes")
			.doesNotContain("sk-secret", "\tat ");
		assertThat(output.toString().lines().filter((line) -> line.contains("Origin: class path resource [yaml/wrong")))
			.hasSize(21);
	}

	@Test
	void textWhenRootHasADialectWithoutAddressSaysWhereToWriteIt(CapturedOutput output) {
		start("--spring.ai.nanobanana.endpoints.a.base-url=https://a.example.com",
				"--spring.ai.nanobanana.endpoints.a.api-key=sk-secret", "--spring.ai.nanobanana.dialect=chat",
				"--spring.ai.nanobanana.dialect-settings.image-config=true", "--spring.ai.nanobanana.models.a=b",
				"--spring.ai.nanobanana.families.a=gemini-3-pro-image", "--spring.ai.nanobanana.prices.a=1");
		assertThat(properties(output)).containsExactlyInAnyOrder("dialect", "dialect-settings", "models", "families",
				"prices");
		assertThat(output).contains("spring.ai.nanobanana.endpoints.<name>.dialect-settings");
	}

	@Test
	void textWhenKeyWithSlashHasNoBracketsNamesIt(CapturedOutput output) {
		start("--spring.ai.nanobanana.base-url=https://a.example.com", "--spring.ai.nanobanana.api-key=sk-secret",
				"--spring.ai.nanobanana.models.google/banana=b", "--spring.ai.nanobanana.models[google/other]=b",
				"--spring.ai.nanobanana.endpoints[a.b].families.x:y=gemini-3-pro-image",
				"--spring.ai.nanobanana.endpoints[a.b].base-url=https://b.example.com",
				"--spring.ai.nanobanana.endpoints[a.b].prices.nano-banana-2.1=1");
		assertThat(properties(output)).containsExactlyInAnyOrder("models.google/banana", "endpoints[a.b].families.x:y");
		assertThat(output).contains("Allowed: the name in brackets, [google/banana],").doesNotContain("sk-secret");
	}

	@Test
	void textWhenOnlyBoundsAreBrokenListsAllOfThem(CapturedOutput output) {
		start("--spring.ai.nanobanana.api-key=sk-secret", "--spring.ai.nanobanana.weight=0",
				"--spring.ai.nanobanana.base-url=ftp://relay.example.com", "--spring.ai.nanobanana.image.n=17");
		assertThat(properties(output)).containsExactlyInAnyOrder("base-url", "weight", "image.n");
		assertThat(output).contains("from 1 to 16").doesNotContain("sk-secret", "\tat ");
	}

	@Test
	void textWhenRootDescribesNoEndpointSaysWhereToWriteIt(CapturedOutput output) {
		start("--spring.ai.nanobanana.endpoints.a.base-url=https://a.example.com",
				"--spring.ai.nanobanana.endpoints.a.api-key=sk-secret", "--spring.ai.nanobanana.weight=2");
		assertThat(output).contains("Property: spring.ai.nanobanana.weight",
				"spring.ai.nanobanana.endpoints.<name>.weight");
	}

	@Test
	void textWhenMapsAreSingleValuesHidesThem(CapturedOutput output) {
		start("--spring.ai.nanobanana.api-key=sk-secret", "--spring.ai.nanobanana.headers=sk-secret",
				"--spring.ai.nanobanana.endpoints=sk-secret", "--spring.ai.nanobanana.image.extra-body=sk-secret");
		assertThat(properties(output)).containsExactlyInAnyOrder("base-url", "headers", "endpoints",
				"image.extra-body");
		assertThat(output).doesNotContain("sk-secret", "\tat ");
	}

	@Test
	void textWhenTransportIsUnreadableListsAllOfItWithoutPasswords(CapturedOutput output) {
		start("--spring.ai.nanobanana.api-key=sk-secret", "--spring.ai.nanobanana.base-url=https://a.example.com",
				"--spring.ai.nanobanana.proxy=http://me:sk-secret@proxy:3128", "--spring.ai.nanobanana.ssl=internal",
				"--spring.ai.nanobanana.endpoints.a.base-url=https://a.example.com",
				"--spring.ai.nanobanana.endpoints.a.proxy.type=https",
				"--spring.ai.nanobanana.endpoints.a.proxy.port=many",
				"--spring.ai.nanobanana.endpoints.a.proxy.password=sk-secret",
				"--spring.ai.nanobanana.endpoints.a.read-timeout=2h", "--spring.ai.nanobanana.keep-alive=90",
				"--spring.ai.nanobanana.endpoints.a.keep-alive=9ms");
		assertThat(properties(output)).containsExactlyInAnyOrder("proxy", "ssl", "endpoints.a.proxy.type",
				"endpoints.a.proxy.port", "endpoints.a.proxy.host", "endpoints.a.proxy.username",
				"endpoints.a.read-timeout", "keep-alive", "endpoints.a.keep-alive");
		assertThat(output)
			.contains("Allowed: http, socks4, socks5, none", "Allowed: a duration from 1ms to 1h",
					"Allowed: 0, or a duration from 10ms to 1m")
			.doesNotContain("sk-secret", "\tat ");
	}

	@Test
	void textWhenBeansAreRefusedNamesThem(CapturedOutput output) {
		start(Duplicate.class, "--spring.ai.nanobanana.endpoints.own.base-url=https://a.example.com",
				"--spring.ai.nanobanana.api-key=sk-secret");
		assertThat(output)
			.contains("APPLICATION FAILED TO START", "Two endpoints are named 'own'",
					NanoBananaEndpoint.class.getSimpleName())
			.doesNotContain("sk-secret", "\tat ");
	}

	@Test
	void textWhenForeignPropertyIsWrongIsSpringBootsOwn(CapturedOutput output) {
		start("--spring.main.lazy-initialization=perhaps");
		assertThat(output.toString()).doesNotContain("Nano Banana");
	}

	private static Stream<String> properties(CapturedOutput output) {
		return output.toString()
			.lines()
			.map(String::strip)
			.filter((line) -> line.startsWith("Property: " + PREFIX))
			.map((line) -> line.substring(("Property: " + PREFIX).length()));
	}

	private static void start(String... arguments) {
		start(Application.class, arguments);
	}

	private static void start(Class<?> application, String... arguments) {
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.run(arguments)
			.close());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class Application {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class Duplicate {

		@Bean
		NanoBananaEndpoint own() {
			return NanoBananaEndpoint.builder("own").baseUrl("https://b.example.com").apiKey("sk-secret-too").build();
		}

	}

}
