package io.github.nanobanana.spring.boot.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of endpoints that follow their properties when Spring Cloud says
 * that some have changed. Which ones it names is not looked at: a key may stand behind a
 * placeholder, and then the name is any.
 */
@AutoConfiguration(after = NanoBananaImageAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
@ConditionalOnBean(name = NanoBananaEndpointRefresher.MODEL, value = NanoBananaEndpointRefresher.class)
public final class NanoBananaRefreshAutoConfiguration {

	private static final Log logger = LogFactory.getLog(NanoBananaEndpointRefresher.class);

	@Bean
	@ConditionalOnMissingBean(name = "nanoBananaRefreshListener")
	ApplicationListener<EnvironmentChangeEvent> nanoBananaRefreshListener(NanoBananaEndpointRefresher refresher) {
		return new Listener(refresher);
	}

	/**
	 * A class, since the type of the event cannot be told from a lambda.
	 */
	private static final class Listener implements ApplicationListener<EnvironmentChangeEvent> {

		private final NanoBananaEndpointRefresher refresher;

		Listener(NanoBananaEndpointRefresher refresher) {
			this.refresher = refresher;
		}

		@Override
		public void onApplicationEvent(EnvironmentChangeEvent event) {
			try {
				this.refresher.refreshIfChanged();
			}
			catch (InvalidNanoBananaConfigurationException ex) {
				logger.error(
						"The changed properties were refused, and the endpoints stay as they are: " + ex.getMessage());
			}
			catch (RuntimeException ex) {
				logger.error("The changed properties could not be applied, and the endpoints stay as they are", ex);
			}
		}

	}

}
