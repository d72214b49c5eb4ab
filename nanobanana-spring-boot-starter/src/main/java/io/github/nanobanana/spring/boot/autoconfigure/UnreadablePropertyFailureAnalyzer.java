package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains properties that cannot be read. Spring Boot stops at the first of them; this
 * goes through all, and through what is wrong with the others. It comes before Spring
 * Boot's own analyzer, which would show the value whatever it is.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadablePropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName
		.of(NanoBananaProperties.CONFIG_PREFIX);

	private final BeanFactory beanFactory;

	private final Environment environment;

	UnreadablePropertyFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!PREFIX.equals(cause.getName()) && !PREFIX.isAncestorOf(cause.getName())) {
			return null;
		}
		ConfigurationProblems problems = new ConfigurationProblems();
		NanoBananaProperties relays = LenientBinding.relays(this.environment, problems);
		NanoBananaImageProperties image = LenientBinding.image(this.environment, problems);
		new PoolPropertyMapper(relays).check(problems);
		new EndpointPropertyMapper(relays, TransportPropertyMapper.unasked(relays, problems),
				EndpointBeans.unasked(OnNanoBananaImageCondition.keysMayExist(this.beanFactory)), problems)
			.endpoints(OnNanoBananaImageCondition.endpointsMayExist(this.beanFactory));
		new BareKeyCheck(this.environment, problems).run();
		new UnknownPropertyCheck(this.environment, problems).run();
		new ImagePropertyCheck(image, problems).run();
		return problems.isEmpty() ? null : new ConfigurationReport(this.environment, problems.all()).analysis(cause);
	}

}
