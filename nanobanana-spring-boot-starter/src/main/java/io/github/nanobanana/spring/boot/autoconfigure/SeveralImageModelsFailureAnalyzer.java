package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageModel;
import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.RoutingImageModel;

/**
 * Explains several image models of which none is preferred, if one of them is of this
 * starter, and gives the lines that prefer one. It comes before Spring Boot's own
 * analyzer, which knows beans but no providers, and leaves everything else to it.
 */
@Order(Ordered.LOWEST_PRECEDENCE - 100)
final class SeveralImageModelsFailureAnalyzer
		extends AbstractInjectionFailureAnalyzer<NoUniqueBeanDefinitionException> {

	private final BeanFactory beanFactory;

	private final Environment environment;

	SeveralImageModelsFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause,
			@Nullable String description) {
		if (!ImageModel.class.equals(cause.getBeanType())
				|| !(this.beanFactory instanceof ConfigurableListableBeanFactory beans)) {
			return null;
		}
		List<Candidate> candidates = found(cause, beans).stream().map((bean) -> Candidate.of(beans, bean)).toList();
		return candidates.stream().anyMatch(Candidate::ours)
				? new FailureAnalysis(description(description, candidates), action(candidates), cause) : null;
	}

	/** The exception about several that are primary names none. */
	private static Collection<String> found(NoUniqueBeanDefinitionException cause,
			ConfigurableListableBeanFactory beans) {
		Collection<String> found = cause.getBeanNamesFound();
		return (found != null) ? found
				: List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ImageModel.class, true, false));
	}

	private static String description(@Nullable String where, List<Candidate> candidates) {
		return candidates.stream()
			.map((candidate) -> "%n    - %s, %s".formatted(candidate.bean(), candidate.origin()))
			.collect(Collectors.joining("", "%s required one ImageModel, but there are %d of the same rank:%n"
				.formatted((where != null) ? where : "The application", candidates.size()), ""));
	}

	private String action(List<Candidate> candidates) {
		List<Candidate> own = candidates.stream().filter((candidate) -> candidate.provider() == null).toList();
		String anywhere = "%nor name one where it is injected:%n%n    @Qualifier(\"%s\") ImageModel"
			.formatted(candidates.stream().filter(Candidate::ours).findFirst().orElseThrow().bean());
		if (candidates.stream().anyMatch(Candidate::router)) {
			return "Remove %s, which makes the router the preferred one, or @Primary from the other,"
				.formatted(Allowed.FALLBACK.under(NanoBananaImageProperties.CONFIG_PREFIX)) + anywhere;
		}
		if (own.isEmpty()) {
			return "Add one of these lines to application.yml or application.properties,%n%s%n"
				.formatted(lines(candidates)) + anywhere;
		}
		if (own.size() == 1 && !own.get(0).routes()) {
			return "To have only '%s', add to application.yml or application.properties%n%s%n%nTo keep the others beside it, annotate it with @Primary,"
				.formatted(own.get(0).bean(), ModelProvider.line(SpringAIModelProperties.IMAGE_MODEL, "none"))
					+ anywhere;
		}
		return "Annotate one of %s with @Primary,"
			.formatted(own.stream().map(Candidate::bean).collect(Collectors.joining(", "))) + anywhere;
	}

	private String lines(List<Candidate> candidates) {
		String selected = this.environment.getProperty(SpringAIModelProperties.IMAGE_MODEL);
		return candidates.stream()
			.map(Candidate::provider)
			.filter(Objects::nonNull)
			.filter((provider) -> !provider.name().equals(selected))
			.map(ModelProvider::line)
			.distinct()
			.collect(Collectors.joining());
	}

	/**
	 * One of the image models that were found.
	 *
	 * @param bean the name of the bean
	 * @param provider where it comes from, or {@code null} if the application made it
	 * @param routes whether it is a router
	 * @param ours whether it is of this library
	 */
	private record Candidate(String bean, @Nullable ModelProvider provider, boolean routes, boolean ours) {

		static Candidate of(ConfigurableListableBeanFactory beans, String bean) {
			boolean routes = beans.isTypeMatch(bean, RoutingImageModel.class);
			return new Candidate(bean, ModelProvider.of(beans, bean), routes,
					routes || beans.isTypeMatch(bean, NanoBananaImageModel.class));
		}

		/** Whether it is the router that a property asks for. */
		boolean router() {
			return this.routes && this.bean.equals(NanoBananaRouterConfiguration.BEAN);
		}

		String origin() {
			if (router()) {
				return "the router";
			}
			return (this.provider != null) ? "of the provider '" + this.provider.name() + "'" : "of the application";
		}

	}

}
