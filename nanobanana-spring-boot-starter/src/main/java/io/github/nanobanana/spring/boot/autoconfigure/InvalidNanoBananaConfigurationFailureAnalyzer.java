package io.github.nanobanana.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains properties that are missing or out of bounds.
 */
final class InvalidNanoBananaConfigurationFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidNanoBananaConfigurationException> {

	private final Environment environment;

	InvalidNanoBananaConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidNanoBananaConfigurationException cause) {
		return new ConfigurationReport(this.environment, cause.problems()).analysis(cause);
	}

}
