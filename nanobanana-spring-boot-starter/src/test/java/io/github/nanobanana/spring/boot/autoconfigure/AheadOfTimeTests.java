package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring's ahead-of-time processing makes of the auto-configuration.
 */
class AheadOfTimeTests {

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	@Test
	void generatedSourceWhenKeyIsSetKeepsFallbackAndHidesKey() throws IOException {
		String source = process("spring.ai.nanobanana.base-url=http://127.0.0.1:65535",
				"spring.ai.nanobanana.api-key=sk-secret");
		assertThat(source).contains("nanoBananaImageModel", "setFallback(true)").doesNotContain("sk-secret");
	}

	@Test
	void generatedSourceWhenSelectedHasNoFallback() throws IOException {
		assertThat(process("spring.ai.model.image=nanobanana")).contains("nanoBananaImageModel")
			.doesNotContain("setFallback");
	}

	@Test
	void generatedSourceWhenFallbackIsNamedHasThePrimaryRouter() throws IOException {
		assertThat(process("spring.ai.nanobanana.image.fallback=another")).contains("nanoBananaRoutingImageModel",
				"setPrimary(true)", "setFallback(true)");
	}

	@Test
	void generatedSourceWhenNothingIsSetIsEmptyOfOurs() throws IOException {
		assertThat(process()).doesNotContain("nanoBananaImageModel");
	}

	private String process(String... properties) throws IOException {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(properties).applyTo(context);
			context.register(NanoBananaImageAutoConfiguration.class);
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("io.github.nanobanana", "Generated")), this.files);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		StringBuilder source = new StringBuilder();
		for (String path : this.files.getGeneratedFiles(Kind.SOURCE).keySet()) {
			source.append(this.files.getGeneratedFileContent(Kind.SOURCE, path));
		}
		return source.toString();
	}

}
