package io.github.nanobanana.spring.ai.endpoint;

import java.time.Duration;

/**
 * Bounds of the line in which calls wait for an endpoint with room.
 *
 * @param places the calls that may wait at once, 0 or more; further ones are refused at
 * once
 * @param longestWait the longest time that a call waits, never beyond the moment at which
 * its own deadline leaves less time than such a call takes
 */
public record AdmissionSettings(int places, Duration longestWait) {

	private static final AdmissionSettings DEFAULTS = new AdmissionSettings(64, Duration.ofSeconds(60));

	public AdmissionSettings {
		if (places < 0) {
			throw new IllegalArgumentException(
					"The line has %d places: use 0 for none, or how many calls may wait.".formatted(places));
		}
		if (longestWait.isNegative() || longestWait.compareTo(Duration.ofHours(1)) > 0) {
			throw new IllegalArgumentException(
					"The longest wait in line is %s: use 0 to 1 hour.".formatted(longestWait));
		}
	}

	/**
	 * A line of 64 places and waits of at most 60 seconds.
	 * @return the default settings
	 */
	public static AdmissionSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * The same settings with another number of places.
	 * @param places 0 or more
	 * @return new settings
	 */
	public AdmissionSettings withPlaces(int places) {
		return new AdmissionSettings(places, this.longestWait);
	}

	/**
	 * The same settings with another longest wait.
	 * @param longestWait at most one hour
	 * @return new settings
	 */
	public AdmissionSettings withLongestWait(Duration longestWait) {
		return new AdmissionSettings(this.places, longestWait);
	}

}
