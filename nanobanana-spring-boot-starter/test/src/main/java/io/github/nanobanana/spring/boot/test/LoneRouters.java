package io.github.nanobanana.spring.boot.test;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.RoutingImageModel;

/**
 * Puts a router that asks no second model in the place of the auto-configured one. It
 * stays a router, and the primary image model: without it, what injects
 * {@code ImageModel} would be given the other provider's.
 */
final class LoneRouters implements BeanDefinitionRegistryPostProcessor {

	static final String ROUTER = "nanoBananaRoutingImageModel";

	private static final String AUTO_CONFIGURATION = "io.github.nanobanana.spring.boot.autoconfigure.";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!registry.containsBeanDefinition(ROUTER)) {
			return;
		}
		String source = registry.getBeanDefinition(ROUTER).getFactoryBeanName();
		if (source == null || !source.startsWith(AUTO_CONFIGURATION)) {
			return;
		}
		RootBeanDefinition lone = new RootBeanDefinition(LoneRouters.class);
		lone.setTargetType(RoutingImageModel.class);
		lone.setFactoryMethodName("router");
		lone.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		lone.setPrimary(true);
		registry.removeBeanDefinition(ROUTER);
		registry.registerBeanDefinition(ROUTER, lone);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
	}

	static RoutingImageModel router(NanoBananaImageModel simulated) {
		return RoutingImageModel.builder().primary(simulated).fallback((prompt) -> {
			throw new IllegalStateException("The simulator alone is asked.");
		}).goOnAfter((failure) -> false).build();
	}

}
