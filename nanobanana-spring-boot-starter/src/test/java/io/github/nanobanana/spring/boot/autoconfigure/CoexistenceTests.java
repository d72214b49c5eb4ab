package io.github.nanobanana.spring.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.model.openai.autoconfigure.OpenAiImageAutoConfiguration;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring AI's OpenAI image model and this one in one application. Nothing selected or one
 * of them selected, no context is ambiguous, and none fails for a reason of ours.
 */
class CoexistenceTests {

	private static final String[] OURS = { "spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
			"spring.ai.nanobanana.api-key=sk-ours" };

	private static final String OPENAI = "spring.ai.openai.api-key=sk-theirs";

	private final ApplicationContextRunner both = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, OpenAiImageAutoConfiguration.class));

	@Test
	void startWhenNothingIsSelectedAndNoKeyIsSetFailsForOpenAiAlone() {
		this.both.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("credential")
			.hasMessageNotContaining("nanobanana"));
	}

	@Test
	void startWhenNothingIsSelectedAndOnlyOurKeyIsSetFailsForOpenAiAlone() {
		this.both.withPropertyValues(OURS)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("credential")
				.hasMessageNotContaining("nanobanana"));
	}

	@Test
	void imageModelWhenNothingIsSelectedAndOnlyOpenAiKeyIsSetIsOpenAi() {
		this.both.withPropertyValues(OPENAI)
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(OpenAiImageModel.class));
	}

	@Test
	void imageModelWhenNothingIsSelectedAndBothKeysAreSetIsOpenAiWithOursBesideIt() {
		this.both.withPropertyValues(OURS)
			.withPropertyValues(OPENAI)
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				assertThat(context.getBean(ImageModel.class)).isInstanceOf(OpenAiImageModel.class);
				assertThat(context.getBean("byInterface")).isEqualTo(OpenAiImageModel.class.getSimpleName());
				assertThat(context.getBean("byQualifier")).isEqualTo(NanoBananaImageModel.class.getSimpleName());
				assertThat(context.getBean("byType")).isEqualTo(NanoBananaImageModel.class.getSimpleName());
			});
	}

	@Test
	void imageModelWhenOursIsSelectedIsOursWithoutOpenAiKey() {
		this.both.withPropertyValues(OURS)
			.withPropertyValues("spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(NanoBananaImageModel.class));
	}

	@Test
	void imageModelWhenOpenAiIsSelectedIsOpenAi() {
		this.both.withPropertyValues(OURS)
			.withPropertyValues(OPENAI, "spring.ai.model.image=openai")
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(OpenAiImageModel.class));
	}

	@Test
	void imageModelWhenNoneOrListIsSelectedIsAbsent() {
		for (String selection : new String[] { "none", "openai,nanobanana" }) {
			this.both.withPropertyValues(OURS)
				.withPropertyValues(OPENAI, "spring.ai.model.image=" + selection)
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
		}
	}

	@Test
	void imageModelWhenNothingIsSelectedAndUserHasOneIsTheUsers() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
			.withPropertyValues(OURS)
			.withUserConfiguration(NanoBananaImageAutoConfigurationTests.OtherModel.class, Injected.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat((String) context.getBean("byInterface")).contains("Lambda");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		String byInterface(ImageModel model) {
			return model.getClass().getSimpleName();
		}

		@Bean
		String byQualifier(@Qualifier("nanoBananaImageModel") ImageModel model) {
			return model.getClass().getSimpleName();
		}

		@Bean
		String byType(NanoBananaImageModel model) {
			return model.getClass().getSimpleName();
		}

	}

}
