package io.github.nanobanana.spring.ai.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of this provider. The image as a whole is Spring AI's own observation,
 * {@code gen_ai.client.operation}; below it stands one for each endpoint that was asked.
 */
public enum NanoBananaObservationDocumentation implements ObservationDocumentation {

	/** One endpoint asked once for a picture. */
	ATTEMPT {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultAttemptObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return AttemptLowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return AttemptHighCardinality.values();
		}

		@Override
		public String getPrefix() {
			return "nanobanana";
		}

	};

	/** Tags of an attempt with few values. */
	public enum AttemptLowCardinality implements KeyName {

		/** The name of the endpoint. */
		ENDPOINT {
			@Override
			public String asString() {
				return "nanobanana.endpoint";
			}
		},

		/** The dialect of the endpoint. */
		DIALECT {
			@Override
			public String asString() {
				return "nanobanana.dialect";
			}
		},

		/** {@code delivered}, {@code cancelled} or the class of the failure. */
		OUTCOME {
			@Override
			public String asString() {
				return "nanobanana.outcome";
			}
		},

		/**
		 * What happened, a name from the failure table; {@code none} without a failure.
		 */
		FAILURE {
			@Override
			public String asString() {
				return "nanobanana.failure";
			}
		}

	}

	/** Tags of an attempt with many values. */
	public enum AttemptHighCardinality implements KeyName {

		/** The name of the call on this side, the same for all attempts. */
		CALL_ID {
			@Override
			public String asString() {
				return "nanobanana.call.id";
			}
		},

		/** Which attempt of the call it is, from 1 on. */
		NUMBER {
			@Override
			public String asString() {
				return "nanobanana.attempt.number";
			}
		},

		/** Whether it finds out if an ejected endpoint is well again. */
		TRIAL {
			@Override
			public String asString() {
				return "nanobanana.trial";
			}
		},

		/** The HTTP status of a failure; {@code none} if none came. */
		STATUS {
			@Override
			public String asString() {
				return "http.response.status_code";
			}
		},

		/** The relay's name for the call; {@code none} if it gave none. */
		REQUEST_ID {
			@Override
			public String asString() {
				return "gen_ai.response.id";
			}
		}

	}

}
