package io.github.nanobanana.spring.boot.autoconfigure.health;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaImageAutoConfiguration;

/**
 * Auto-configuration of the health contributor {@code nanobanana}: one indicator, or one
 * for each image model by its bean's name if there are several.
 */
@AutoConfiguration(after = NanoBananaImageAutoConfiguration.class)
@ConditionalOnClass({ NanoBananaImageModel.class, HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(NanoBananaImageModel.class)
@ConditionalOnEnabledHealthIndicator("nanobanana")
public final class NanoBananaHealthContributorAutoConfiguration
		extends CompositeHealthContributorConfiguration<NanoBananaHealthIndicator, NanoBananaImageModel> {

	NanoBananaHealthContributorAutoConfiguration() {
		super(NanoBananaHealthIndicator::new);
	}

	/** The contributor's name is that of the bean without its suffix. */
	@Bean
	@ConditionalOnMissingBean(name = { "nanobananaHealthIndicator", "nanobananaHealthContributor" })
	HealthContributor nanobananaHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		return createContributor(beanFactory, NanoBananaImageModel.class);
	}

}
