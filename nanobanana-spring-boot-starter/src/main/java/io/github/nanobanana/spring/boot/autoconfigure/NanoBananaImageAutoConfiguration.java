package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.model.image.observation.autoconfigure.ImageObservationAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaEndpointSource;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;
import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * Auto-configuration of the Nano Banana image model. The model is there if
 * {@code spring.ai.model.image} is {@code nanobanana}; without that property, if there is
 * a key, connection details, an endpoint bean or a source of endpoints, and then as a
 * fallback beside other image models. {@link NanoBananaImageMode} keeps it in or out
 * whatever is selected.
 * <p>
 * It stands between the tracer and Spring AI's observation of images, which looks for a
 * tracer before there is one otherwise and then never writes a prompt down.
 */
@AutoConfiguration(before = ImageObservationAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration" })
@ConditionalOnClass(NanoBananaImageModel.class)
@Conditional(OnNanoBananaImageCondition.class)
@EnableConfigurationProperties({ NanoBananaProperties.class, NanoBananaImageProperties.class })
@Import({ NanoBananaPictureStoreConfiguration.Named.class, NanoBananaPictureStoreConfiguration.Archive.class,
		NanoBananaImageModelConfigurations.Selected.class, NanoBananaImageModelConfigurations.Otherwise.class,
		NanoBananaRouterConfiguration.class })
public final class NanoBananaImageAutoConfiguration {

	/**
	 * Tells the application's listeners what happens to endpoints.
	 */
	@Bean
	NanoBananaEndpointEventPublisher nanoBananaEndpointEventPublisher(ConfigurableApplicationContext context) {
		return new NanoBananaEndpointEventPublisher(context);
	}

	/**
	 * Tells the addresses and keys of the properties, where nobody else names any.
	 */
	@Bean
	@ConditionalOnMissingBean(NanoBananaConnectionDetails.class)
	PropertiesNanoBananaConnectionDetails nanoBananaConnectionDetails(NanoBananaProperties properties) {
		return new PropertiesNanoBananaConnectionDetails(properties);
	}

	/**
	 * Ends the image models after the web server has drained.
	 */
	@Bean
	NanoBananaShutdown nanoBananaShutdown(ConfigurableApplicationContext context) {
		return new NanoBananaShutdown(context);
	}

	/**
	 * The SSL bundles as connections use them.
	 */
	@Bean
	SslBundleMaterials nanoBananaSslBundleMaterials(ObjectProvider<SslBundles> bundles) {
		return new SslBundleMaterials(bundles.getIfAvailable());
	}

	/**
	 * The keys of the application's sources, each asked for once.
	 */
	@Bean
	SourcedKeys nanoBananaSourcedKeys(ObjectProvider<NanoBananaApiKeySource> sources) {
		return new SourcedKeys(sources);
	}

	/**
	 * Reads the properties of endpoints anew when it is told to.
	 */
	@Bean
	@ConditionalOnMissingBean
	NanoBananaEndpointRefresher nanoBananaEndpointRefresher(Environment environment, ListableBeanFactory beans,
			NanoBananaConnectionDetails connection, NanoBananaProperties properties) {
		return new NanoBananaEndpointRefresher(environment, beans, connection, properties);
	}

	/**
	 * A builder with everything set that the configuration says. Each injection gets one
	 * of its own, so an application may build further models from it.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	NanoBananaImageModelBuilder nanoBananaImageModelBuilder(Environment environment, NanoBananaProperties properties,
			NanoBananaConnectionDetails connection, NanoBananaImageProperties imageProperties, ResourceLoader resources,
			ObjectProvider<PictureStore> stores, ObjectProvider<NanoBananaEndpoint> endpoints,
			ObjectProvider<NanoBananaEndpointSource> sources, ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ImageModelObservationConvention> observationConvention, ListableBeanFactory beans,
			NanoBananaEndpointEventPublisher events,
			ObjectProvider<NanoBananaImageModelBuilderCustomizer> customizers) {
		NanoBananaImageModelBuilder builder = builder(environment, properties, connection, imageProperties, resources,
				beans, endpoints.orderedStream().toList(), sources.orderedStream().toList());
		stores.ifUnique(builder::store);
		builder.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
		observationConvention.ifAvailable(builder::observationConvention);
		builder.endpointListener(events);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	private static NanoBananaImageModelBuilder builder(Environment environment, NanoBananaProperties properties,
			NanoBananaConnectionDetails connection, NanoBananaImageProperties imageProperties, ResourceLoader resources,
			ListableBeanFactory beans, List<NanoBananaEndpoint> declared, List<NanoBananaEndpointSource> sources) {
		ConfigurationProblems problems = new ConfigurationProblems();
		PoolPropertyMapper pool = new PoolPropertyMapper(properties);
		pool.check(problems);
		NanoBananaImageModelBuilder builder = NanoBananaImageModel.builder();
		TransportPropertyMapper transports = new TransportPropertyMapper(properties, HttpClientDefaults.of(environment),
				beans.getBean(SslBundleMaterials.class), problems);
		NanoBananaProperties connected = ConnectedProperties.of(properties, connection, problems);
		boolean othersExist = connected != properties || !declared.isEmpty() || !sources.isEmpty();
		EndpointBeans having = EndpointBeans.of(beans, connected == properties);
		builder.endpoints(new EndpointPropertyMapper(connected, transports, having, problems).endpoints(othersExist));
		builder.downloads(transports::pictures);
		builder.endpoints(declared);
		sources.forEach(builder::endpointSource);
		new BareKeyCheck(environment, problems).run();
		new UnknownPropertyCheck(environment, problems).run();
		new ImagePropertyCheck(imageProperties, problems).run();
		DeliveryPropertyMapper delivery = new DeliveryPropertyMapper(imageProperties);
		delivery.check(problems);
		if (transports.isProxiedForPictures()) {
			delivery.checkProxied(problems);
		}
		delivery.store(resources, problems);
		problems.refuse();
		pool.apply(builder);
		delivery.apply(builder);
		return builder.defaultOptions(imageProperties.toOptions());
	}

}
