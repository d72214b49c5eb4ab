package io.github.nanobanana.spring.ai.observation;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.nanobanana.spring.ai.endpoint.EndpointSnapshot;
import io.github.nanobanana.spring.ai.endpoint.EndpointStatus;

/**
 * How an endpoint is, in one word, one clause and one time: what meters, health and the
 * actuator tell of it. Of several things that stand in the way, the one that an operator
 * has to know first gives the word.
 *
 * @param state the word
 * @param lasts the time until calls can be sent to it again, at the latest; zero where
 * nothing stands in the way, or where no time is known
 * @param words what stands in the way as the rest of a sentence that begins with the
 * endpoint's name, or {@code null} if nothing does
 */
public record EndpointCondition(State state, Duration lasts, @Nullable String words) {

	/**
	 * The condition of an endpoint.
	 * @param endpoint the endpoint at one moment
	 * @return its condition at that moment
	 */
	public static EndpointCondition of(EndpointSnapshot endpoint) {
		State state = state(endpoint);
		return new EndpointCondition(state, lasts(endpoint, state), words(endpoint, state));
	}

	private static State state(EndpointSnapshot endpoint) {
		EndpointStatus status = endpoint.status();
		if (status == EndpointStatus.DISABLED || status == EndpointStatus.DRAINING) {
			return (status == EndpointStatus.DISABLED) ? State.DISABLED : State.DRAINING;
		}
		if (!endpoint.suspendedFor().isZero()) {
			return State.SUSPENDED;
		}
		if (status == EndpointStatus.EJECTED || status == EndpointStatus.TRIAL) {
			return (status == EndpointStatus.TRIAL) ? State.TRIAL : State.EJECTED;
		}
		return endpoint.throttledFor().isZero() ? State.OK : State.THROTTLED;
	}

	private static Duration lasts(EndpointSnapshot endpoint, State state) {
		if (state == State.DISABLED || state == State.DRAINING) {
			return Duration.ZERO;
		}
		return Stream.of(endpoint.suspendedFor(), endpoint.ejectedFor(), endpoint.throttledFor())
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
	}

	private static @Nullable String words(EndpointSnapshot endpoint, State state) {
		return switch (state) {
			case OK -> null;
			case THROTTLED -> "asked to be left alone";
			case SUSPENDED -> "is left alone, since "
					+ Objects.requireNonNull(endpoint.suspension(), "A suspension has a cause.").words();
			case EJECTED -> endpoint.ejectedFor().isZero() ? "failed repeatedly and waits for the call that tries it"
					: "failed repeatedly and rests";
			case TRIAL -> "failed repeatedly, and a call is trying it";
			case DRAINING -> "takes no new calls by order";
			case DISABLED -> "is disabled by order";
		};
	}

	/**
	 * The time that it lasts.
	 * @return whole seconds, rounded up
	 */
	public long seconds() {
		return this.lasts.plusMillis(999).toSeconds();
	}

	/**
	 * The condition of an endpoint in one word. Exactly one holds at a time.
	 */
	public enum State {

		/** It takes calls. */
		OK,

		/** It asked to be left alone; calls wait in line for it. */
		THROTTLED,

		/** The key or the quota of its account was refused. */
		SUSPENDED,

		/** It rests after failures, or its rest is over and no call has tried it yet. */
		EJECTED,

		/** A call is finding out whether it is well again. */
		TRIAL,

		/** By order it takes no new calls; those under way end. */
		DRAINING,

		/** By order it is left alone. */
		DISABLED;

		/**
		 * The word.
		 * @return the name in small letters
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
