package io.github.nanobanana.spring.ai.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.observation.NanoBananaObservationDocumentation.AttemptHighCardinality;
import io.github.nanobanana.spring.ai.observation.NanoBananaObservationDocumentation.AttemptLowCardinality;

/**
 * How an attempt is named and tagged: {@code nanobanana.attempt}. No tag holds a key, a
 * prompt or an address.
 */
public final class DefaultAttemptObservationConvention implements ObservationConvention<AttemptObservationContext> {

	/** The one that is used. */
	public static final DefaultAttemptObservationConvention INSTANCE = new DefaultAttemptObservationConvention();

	private static final String NONE = "none";

	private DefaultAttemptObservationConvention() {
	}

	@Override
	public String getName() {
		return "nanobanana.attempt";
	}

	@Override
	public String getContextualName(AttemptObservationContext context) {
		return "attempt " + context.getEndpoint();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof AttemptObservationContext;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
		return KeyValues.of(AttemptLowCardinality.ENDPOINT.withValue(context.getEndpoint()),
				AttemptLowCardinality.DIALECT.withValue(context.getDialect()),
				AttemptLowCardinality.OUTCOME.withValue(context.getOutcome()),
				AttemptLowCardinality.FAILURE.withValue(orNone(context.getFailure())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(AttemptObservationContext context) {
		String status = (context.getStatus() > 0) ? String.valueOf(context.getStatus()) : null;
		return KeyValues.of(AttemptHighCardinality.CALL_ID.withValue(context.getCallId()),
				AttemptHighCardinality.NUMBER.withValue(String.valueOf(context.getNumber())),
				AttemptHighCardinality.TRIAL.withValue(String.valueOf(context.isTrial())),
				AttemptHighCardinality.STATUS.withValue(orNone(status)),
				AttemptHighCardinality.REQUEST_ID.withValue(orNone(context.getRequestId())));
	}

	private static String orNone(@Nullable String value) {
		return (value != null) ? value : NONE;
	}

}
