package io.github.nanobanana.spring.ai.failover;

import io.github.nanobanana.spring.ai.endpoint.AdmissionSettings;
import io.github.nanobanana.spring.ai.endpoint.ProbeSettings;

/**
 * How calls wait for endpoints, and how endpoints are watched between calls.
 *
 * @param admission bounds of the line
 * @param probes when endpoints are probed
 */
public record FailoverSettings(AdmissionSettings admission, ProbeSettings probes) {

	private static final FailoverSettings DEFAULTS = new FailoverSettings(AdmissionSettings.defaults(),
			ProbeSettings.defaults());

	/**
	 * The defaults of both.
	 * @return the default settings
	 */
	public static FailoverSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * The same settings with another line.
	 * @param admission bounds of the line
	 * @return new settings
	 */
	public FailoverSettings withAdmission(AdmissionSettings admission) {
		return new FailoverSettings(admission, this.probes);
	}

	/**
	 * The same settings with other probes.
	 * @param probes when endpoints are probed
	 * @return new settings
	 */
	public FailoverSettings withProbes(ProbeSettings probes) {
		return new FailoverSettings(this.admission, probes);
	}

}
