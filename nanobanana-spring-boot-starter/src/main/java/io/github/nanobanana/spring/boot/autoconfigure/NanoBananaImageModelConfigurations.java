package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.NanoBananaEndpoint;

/**
 * The two ways in which the image model can be there: asked for by name, or as the one
 * that stands back where the application has another.
 */
final class NanoBananaImageModelConfigurations {

	private NanoBananaImageModelConfigurations() {
	}

	private static NanoBananaImageModel build(NanoBananaImageModelBuilder builder) {
		try {
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidNanoBananaConfigurationException(List.of(new ConfigurationProblem(
					"beans of type " + NanoBananaEndpoint.class.getSimpleName() + " or "
							+ NanoBananaImageModelBuilderCustomizer.class.getSimpleName(),
					"refused", ex.getMessage(), "what the reason asks for")));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = SpringAIModelProperties.IMAGE_MODEL,
			havingValue = OnNanoBananaImageCondition.SELECTION)
	static class Selected {

		@Bean
		@ConditionalOnMissingBean
		NanoBananaImageModel nanoBananaImageModel(NanoBananaImageModelBuilder builder,
				NanoBananaEndpointRefresher refresher) {
			return refresher.made(build(builder));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Otherwise {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		NanoBananaImageModel nanoBananaImageModel(NanoBananaImageModelBuilder builder,
				NanoBananaEndpointRefresher refresher) {
			return refresher.made(build(builder));
		}

	}

}
