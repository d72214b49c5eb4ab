package io.github.nanobanana.spring.boot.autoconfigure;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.github.nanobanana.spring.boot.autoconfigure.actuate.NanoBananaActuatorAutoConfiguration;
import io.github.nanobanana.spring.boot.autoconfigure.actuate.NanoBananaActuatorEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that the starter reaches by reflection is found by Spring's ahead-of-time
 * processing, so that it ships no hints of its own.
 */
class RuntimeHintsTests {

	private static final String PACKAGE = NanoBananaProperties.class.getPackageName();

	private final RuntimeHints hints = process();

	@ParameterizedTest
	@ValueSource(strings = { "NanoBananaProperties", "NanoBananaImageProperties", "NanoBananaEndpointProperties",
			"DialectSettingsProperties", "NanoBananaDeliveryProperties", "NanoBananaProxyProperties",
			"NanoBananaSslProperties" })
	void propertiesCanBeBound(String type) throws ClassNotFoundException {
		Class<?> properties = ClassUtils.forName(PACKAGE + "." + type, getClass().getClassLoader());
		List<Method> setters = Stream.of(BeanUtils.getPropertyDescriptors(properties))
			.map((property) -> property.getWriteMethod())
			.filter((setter) -> setter != null)
			.toList();
		assertThat(setters).isNotEmpty()
			.allSatisfy((setter) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(setter))
				.accepts(this.hints));
	}

	@Test
	void nestedPropertiesCanBeBound() {
		assertThat(Stream
			.of(NanoBananaProperties.class, NanoBananaImageProperties.class, NanoBananaEndpointProperties.class)
			.flatMap((type) -> Stream.of(BeanUtils.getPropertyDescriptors(type)))
			.map((property) -> property.getPropertyType())
			.filter((type) -> type.getName().startsWith(PACKAGE) && !type.isEnum())).isNotEmpty()
			.allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(this.hints));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "ModelsDescriptor", "ModelDescriptor", "EndpointOfModelsDescriptor", "EndpointDescriptor" })
	void answersOfTheActuatorCanBeWritten(String type) throws ClassNotFoundException {
		Class<?> answer = ClassUtils.forName(NanoBananaActuatorEndpoint.class.getPackageName() + "." + type,
				getClass().getClassLoader());
		assertThat(answer.getRecordComponents()).isNotEmpty()
			.allSatisfy((component) -> assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
				.accepts(this.hints));
	}

	@Test
	void operationsOfTheActuatorCanBeInvoked() {
		assertThat(List.of("models", "endpoint", "order")).allSatisfy((operation) -> assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(NanoBananaActuatorEndpoint.class, operation))
			.accepts(this.hints));
	}

	@Test
	void failureAnalyzersCanBeMade() throws Exception {
		Properties own = new Properties();
		try (InputStream in = Files.newInputStream(Path.of("src/main/resources/META-INF/spring.factories"))) {
			own.load(in);
		}
		List<String> analyzers = List
			.of(StringUtils.commaDelimitedListToStringArray(own.getProperty(FailureAnalyzer.class.getName())));
		assertThat(analyzers).isNotEmpty().allSatisfy((analyzer) -> {
			Class<?> type = ClassUtils.forName(analyzer.strip(), getClass().getClassLoader());
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.accepts(this.hints);
		});
	}

	private static RuntimeHints process() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues
				.of("spring.ai.model.image=nanobanana", "management.endpoints.web.exposure.include=nanobanana")
				.applyTo(context);
			context.register(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
					NanoBananaImageAutoConfiguration.class, NanoBananaActuatorAutoConfiguration.class);
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("io.github.nanobanana", "Generated")),
					new InMemoryGeneratedFiles());
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			return generation.getRuntimeHints();
		}
	}

}
