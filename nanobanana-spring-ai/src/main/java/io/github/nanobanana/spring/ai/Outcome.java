package io.github.nanobanana.spring.ai;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.relay.RelayException;

/**
 * How one version of a picture ended: delivered or failed.
 *
 * @param version the version that arrived, or {@code null}
 * @param failure why it did not, or {@code null}
 */
record Outcome(@Nullable DeliveredVersion version, @Nullable RelayException failure) {

	static Outcome delivered(DeliveredVersion version) {
		return new Outcome(version, null);
	}

	static Outcome failed(RelayException failure) {
		return new Outcome(null, failure);
	}

}
