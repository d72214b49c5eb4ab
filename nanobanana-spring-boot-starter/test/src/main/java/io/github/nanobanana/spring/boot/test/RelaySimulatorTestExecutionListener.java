package io.github.nanobanana.spring.boot.test;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.spring.ai.NanoBananaEndpoints;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageModelBuilder;

/**
 * Lets every test begin afresh: neither the simulator nor a model remembers the one
 * before.
 */
final class RelaySimulatorTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), AutoConfigureRelaySimulator.class)) {
			ApplicationContext context = testContext.getApplicationContext();
			context.getBeanProvider(RelaySimulator.class).forEach(RelaySimulator::reset);
			context.getBeanProvider(NanoBananaImageModel.class).forEach((model) -> forget(model.endpoints()));
		}
	}

	/** An endpoint that is put in anew is an endpoint of which nothing is known. */
	private static void forget(NanoBananaEndpoints endpoints) {
		endpoints.list()
			.stream()
			.filter((endpoint) -> endpoint.getName().equals(NanoBananaImageModelBuilder.DEFAULT_ENDPOINT))
			.forEach((endpoint) -> {
				endpoints.remove(endpoint.getName());
				endpoints.put(endpoint);
			});
	}

}
