package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.unit.DataSize;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * Auto-configuration of the Nano Banana image model. The model is there if
 * {@code spring.ai.model.image} is {@code nanobanana}; without that property, if there is
 * a key or an endpoint bean, and then as a fallback beside other image models.
 */
@AutoConfiguration
@ConditionalOnClass(NanoBananaImageModel.class)
@Conditional(OnNanoBananaImageCondition.class)
@EnableConfigurationProperties({ NanoBananaProperties.class, NanoBananaImageProperties.class })
@Import({ NanoBananaPictureStoreConfiguration.Named.class, NanoBananaPictureStoreConfiguration.Archive.class,
		NanoBananaImageModelConfigurations.Selected.class, NanoBananaImageModelConfigurations.Otherwise.class })
public final class NanoBananaImageAutoConfiguration {

	/**
	 * A builder with everything set that the configuration says. Each injection gets one
	 * of its own, so an application may build further models from it.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	NanoBananaImageModelBuilder nanoBananaImageModelBuilder(Environment environment, NanoBananaProperties properties,
			NanoBananaImageProperties imageProperties, ResourceLoader resources, ObjectProvider<PictureStore> stores,
			ObjectProvider<NanoBananaEndpoint> endpoints, ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ImageModelObservationConvention> observationConvention,
			ObjectProvider<NanoBananaImageModelBuilderCustomizer> customizers) {
		NanoBananaImageModelBuilder builder = builder(environment, properties, imageProperties, resources,
				endpoints.orderedStream().toList());
		stores.ifUnique(builder::store);
		builder.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
		observationConvention.ifAvailable(builder::observationConvention);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	private static NanoBananaImageModelBuilder builder(Environment environment, NanoBananaProperties properties,
			NanoBananaImageProperties imageProperties, ResourceLoader resources, List<NanoBananaEndpoint> declared) {
		ConfigurationProblems problems = new ConfigurationProblems();
		NanoBananaImageModelBuilder builder = NanoBananaImageModel.builder();
		builder.endpoints(new EndpointPropertyMapper(properties, problems).endpoints(!declared.isEmpty()));
		builder.endpoints(declared);
		new BareKeyCheck(environment, problems).run();
		new ImagePropertyCheck(imageProperties, problems).run();
		DeliveryPropertyMapper delivery = new DeliveryPropertyMapper(imageProperties);
		delivery.check(problems);
		delivery.store(resources, problems);
		problems.refuse();
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getMaxResponseSize).as(DataSize::toBytes).to(builder::maxResponseSize);
		map.from(properties::getMaxHeaderSize)
			.as(DataSize::toBytes)
			.to((bytes) -> builder.maxHeaderSize(Math.toIntExact(bytes)));
		delivery.apply(builder);
		return builder.defaultOptions(imageProperties.toOptions());
	}

}
