package io.github.nanobanana.spring.ai.observation;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a trace goes along with a call.
 */
class AttemptObservationContextTests {

	@Test
	void headersWhenTracedAreThoseThatAHeadCanHold() {
		AttemptObservationContext context = context(true);
		inject(context, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		inject(context, "baggage", "user=anna\r\nx-injected: 1");
		inject(context, "not a name", "1");
		inject(context, "b3", "caf\u00e9");
		assertThat(context.getTraceHeaders())
			.isEqualTo(Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
	}

	@Test
	void headersWhenNotTracedAreNone() {
		AttemptObservationContext context = context(false);
		inject(context, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		assertThat(context.getTraceHeaders()).isEmpty();
		assertThat(context.getRemoteServiceName()).isEqualTo("first");
	}

	private static AttemptObservationContext context(boolean traced) {
		return new AttemptObservationContext("first", "gpt-best", "call", 1, false, traced);
	}

	private static void inject(AttemptObservationContext context, String name, String value) {
		context.getSetter().set(context.getCarrier(), name, value);
	}

}
