package io.github.nanobanana.spring.boot.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.ExactSize;
import io.github.nanobanana.spring.ai.ImageSize;
import io.github.nanobanana.spring.ai.ModelFamily;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.FailedCalls;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;
import io.github.nanobanana.spring.ai.relay.RelayLimits;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.ImagesSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a development environment is told about the properties.
 */
class ConfigurationMetadataTests {

	private static final String PREFIX = NanoBananaProperties.CONFIG_PREFIX + ".";

	private static final String SETTINGS = PREFIX + "dialect-settings.";

	private final Map<String, JsonNode> properties = new LinkedHashMap<>();

	private final Map<String, List<String>> hints = new LinkedHashMap<>();

	@BeforeEach
	void read() throws IOException {
		URI classes = URI
			.create(NanoBananaProperties.class.getProtectionDomain().getCodeSource().getLocation().toString());
		try (InputStream stream = classes.resolve("META-INF/spring-configuration-metadata.json").toURL().openStream()) {
			JsonNode metadata = JsonMapper.shared().readTree(stream);
			metadata.path("properties")
				.forEach((property) -> this.properties.put(property.path("name").asString(), property));
			metadata.path("hints")
				.forEach((hint) -> this.hints.put(hint.path("name").asString(),
						StreamSupport.stream(hint.path("values").spliterator(), false)
							.map((value) -> value.path("value").asString())
							.toList()));
		}
	}

	@Test
	void everyPropertyOfTheClassesIsThereAndNoOther() {
		TreeSet<String> names = names(NanoBananaProperties.CONFIG_PREFIX, NanoBananaProperties.class);
		names.addAll(names(PREFIX + "dialect-settings", DialectSettingsProperties.class));
		names.addAll(names(PREFIX + "ssl", NanoBananaSslProperties.class));
		names.addAll(names(PREFIX + "proxy", NanoBananaProxyProperties.class));
		names.addAll(names(NanoBananaImageProperties.CONFIG_PREFIX, NanoBananaImageProperties.class));
		assertThat(new TreeSet<>(this.properties.keySet().stream().filter((name) -> name.startsWith(PREFIX)).toList()))
			.isEqualTo(names);
	}

	@Test
	void everyPropertyHasDescriptionAndWordsForFailures() {
		this.properties.forEach((name, property) -> {
			assertThat(property.path("description").asString("")).as(name)
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ")
				.doesNotContain("{@");
			String element = name.substring(name.lastIndexOf('.') + 1);
			if (name.startsWith(SETTINGS)) {
				assertThat(DialectSetting.of(element)).as(name).isNotNull();
			}
			else if (name.startsWith(PREFIX)) {
				assertThat(Allowed.of(element)).as(name).isNotNull();
			}
		});
	}

	@Test
	void defaultsAreThoseOfTheLibrary() {
		assertThat(defaultOf("image.model")).isEqualTo(NanoBananaImageOptions.DEFAULT_MODEL);
		assertThat(defaultOf("image.n")).isEqualTo(String.valueOf(NanoBananaImageOptions.DEFAULT_N));
		assertThat(durationOf("image.timeout")).isEqualTo(NanoBananaImageOptions.DEFAULT_TIMEOUT);
		assertThat(DataSize.parse(defaultOf("max-response-size")).toBytes())
			.isEqualTo(RelayLimits.defaults().maxResponseBytes());
		assertThat(FailedCalls.valueOf(defaultOf("failed-calls").toUpperCase(Locale.ROOT)))
			.isEqualTo(FailedCalls.UNKNOWN);
		assertThat(defaultOf("max-waiting-calls")).isEqualTo(String.valueOf(AdmissionSettings.defaults().places()));
		assertThat(durationOf("max-wait")).isEqualTo(AdmissionSettings.defaults().longestWait());
		assertThat(durationOf("probe-interval")).isEqualTo(ProbeSettings.defaults().interval());
		assertThat(durationOf("probe-timeout")).isEqualTo(ProbeSettings.defaults().timeout());
		assertThat(durationOf("shutdown-timeout")).isEqualTo(Duration.ofSeconds(30));
		assertThat(defaultOf("connect-timeout")).isEqualTo("10s");
		assertThat(defaultOf("max-concurrent-calls")).isEqualTo("16");
		assertThat(defaultOf("dialect")).isEqualTo(GptBestDialect.NAME);
		assertThat(defaultOf("tier")).isEqualTo("0");
		assertThat(defaultOf("weight")).isEqualTo("1");
	}

	@Test
	void defaultsOfSettingsAreThoseOfTheDialect() {
		for (DialectSetting setting : DialectSetting.values()) {
			assertThat(this.properties.get(SETTINGS + setting.property()).has("defaultValue")).as(setting.property())
				.isTrue();
		}
		Map<String, Object> defaults = new HashMap<>();
		DialectSetting.of(Dialect.GPT_BEST)
			.forEach((setting) -> defaults.put(setting.property(), settingDefault(setting.property())));
		DialectSettingsProperties settings = new Binder(new MapConfigurationPropertySource(defaults)).bindOrCreate("",
				DialectSettingsProperties.class);
		NanoBananaEndpointProperties endpoint = new NanoBananaEndpointProperties();
		BeanUtils.copyProperties(settings, endpoint.getDialectSettings());
		assertThat(DialectSetting.shown(endpoint.getDialectSettings())).hasSize(16);
		assertThat(new DialectPropertyMapper("relay", endpoint).dialect()).usingRecursiveComparison()
			.isEqualTo(new GptBestDialect());
		assertThat(settingDefault("spelling")).isEqualTo("camel-case");
		assertThat(settingDefault("image-config")).isEqualTo("false");
	}

	@Test
	void hintsOfDialectsAreThoseOfTheLibrary() {
		assertThat(this.hints.get(PREFIX + "image.mode")).isEqualTo(words(NanoBananaImageMode.values()));
		assertThat(defaultOf("image.mode")).isEqualTo("auto");
		assertThat(this.hints.get(PREFIX + "dialect")).isEqualTo(words(Dialect.values()));
		assertThat(this.hints.get(PREFIX + "proxy.type")).isEqualTo(words(ProxyType.values()));
		assertThat(this.hints.get(PREFIX + "ssl.bundle")).containsExactly("none");
		assertThat(defaultOf("proxy.type")).isEqualTo(Shown.word(ProxyType.HTTP));
		assertThat(this.hints.get(PREFIX + "image.exact-size")).isEqualTo(words(ExactSize.values()));
		assertThat(this.hints.get(PREFIX + "families.values"))
			.isEqualTo(Arrays.stream(ModelFamily.values()).map(ModelFamily::id).toList());
		assertThat(this.hints.get(SETTINGS + "pixels")).isEqualTo(words(ImagesSettings.Pixels.values()));
		assertThat(this.hints.get(SETTINGS + "tiers")).isEqualTo(words(ImagesSettings.Tiers.values()));
		assertThat(this.hints.get(SETTINGS + "model-suffix")).isEqualTo(words(ImagesSettings.ModelSuffix.values()));
		assertThat(this.hints.get(SETTINGS + "references")).isEqualTo(words(ImagesSettings.References.values()));
		assertThat(this.hints.get(SETTINGS + "spelling")).isEqualTo(words(GeminiDialect.Spelling.values()));
		for (String name : List.of("ratio-field", "tier-field", "reference-field", "file-part", "edit-path",
				"task-path")) {
			assertThat(this.hints.get(SETTINGS + name)).contains(settingDefault(name));
		}
		assertThat(this.hints).containsKeys(PREFIX + "models.keys", PREFIX + "families.keys", PREFIX + "prices.keys");
	}

	private static List<String> words(Enum<?>[] choices) {
		return Arrays.stream(choices).map(Shown::word).toList();
	}

	private String settingDefault(String name) {
		return this.properties.get(SETTINGS + name).path("defaultValue").asString();
	}

	@Test
	void hintsAreThoseOfTheLibrary() {
		assertThat(this.hints.get(PREFIX + "image.aspect-ratio")).hasSize(14)
			.containsExactlyInAnyOrderElementsOf(
					ModelFamily.GEMINI_3_1_FLASH_IMAGE.ratios().stream().map(String::valueOf).toList());
		assertThat(this.hints.get(PREFIX + "image.image-size"))
			.isEqualTo(ImageSize.values().stream().map(ImageSize::value).toList());
		assertThat(this.hints.get(PREFIX + "failed-calls")).hasSameSizeAs(FailedCalls.values())
			.allMatch((hint) -> FailedCalls.valueOf(hint.toUpperCase(Locale.ROOT)) != null);
		assertThat(this.hints.get(PREFIX + "image.response-format")).containsExactly("url", "b64_json");
		assertThat(this.hints.get(PREFIX + "image.model")).contains(NanoBananaImageOptions.DEFAULT_MODEL)
			.allMatch((model) -> ModelFamily.of(model) != null);
		assertThat(this.hints.get("spring.ai.model.image")).contains("nanobanana");
	}

	private Duration durationOf(String name) {
		return DurationStyle.detectAndParse(defaultOf(name));
	}

	@Test
	void healthAndActuatorEndpointAreThere() {
		assertThat(this.properties).containsKeys("management.health.nanobanana.enabled",
				"management.endpoint.nanobanana.access");
		assertThat(this.hints.get(PREFIX + "probe-path")).contains("none");
	}

	private String defaultOf(String name) {
		return this.properties.get(PREFIX + name).path("defaultValue").asString();
	}

	private static TreeSet<String> names(String prefix, Class<?> type) {
		TreeSet<String> names = new TreeSet<>();
		Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.filter((property) -> property.getWriteMethod() != null)
			.map(PropertyDescriptor::getName)
			.forEach((name) -> names.add(prefix + "." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
		return names;
	}

}
