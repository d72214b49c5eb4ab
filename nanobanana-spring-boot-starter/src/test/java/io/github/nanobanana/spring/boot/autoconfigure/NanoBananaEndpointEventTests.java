package io.github.nanobanana.spring.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaEndpoints;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.endpoint.StateChange.Type;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application's listeners are told of endpoints.
 */
class NanoBananaEndpointEventTests {

	private static final String KEY = "sk-never-to-be-seen";

	private static final String HOST = "127.0.0.1";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NanoBananaImageAutoConfiguration.class))
		.withUserConfiguration(Listening.class)
		.withPropertyValues("spring.ai.nanobanana.base-url=http://" + HOST + ":65535",
				"spring.ai.nanobanana.api-key=" + KEY, "spring.ai.nanobanana.probe-interval=0");

	@Test
	void eventsArePublishedInOrderOnceTheApplicationRuns() {
		this.runner.run((context) -> {
			Listener listener = context.getBean(Listener.class);
			NanoBananaEndpoints endpoints = context.getBean(NanoBananaImageModel.class).endpoints();
			assertThat(listener.events).isEmpty();
			endpoints.drain("default");
			endpoints.disable("default");
			endpoints.enable("default");
			endpoints.put(NanoBananaEndpoint.builder("more").baseUrl("http://" + HOST).apiKey(KEY).build());
			endpoints.remove("more");
			for (Type type : List.of(Type.DRAINING, Type.DRAINED, Type.DISABLED, Type.ENABLED, Type.ADDED,
					Type.REMOVED)) {
				NanoBananaEndpointEvent event = listener.next();
				assertThat(event.type()).isEqualTo(type);
				assertThat(event.endpoint())
					.isEqualTo((type == Type.ADDED || type == Type.REMOVED) ? "more" : "default");
				assertThat(event.toString()).doesNotContain(KEY, HOST);
			}
		});
	}

	@Test
	void eventsWhenAListenerThrowsGoOn() {
		this.runner.run((context) -> {
			Listener listener = context.getBean(Listener.class);
			NanoBananaEndpoints endpoints = context.getBean(NanoBananaImageModel.class).endpoints();
			listener.refuses = true;
			endpoints.disable("default");
			listener.next();
			listener.refuses = false;
			endpoints.enable("default");
			assertThat(listener.next().type()).isEqualTo(Type.ENABLED);
		});
	}

	@Test
	void changesWhenContextIsClosedAreToldToNobody() {
		Listener[] kept = new Listener[1];
		NanoBananaImageModel[] model = new NanoBananaImageModel[1];
		this.runner.run((context) -> {
			kept[0] = context.getBean(Listener.class);
			model[0] = context.getBean(NanoBananaImageModel.class);
			context.getSourceApplicationContext().close();
			model[0].endpoints().disable("default");
		});
		model[0].endpoints().enable("default");
		assertThat(kept[0].events).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Listener {

		private final BlockingQueue<NanoBananaEndpointEvent> events = new LinkedBlockingQueue<>();

		private volatile boolean refuses;

		@EventListener
		void on(NanoBananaEndpointEvent event) {
			this.events.add(event);
			if (this.refuses) {
				throw new IllegalStateException("not now");
			}
		}

		NanoBananaEndpointEvent next() throws InterruptedException {
			NanoBananaEndpointEvent event = this.events.poll(20, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			return event;
		}

	}

}
