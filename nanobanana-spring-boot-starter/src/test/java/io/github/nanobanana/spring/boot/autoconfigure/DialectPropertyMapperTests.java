package io.github.nanobanana.spring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.github.nanobanana.spring.ai.image.PictureContent;
import io.github.nanobanana.spring.ai.image.PictureIntake;
import io.github.nanobanana.spring.ai.image.PixelSize;
import io.github.nanobanana.spring.ai.relay.ImageCall;
import io.github.nanobanana.spring.ai.relay.Reference;
import io.github.nanobanana.spring.ai.relay.RelayDialect;
import io.github.nanobanana.spring.ai.relay.RequestBody;
import io.github.nanobanana.spring.ai.relay.WireRequest;
import io.github.nanobanana.spring.ai.relay.dialect.ChatDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GeminiDialect;
import io.github.nanobanana.spring.ai.relay.dialect.GptBestDialect;
import io.github.nanobanana.spring.ai.relay.dialect.OpenAiDialect;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That each setting of a dialect does what its name says, and only that.
 */
class DialectPropertyMapperTests {

	private static final byte[] PNG = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

	@Test
	void namesAreThoseOfTheLibrary() {
		assertThat(Arrays.stream(Dialect.values()).map(Dialect::property)).containsExactly(GptBestDialect.NAME,
				OpenAiDialect.NAME, GeminiDialect.NAME, ChatDialect.NAME);
		for (Dialect dialect : Dialect.values()) {
			assertThat(dialect(Map.of("dialect", dialect.property())).name()).isEqualTo(dialect.property());
		}
	}

	@Test
	void dialectWhenNothingOrEmptyTextIsSetHasItsDefaults() {
		for (RelayDialect dialect : List.of(dialect(Map.of()), dialect(Map.of("dialect", "", "dialect-settings.path",
				"", "dialect-settings.ratio-field", "", "dialect-settings.references", "")))) {
			assertThat(body(dialect, null)).isEqualTo(body(new GptBestDialect(), null));
			assertThat(body(dialect, Reference.of(PictureContent.of(PNG))))
				.startsWith("/v1/images/edits multipart/form-data")
				.contains("name=\"image\"; filename=");
		}
		assertThat(body(dialect(Map.of("dialect", "openai")), Reference.of(PictureContent.of(PNG))))
			.contains("name=\"image[]\"");
	}

	@Test
	void fieldsWhenSetReplaceThoseOfTheDialect() {
		assertThat(body(dialect(Map.of("dialect-settings.ratio-field", "none", "dialect-settings.tier-field", "none",
				"dialect-settings.path", "/api/v3/draw", "dialect-settings.prompt-field", "input.text",
				"dialect-settings.response-format", false, "dialect-settings.seed", false, "dialect-settings.count",
				false, "dialect-settings.async", true)), null))
			.isEqualTo("""
					/api/v3/draw?async=true application/json {"model":"nano-banana-2","input":{"text":"a cat"}}""");
	}

	@Test
	void switchesWhenOnAreOnInTheOpenaiDialect() {
		assertThat(body(dialect(Map.of("dialect", "openai", "dialect-settings.seed", true)), null))
			.contains("\"size\":\"16:9\",\"quality\":\"2K\",\"n\":1,\"response_format\":\"url\",\"seed\":7");
	}

	@Test
	void pixelsAndSuffixWhenSetStandInPlaceOfRatioAndTier() {
		assertThat(body(dialect(Map.of("dialect-settings.pixels", "width-and-height", "dialect-settings.model-suffix",
				"always", "dialect-settings.tiers", "small")), null))
			.contains("{\"model\":\"nano-banana-2-2k\",\"prompt\":\"a cat\",\"width\":2752,\"height\":1536,\"n\":1");
		assertThat(body(dialect(Map.of("dialect-settings.pixels", "text", "dialect-settings.ratio-field", "size",
				"dialect-settings.tier-field", "size")), null))
			.contains("\"size\":\"2752x1536\",\"n\"");
	}

	@Test
	void referencesWhenSetGoIntoTheFieldInTheForm() {
		Reference png = Reference.of(PictureContent.of(PNG));
		assertThat(body(dialect(Map.of("dialect-settings.references", "data-uri", "dialect-settings.reference-field",
				"input.image_urls")), png))
			.contains("\"input\":{\"image_urls\":[\"data:image/png;base64,<picture>\"]}");
		assertThat(body(dialect(Map.of("dialect-settings.references", "base64")), png))
			.contains("\"image\":[\"<picture>\"]");
		assertThat(body(dialect(Map.of("dialect-settings.edit-path", "none")), png)).contains("/v1/images/generations",
				"data:image/png");
		assertThat(body(dialect(Map.of("dialect-settings.edit-path", "/edit", "dialect-settings.file-part", "file[]")),
				png))
			.startsWith("/edit ")
			.contains("name=\"file[]\"");
	}

	@Test
	void imageConfigAndSpellingWhenSetAreUsed() {
		assertThat(body(dialect(Map.of("dialect", "CHAT", "dialect-settings.image-config", "true")), null))
			.contains("\"image_config\":{\"aspect_ratio\":\"16:9\",\"image_size\":\"2K\"}");
		assertThat(body(dialect(Map.of("dialect", "gemini", "dialect-settings.spelling", "mixed")),
				Reference.of(PictureContent.of(PNG))))
			.contains("\"inline_data\"", "\"imageConfig\"");
	}

	@Test
	void textFormSaysWhatIsSet() {
		assertThat(endpoint(Map.of("dialect-settings.tiers", "half-k")).toString()).contains("[tiers=half-k]");
	}

	private static NanoBananaEndpointProperties endpoint(Map<String, Object> properties) {
		Map<String, Object> prefixed = new HashMap<>();
		properties.forEach((name, value) -> prefixed.put("relay." + name, value));
		return new Binder(new MapConfigurationPropertySource(prefixed)).bindOrCreate("relay",
				NanoBananaEndpointProperties.class);
	}

	private static RelayDialect dialect(Map<String, Object> properties) {
		DialectPropertyMapper mapper = new DialectPropertyMapper("relay", endpoint(properties));
		ConfigurationProblems problems = new ConfigurationProblems();
		mapper.check(problems);
		assertThat(problems.all()).isEmpty();
		return mapper.dialect();
	}

	private static String body(RelayDialect dialect, @Nullable Reference reference) {
		ImageCall call = new ImageCall("id", "nano-banana-2", "a cat", "16:9", "2K", new PixelSize(2752, 1536), null,
				"url", 7L, (reference != null) ? List.of(reference) : List.of(), null, Duration.ofSeconds(1), Map.of(),
				List.of(), PictureIntake.inMemory());
		WireRequest request = dialect.write(call);
		return request.path() + " " + request.contentType() + " "
				+ request.body()
					.segments()
					.stream()
					.map((segment) -> (segment instanceof RequestBody.Bytes part)
							? new String(part.bytes(), StandardCharsets.UTF_8) : "<picture>")
					.collect(Collectors.joining());
	}

}
