package io.github.nanobanana.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.nanobanana.spring.ai.NanoBananaPictureArchive;
import io.github.nanobanana.spring.ai.image.PictureStore;

/**
 * The store of pictures, where the configuration names one, and the archive over it. A
 * store of the application's own takes its place. Both wait until they are asked for, so
 * that the image model tells of everything that is wrong before one of them does of one
 * thing.
 */
final class NanoBananaPictureStoreConfiguration {

	private static final String PROPERTY = Allowed.STORE.under(NanoBananaImageProperties.CONFIG_PREFIX);

	private NanoBananaPictureStoreConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnStore.class)
	static class Named {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		PictureStore nanoBananaPictureStore(NanoBananaImageProperties properties, ResourceLoader resources) {
			ConfigurationProblems problems = new ConfigurationProblems();
			PictureStore store = new DeliveryPropertyMapper(properties).store(resources, problems);
			problems.refuse();
			if (store == null) {
				throw new IllegalStateException("The condition found a store that is not there.");
			}
			return store;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(PictureStore.class)
	static class Archive {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		NanoBananaPictureArchive nanoBananaPictureArchive(PictureStore store) {
			return new NanoBananaPictureArchive(store);
		}

	}

	/** Whether the configuration names a place. */
	static final class OnStore extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean named = Binder.get(context.getEnvironment())
				.bind(PROPERTY, String.class)
				.map(DeliveryPropertyMapper::isStore)
				.orElse(false);
			ConditionMessage.Builder message = ConditionMessage.forCondition("Picture store");
			return named ? ConditionOutcome.match(message.foundExactly(PROPERTY))
					: ConditionOutcome.noMatch(message.because("no place is named by " + PROPERTY));
		}

	}

}
