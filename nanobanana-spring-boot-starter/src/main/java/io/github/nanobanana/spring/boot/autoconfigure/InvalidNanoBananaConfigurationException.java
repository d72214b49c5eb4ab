package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The application cannot start, since properties of the Nano Banana image model are
 * missing or wrong. The message lists all of them, without any key.
 */
public final class InvalidNanoBananaConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<ConfigurationProblem> problems;

	InvalidNanoBananaConfigurationException(List<ConfigurationProblem> problems) {
		super(problems.stream()
			.map(ConfigurationProblem::toString)
			.collect(Collectors.joining(System.lineSeparator(),
					"The configuration of the Nano Banana image model is not complete or not valid:"
							+ System.lineSeparator(),
					"")));
		this.problems = List.copyOf(problems);
	}

	List<ConfigurationProblem> problems() {
		return this.problems;
	}

}
