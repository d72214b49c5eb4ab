package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * When endpoints are probed. A probe costs nothing and never makes a picture.
 *
 * @param interval the time between two probes of one endpoint, spread by a fifth; zero
 * for no probes at all
 * @param timeout the time for one probe
 */
public record ProbeSettings(Duration interval, Duration timeout) {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final ProbeSettings DEFAULTS = new ProbeSettings(Duration.ofSeconds(30), Duration.ofSeconds(5));

	public ProbeSettings {
		if (!interval.isZero() && (interval.compareTo(SHORTEST) < 0 || interval.compareTo(Duration.ofDays(1)) > 0)) {
			throw new IllegalArgumentException(
					"The time between probes is %s: use 1 s to 1 day, or 0 for no probes.".formatted(interval));
		}
		if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
			throw new IllegalArgumentException("The time for a probe is %s: use 1 ms to 1 minute.".formatted(timeout));
		}
	}

	/**
	 * A probe every 30 seconds, with 5 seconds for it.
	 * @return the default settings
	 */
	public static ProbeSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * The same settings with another interval.
	 * @param interval 1 s to 1 day, or zero for no probes
	 * @return new settings
	 */
	public ProbeSettings withInterval(Duration interval) {
		return new ProbeSettings(interval, this.timeout);
	}

	/**
	 * Whether endpoints are probed at all.
	 * @return whether the interval is not zero
	 */
	public boolean enabled() {
		return !this.interval.isZero();
	}

}
