package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint is to be probed now.
 *
 * @param endpoint the endpoint to probe, or {@code null} if a probe would tell nothing
 * @param urgent whether the endpoint could not be reached and waits for a probe
 * @param known whether the endpoint is still there
 */
record ProbeWish(@Nullable Endpoint endpoint, boolean urgent, boolean known) {

	static final ProbeWish NEVER = new ProbeWish(null, false, false);

	/** What delivered so shortly ago needs no probe. */
	static final Duration FRESH = Duration.ofSeconds(60);

	static ProbeWish of(EndpointState state, long now) {
		boolean fresh = now - state.lastSuccess < FRESH.toNanos() && !state.ejection.isEjected();
		boolean wanted = state.endpoint().probed() && state.duty != Duty.OFF && !fresh;
		return new ProbeWish(wanted ? state.endpoint() : null, state.ejection.awaitsProbe(), true);
	}

}
