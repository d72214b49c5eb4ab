package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Properties whose names nobody reads, and where wrong ones come from.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertyTests {

	private static final String PREFIX = "spring.ai.nanobanana.";

	@Test
	void nameWithASlipIsFound() {
		assertThat(meant("weigth")).isEqualTo("weight");
		assertThat(meant("base-ulr")).isEqualTo("base-url");
		assertThat(meant("apikeyy")).isEqualTo("api-key");
		assertThat(meant("endpoint.a.weight")).isEqualTo("endpoints");
		assertThat(meant("header.X-Token")).isEqualTo("headers");
		assertThat(meant("sll.bundle")).isEqualTo("ssl");
		assertThat(meant("proxy.pasword")).isEqualTo("proxy.password");
		assertThat(meant("endpoints.a.proxy.hots")).isEqualTo("endpoints.a.proxy.host");
		assertThat(meant("endpoints.My-Own.teir")).isEqualTo("endpoints.My-Own.tier");
		assertThat(meant("endpoints.a.dialect-settings.ratio-feild"))
			.isEqualTo("endpoints.a.dialect-settings.ratio-field");
		assertThat(meant("image.aspect-ration")).isEqualTo("image.aspect-ratio");
		assertThat(meant("imgae.model")).isEqualTo("image");
	}

	@Test
	void nameInTheWrongPlaceIsFound() {
		assertThat(meant("model")).isEqualTo("image.model");
		assertThat(meant("image-size")).isEqualTo("image.image-size");
		assertThat(meant("image.options.model")).isEqualTo("image.model");
		assertThat(meant("options.aspect-ratio")).isEqualTo("image.aspect-ratio");
		assertThat(meant("image.api-key")).isEqualTo("api-key");
		assertThat(meant("endpoints.a.max-wait")).isEqualTo("max-wait");
	}

	@Test
	void nameThatIsKnownOrLikeNothingIsLeftAlone() {
		Stream
			.of("base-url", "baseUrl", "base_url", "API-KEY", "endpoints.a.baseUrl", "endpoints.wieght.weight",
					"endpoints[a.b].tier", "headers.weigth", "models.modle", "families[a/b.c]", "prices.teir",
					"image.extra-body.modle", "image.extra-body.options.model", "image.n", "image.store", "ssl.bundle",
					"proxy.host", "dialect-settings.seed", "dialect-settings.response-format", "endpoints.a.api-key",
					"router.primary", "playground.folder", "endpoints.a.note", "image", "image.mine", "max-wait",
					"image.on", "image.no", "image.in", "image.nn", "amount", "endpoints.a.amount")
			.forEach((name) -> assertThat(meant(name)).as(name).isNull());
	}

	@Test
	void nameOfAnotherPrefixIsLeftAlone() {
		assertThat(problems(Map.of("spring.ai.nanobananas.weigth", "1", "spring.ai.openai.weigth", "1"))).isEmpty();
	}

	@Test
	void nameWithASlipBehindAPrefixThatIsWrittenOtherwiseIsFound() {
		for (String prefix : List.of("spring.ai.nano-banana.", "spring.ai.nanoBanana.", "spring.ai.NANOBANANA.")) {
			assertThat(problems(Map.of(prefix + "weigth", "1"))).singleElement()
				.satisfies((problem) -> assertThat(problem.allowed()).contains("spring.ai.nanobanana.weight"));
		}
	}

	@Test
	void nameFromTheEnvironmentIsLeftAlone() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("SPRING_AI_NANOBANANA_WEIGTH", "1")));
		ConfigurationProblems problems = new ConfigurationProblems();
		new UnknownPropertyCheck(environment, problems).run();
		assertThat(problems.all()).isEmpty();
	}

	@Test
	void slipsAreCounted() {
		assertThat(Typo.slips("tier", "tier")).isZero();
		assertThat(Typo.slips("teir", "tier")).isEqualTo(1);
		assertThat(Typo.slips("tir", "tier")).isEqualTo(1);
		assertThat(Typo.slips("tiers", "tier")).isEqualTo(1);
		assertThat(Typo.slips("", "tier")).isEqualTo(4);
		assertThat(Typo.meant("tuor", List.of("tier"))).isNull();
		assertThat(Typo.meant("amount", List.of("account"))).isNull();
		assertThat(Typo.meant("acount", List.of("account"))).isEqualTo("account");
		assertThat(Typo.meant("no", List.of("n"))).isNull();
		assertThat(Typo.meant("nos", List.of("no"))).isNull();
		assertThat(Typo.meant("weihgts", List.of("height", "weight"))).isEqualTo("weight");
	}

	@Test
	void textNamesUnknownAndWrongOnesTogetherWithTheirOrigin(CapturedOutput output) {
		System.setProperty(PREFIX + "image.n", "99");
		try {
			assertThatException()
				.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
					.initializers((context) -> {
						context.getEnvironment()
							.getPropertySources()
							.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
									new SystemEnvironmentPropertySource(
											StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
											Map.of("SPRING_AI_NANOBANANA_TIER", "-1")));
						context.getEnvironment()
							.getPropertySources()
							.addLast(new MapPropertySource("vault", Map.of(PREFIX + "max-wait", "2h")));
					})
					.run("--spring.ai.nanobanana.weight=0", "--spring.ai.nanobanana.api-kye=sk-secret",
							"--spring.config.location=classpath:yaml/slips.yml"));
		}
		finally {
			System.clearProperty(PREFIX + "image.n");
		}
		Map<String, String> origins = origins(output);
		assertThat(origins).containsOnlyKeys("tier", "weight", "api-kye", "max-wait", "image.n", "image.aspect-ration");
		assertThat(origins.get("tier")).contains("SPRING_AI_NANOBANANA_TIER");
		assertThat(origins.get("weight")).contains("from property source \"commandLineArgs\"");
		assertThat(origins.get("max-wait")).contains("from property source \"vault\"");
		assertThat(origins.get("image.n")).contains("from property source \"systemProperties\"");
		assertThat(origins.get("image.aspect-ration")).isEqualTo("class path resource [yaml/slips.yml] - 8:24");
		assertThat(output).contains("did you mean spring.ai.nanobanana.image.aspect-ratio?")
			.doesNotContain("sk-secret", "\tat ");
	}

	private static Map<String, String> origins(CapturedOutput output) {
		Map<String, String> origins = new HashMap<>();
		String property = "";
		for (String line : output.toString().lines().map(String::strip).toList()) {
			if (line.startsWith("Property: " + PREFIX)) {
				property = line.substring(("Property: " + PREFIX).length());
			}
			if (line.startsWith("Origin: ")) {
				origins.put(property, line.substring("Origin: ".length()));
			}
		}
		return origins;
	}

	private static String meant(String name) {
		List<String> meant = problems(Map.of(PREFIX + name, "sk-secret")).stream().map((problem) -> {
			assertThat(problem.toString()).doesNotContain("sk-secret");
			return problem.allowed();
		}).toList();
		assertThat(meant).hasSizeLessThan(2);
		return meant.isEmpty() ? null
				: meant.get(0).substring(("did you mean " + PREFIX).length(), meant.get(0).length() - 1);
	}

	private static List<ConfigurationProblem> problems(Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test",
					properties.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
		ConfigurationProblems problems = new ConfigurationProblems();
		new UnknownPropertyCheck(environment, problems).run();
		return problems.all();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class Application {

	}

}
