package io.github.nanobanana.samples.playground;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What operators see of all endpoints.
 *
 * @param endpoints the endpoints, in the order of preference
 * @param waiting the calls that wait in line
 * @param failovers the further attempts so far
 * @param budget the further attempts that are allowed now
 * @param turnedAway the calls so far that got no endpoint
 * @param events what happened last, the newest first
 */
record PanelView(List<EndpointView> endpoints, int waiting, long failovers, int budget, long turnedAway,
		List<EventView> events) {

	/**
	 * One endpoint.
	 *
	 * @param name its name
	 * @param state its condition in one word
	 * @param words why, or {@code null}
	 * @param seconds until calls can be sent to it again, 0 if that is not known
	 * @param inFlight the calls under way
	 * @param cap the calls that are sent at once for now
	 * @param overdue the calls that take far too long
	 * @param success how likely a call is to succeed, in percent
	 * @param median the median time of its last pictures in milliseconds, or {@code null}
	 * @param delivered the pictures so far
	 * @param failures the failures so far by class
	 * @param ejections the rests after failures so far by cause
	 * @param lastFailure the class of the last failure that counted, or {@code null}
	 * @param tier its rank
	 * @param simulated whether it is a simulator in this process
	 * @param switchedOff whether that simulator is switched off
	 */
	record EndpointView(String name, String state, @Nullable String words, long seconds, int inFlight, int cap,
			int overdue, int success, @Nullable Long median, long delivered, Map<String, Long> failures,
			Map<String, Long> ejections, @Nullable String lastFailure, int tier, boolean simulated,
			boolean switchedOff) {

	}

	/**
	 * Something that happened to an endpoint.
	 *
	 * @param at when, in milliseconds of the epoch
	 * @param endpoint its name
	 * @param type what, in one word
	 * @param words what, as the rest of a sentence
	 * @param seconds how long it lasts, or 0
	 * @param alarming whether somebody should look
	 */
	record EventView(long at, String endpoint, String type, String words, long seconds, boolean alarming) {

	}

}
