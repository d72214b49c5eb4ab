package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.model.openai.autoconfigure.OpenAiImageAutoConfiguration;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring AI's OpenAI image model and this one in one application: what is selected, which
 * keys are set and what the application declares, each both ways. No context is
 * ambiguous, and none fails for a reason of ours. What a person reads where OpenAI's
 * model fails without a key is in {@link CoexistenceTextTests}.
 */
class CoexistenceTests {

	private static final String[] OURS = { "spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
			"spring.ai.nanobanana.api-key=sk-ours" };

	private static final String OPENAI = "spring.ai.openai.api-key=sk-theirs";

	private static final String ALWAYS = "spring.ai.nanobanana.image.mode=always";

	private static final String OFF = "spring.ai.nanobanana.image.mode=off";

	private final ApplicationContextRunner both = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(NanoBananaImageAutoConfiguration.class, OpenAiImageAutoConfiguration.class));

	private final ApplicationContextRunner bothWithKeys = this.both.withPropertyValues(OURS).withPropertyValues(OPENAI);

	private final ApplicationContextRunner ours = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withPropertyValues(OURS);

	@Test
	void startWhenNothingIsSelectedAndOpenAiHasNoKeyFailsForOpenAiAlone() {
		for (ApplicationContextRunner runner : List.of(this.both, this.both.withPropertyValues(OURS))) {
			runner.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("credential")
				.hasMessageNotContaining("nanobanana"));
		}
	}

	@Test
	void imageModelWhenNothingIsSelectedAndOnlyOpenAiKeyIsSetIsOpenAi() {
		this.both.withPropertyValues(OPENAI)
			.withUserConfiguration(Interface.class)
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(OpenAiImageModel.class)
				.hasBean("byInterface"));
	}

	@Test
	void imageModelWhenNothingIsSelectedAndBothKeysAreSetIsOpenAiWithOursBesideIt() {
		this.bothWithKeys.withUserConfiguration(Injected.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.satisfies((both) -> assertInjected(both.getBean(Injected.class), OpenAiImageModel.class)));
	}

	@Test
	void imageModelWhenOursIsSelectedIsOursWithoutOpenAiKey() {
		this.both.withPropertyValues(OURS)
			.withPropertyValues("spring.ai.model.image=nanobanana")
			.withUserConfiguration(Interface.class)
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(NanoBananaImageModel.class)
				.hasBean("byInterface"));
	}

	@Test
	void imageModelWhenOpenAiIsSelectedIsOpenAi() {
		this.bothWithKeys.withPropertyValues("spring.ai.model.image=openai")
			.withUserConfiguration(Interface.class)
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(OpenAiImageModel.class)
				.hasBean("byInterface"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "openai,nanobanana", "somebody" })
	void imageModelWhenNeitherIsSelectedIsAbsent(String selection) {
		this.bothWithKeys.withPropertyValues("spring.ai.model.image=" + selection)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
	}

	@Test
	void imageModelWhenApplicationHasOneIsTheApplications() {
		this.ours.withUserConfiguration(NanoBananaImageAutoConfigurationTests.OtherModel.class, Injected.class)
			.run((context) -> assertThat(context.getBean(Injected.class).byInterface)
				.isSameAs(context.getBean("otherModel"))
				.isNotSameAs(context.getBean(Injected.class).byType));
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "none" })
	void imageModelWhenApplicationHasOneAndOursIsKeptBesideItIsTheApplications(String selection) {
		this.ours.withPropertyValues(ALWAYS, "spring.ai.model.image=" + selection)
			.withUserConfiguration(NanoBananaImageAutoConfigurationTests.OtherModel.class, Injected.class)
			.run((context) -> assertThat(context.getBean(Injected.class).byInterface)
				.isSameAs(context.getBean("otherModel")));
	}

	@Test
	void modeWhenAlwaysKeepsOursBesideTheSelectedProvider() {
		this.bothWithKeys.withPropertyValues(ALWAYS, "spring.ai.model.image=openai")
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				assertInjected(context.getBean(Injected.class), OpenAiImageModel.class);
				assertThat(context.getBeanFactory().getBeanDefinition("nanoBananaImageModel").isFallback()).isTrue();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "nanobanana" })
	void modeWhenAlwaysAndNoOtherIsSelectedIsOursAlone(String selection) {
		this.bothWithKeys.withPropertyValues(ALWAYS, "spring.ai.model.image=" + selection)
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(OpenAiImageModel.class);
				assertInjected(context.getBean(Injected.class), NanoBananaImageModel.class);
			});
	}

	@Test
	void modeWhenAlwaysWithoutKeyFailsWithTheLinesToAdd() {
		this.both.withPropertyValues(OPENAI, ALWAYS, "spring.ai.model.image=openai")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidNanoBananaConfigurationException.class)
				.hasMessageContaining("spring.ai.nanobanana.api-key is not set"));
	}

	@Test
	void modeWhenOffIsWithoutOursWhateverIsSelected() {
		this.bothWithKeys.withPropertyValues(OFF)
			.run((context) -> assertThat(context).hasSingleBean(ImageModel.class)
				.hasSingleBean(OpenAiImageModel.class));
		this.bothWithKeys.withPropertyValues(OFF, "spring.ai.model.image=nanobanana")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
	}

	@Test
	void modeWhenYamlTakesOffForFalseIsOff() {
		this.ours.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:yaml/off.yml")
			.run((context) -> {
				assertThat(context.getEnvironment().getProperty("spring.ai.nanobanana.image.mode")).isEqualTo("false");
				assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class);
			});
	}

	@Test
	void modeWhenAutoOrEmptyIsAsIfNotSet() {
		for (String mode : new String[] { "auto", "" }) {
			this.ours.withPropertyValues("spring.ai.nanobanana.image.mode=" + mode)
				.run((context) -> assertThat(context).hasSingleBean(NanoBananaImageModel.class));
			this.ours.withPropertyValues("spring.ai.nanobanana.image.mode=" + mode, "spring.ai.model.image=openai")
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ImageModel.class));
		}
	}

	@Test
	void modeWhenUnreadableIsNotHiddenByTheSelectionOfAnother() {
		this.ours.withPropertyValues("spring.ai.nanobanana.image.mode=alway", "spring.ai.model.image=openai")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("alway"));
	}

	private static void assertInjected(Injected injected, Class<? extends ImageModel> expected) {
		assertThat(injected.byInterface).isInstanceOf(expected);
		assertThat(injected.byQualifier).isInstanceOf(NanoBananaImageModel.class).isSameAs(injected.byType);
	}

	@Configuration(proxyBeanMethods = false)
	static class Interface {

		@Bean
		String byInterface(ImageModel model) {
			return model.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		final ImageModel byInterface;

		final ImageModel byQualifier;

		final NanoBananaImageModel byType;

		Injected(ImageModel byInterface, @Qualifier("nanoBananaImageModel") ImageModel byQualifier,
				NanoBananaImageModel byType) {
			this.byInterface = byInterface;
			this.byQualifier = byQualifier;
			this.byType = byType;
		}

	}

}
