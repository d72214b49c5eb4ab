package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.model.openai.autoconfigure.OpenAiAudioSpeechAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiAudioTranscriptionAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiEmbeddingAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiImageAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiModerationAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.RoutingImageModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a person reads when two providers are in the way of each other, and that the lines
 * it names are the ones that help.
 */
@ExtendWith(OutputCaptureExtension.class)
class CoexistenceTextTests {

	private static final Pattern LINE = Pattern.compile("^    (spring\\.ai\\.model\\.\\S+: \\S+)$", Pattern.MULTILINE);

	private static final String[] KEYS = { "--spring.ai.openai.api-key=sk-theirs",
			"--spring.ai.nanobanana.api-key=sk-ours", "--spring.ai.nanobanana.base-url=https://a.example.com" };

	@Test
	void textWhenOpenAiHasNoKeyNamesTheLinesThatHelp(CapturedOutput output) {
		start(Both.class, "--spring.ai.nanobanana.api-key=sk-ours",
				"--spring.ai.nanobanana.base-url=https://a.example.com", "--spring.ai.model.audio.speech=none");
		assertThat(output)
			.contains("APPLICATION FAILED TO START", "of Spring AI's provider 'openai' has no usable key",
					"spring.ai.openai.api-key")
			.doesNotContain("sk-ours", "\tat ");
		assertThat(lines(output)).containsExactlyInAnyOrder("spring.ai.model.image: nanobanana",
				"spring.ai.model.chat: none", "spring.ai.model.embedding: none", "spring.ai.model.moderation: none",
				"spring.ai.model.audio.transcription: none");
		startsWith(Both.class, Stream.concat(lines(output), Stream.of("spring.ai.model.audio.speech: none",
				"spring.ai.nanobanana.api-key: sk-ours", "spring.ai.nanobanana.base-url: https://a.example.com")));
	}

	@Test
	void textWhenOnlyTheImageModelFailsNamesOneLine(CapturedOutput output) {
		start(ImagesOnly.class);
		assertThat(output).contains("The model 'openAiImageModel'", "only because spring.ai.model.image is not set",
				"If pictures are to come from Nano Banana");
		assertThat(output.toString().indexOf("To keep that model, set spring.ai.openai.api-key")).isBetween(0,
				output.toString().indexOf("If pictures are to come from Nano Banana"));
		assertThat(lines(output)).containsExactly("spring.ai.model.image: nanobanana");
	}

	@Test
	void textWhenAnotherKindFailsFirstNamesItsLine(CapturedOutput output) {
		start(Both.class, "--spring.ai.model.image=nanobanana", KEYS[1], KEYS[2]);
		assertThat(output).contains("If that model is not wanted");
		assertThat(lines(output)).containsExactlyInAnyOrder("spring.ai.model.chat: none",
				"spring.ai.model.embedding: none", "spring.ai.model.moderation: none",
				"spring.ai.model.audio.speech: none", "spring.ai.model.audio.transcription: none");
	}

	@Test
	void textWhenOpenAiIsSelectedWithoutKeyIsSpringBootsOwn(CapturedOutput output) {
		start(ImagesOnly.class, "--spring.ai.model.image=openai");
		assertThat(output).contains("Application run failed", "credential").doesNotContain("APPLICATION FAILED");
	}

	@Test
	void textWhenAnotherBeanHasNoKeyIsSpringBootsOwn(CapturedOutput output) {
		start(NeedsCredentials.class);
		assertThat(output).contains("Application run failed", "credential must be")
			.doesNotContain("APPLICATION FAILED");
	}

	@Test
	void textWhenApplicationsModelIsBesideTheSelectedNamesTheLinesThatHelp(CapturedOutput output) {
		start(Own.class, KEYS[1], KEYS[2], "--spring.ai.model.image=nanobanana");
		assertThat(output).contains("APPLICATION FAILED TO START", "user in ",
				"required one ImageModel, but there are 2", "- nanoBananaImageModel, of the provider 'nanobanana'",
				"- own, of the application", "@Primary", "@Qualifier(\"");
		assertThat(lines(output)).containsExactly("spring.ai.model.image: none");
		startsWith(Own.class, lines(output));
	}

	@Test
	void textWhenApplicationsModelIsBesideTwoProvidersNamesTheLineThatHelps(CapturedOutput output) {
		start(OwnAndOpenAi.class, KEYS);
		assertThat(output).contains("but there are 3 of the same rank", "- own, of the application",
				"- openAiImageModel, of the provider 'openai'", "@Qualifier(\"nanoBananaImageModel\")");
		assertThat(lines(output)).containsExactly("spring.ai.model.image: none");
		startsWith(OwnAndOpenAi.class, lines(output));
	}

	@Test
	void textWhenSeveralProvidersAreThereNamesOneLineForEach(CapturedOutput output) {
		start(ThreeProviders.class, KEYS);
		assertThat(output).contains("required one ImageModel, but there are 3",
				"- openAiImageModel, of the provider 'openai'", "- nanoBananaImageModel, of the provider 'nanobanana'");
		assertThat(lines(output)).containsExactlyInAnyOrder("spring.ai.model.image: openai",
				"spring.ai.model.image: nanobanana", "spring.ai.model.image: third");
	}

	@Test
	void textWhenRouterIsNotTheOnlyPrimaryNamesTheProperty(CapturedOutput output) {
		start(OwnPrimary.class, KEYS[1], KEYS[2], "--spring.ai.nanobanana.image.fallback=own");
		assertThat(output).contains("- nanoBananaRoutingImageModel, the router",
				"Remove spring.ai.nanobanana.image.fallback");
	}

	@Test
	void textWhenApplicationsRouterIsNotPrimarySaysSo(CapturedOutput output) {
		start(OwnRouter.class, KEYS[1], KEYS[2], "--spring.ai.model.image=nanobanana");
		assertThat(output).contains("- router, of the application", "Annotate one of router with @Primary");
		assertThat(lines(output)).isEmpty();
	}

	@Test
	void textWhenModeIsUnreadableNamesWhatIsAllowed(CapturedOutput output) {
		start(ImagesOnly.class, "--spring.ai.nanobanana.image.mode=alway", KEYS[0], "--spring.ai.model.image=openai");
		assertThat(output).contains("Property: spring.ai.nanobanana.image.mode", "Value: \"alway\"",
				"Allowed: auto, always, off");
	}

	@Test
	void textWhenTheModelsAreNotOursIsSpringBootsOwn(CapturedOutput output) {
		start(TwoOwn.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "required a single bean, but 2 were found")
			.doesNotContain("required one ImageModel");
	}

	private static Stream<String> lines(CapturedOutput output) {
		return LINE.matcher(output.toString()).results().map((MatchResult found) -> found.group(1));
	}

	private static void start(Class<?> application, String... arguments) {
		assertThatException().isThrownBy(() -> builder(application).run(arguments).close());
	}

	private static void startsWith(Class<?> application, Stream<String> lines) {
		builder(application).run(lines.map((line) -> "--" + line.replace(": ", "=")).toArray(String[]::new)).close();
	}

	private static SpringApplicationBuilder builder(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).logStartupInfo(false);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NanoBananaImageAutoConfiguration.class, OpenAiImageAutoConfiguration.class })
	static class ImagesOnly {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NanoBananaImageAutoConfiguration.class, OpenAiImageAutoConfiguration.class,
			OpenAiChatAutoConfiguration.class, ToolCallingAutoConfiguration.class,
			OpenAiEmbeddingAutoConfiguration.class, OpenAiModerationAutoConfiguration.class,
			OpenAiAudioSpeechAutoConfiguration.class, OpenAiAudioTranscriptionAutoConfiguration.class })
	static class Both {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class NeedsCredentials {

		@Bean
		String own() {
			throw new IllegalStateException("A credential must be set");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class Own {

		@Bean
		ImageModel own() {
			return (prompt) -> new ImageResponse(List.of());
		}

		@Bean
		String user(ImageModel images) {
			return images.toString();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(OpenAiImageAutoConfiguration.class)
	static class OwnAndOpenAi extends Own {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class OwnPrimary {

		@Bean
		@Primary
		ImageModel own() {
			return (prompt) -> new ImageResponse(List.of());
		}

		@Bean
		String user(ImageModel images) {
			return images.toString();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class OwnRouter {

		@Bean
		RoutingImageModel router(NanoBananaImageModel ours) {
			return RoutingImageModel.builder().primary(ours).fallback((prompt) -> new ImageResponse(List.of())).build();
		}

		@Bean
		String user(ImageModel images) {
			return images.toString();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NanoBananaImageAutoConfiguration.class, OpenAiImageAutoConfiguration.class,
			Third.class })
	static class ThreeProviders {

		@Bean
		String user(ImageModel images) {
			return images.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(prefix = "spring.ai.model", name = "image", havingValue = "third", matchIfMissing = true)
	static class Third {

		@Bean
		ImageModel thirdImageModel() {
			return (prompt) -> new ImageResponse(List.of());
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(NanoBananaImageAutoConfiguration.class)
	static class TwoOwn extends Own {

		@Bean
		ImageModel another() {
			return (prompt) -> new ImageResponse(List.of());
		}

	}

}
