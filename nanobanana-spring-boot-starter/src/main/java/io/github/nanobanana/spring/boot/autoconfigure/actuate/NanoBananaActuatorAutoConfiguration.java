package io.github.nanobanana.spring.boot.autoconfigure.actuate;

import java.util.Map;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaImageAutoConfiguration;

/**
 * Auto-configuration of the actuator endpoint {@code nanobanana}, which is there once it
 * is exposed: {@code management.endpoints.web.exposure.include}.
 */
@AutoConfiguration(after = NanoBananaImageAutoConfiguration.class)
@ConditionalOnClass({ NanoBananaImageModel.class, WebEndpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(NanoBananaImageModel.class)
@ConditionalOnAvailableEndpoint(NanoBananaActuatorEndpoint.class)
public final class NanoBananaActuatorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	NanoBananaActuatorEndpoint nanoBananaActuatorEndpoint(Map<String, NanoBananaImageModel> models) {
		return new NanoBananaActuatorEndpoint(models);
	}

}
